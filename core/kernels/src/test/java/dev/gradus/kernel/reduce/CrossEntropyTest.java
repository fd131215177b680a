package dev.gradus.kernel.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.kernel.AnyNumbers;
import dev.gradus.kernel.DocumentedSum;
import dev.gradus.kernel.EveryKernels;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.math.Elementary;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bits are those of the documented sums of the formula. */
class CrossEntropyTest {

    @Property
    void sumsInTheDocumentedOrder(
            @ForAll @IntRange(min = 1, max = 20) int batch,
            @ForAll @IntRange(min = 1, max = 20) int classes,
            @ForAll long seed) {
        assertFollowsTheOrder(batch, classes, seed);
    }

    /** Computing rows together yields the excess of each row, whatever the others contain. */
    @Property
    void excessesAreThoseOfEachRowByItself(
            @ForAll @IntRange(min = 1, max = 20) int batch,
            @ForAll @IntRange(min = 1, max = 9) int classes,
            @ForAll long seed) {
        double[] z = AnyNumbers.of(batch * classes, seed);
        double[] labels = new double[batch];
        ReductionGroups rows = ReductionGroups.along(new boolean[] {false, true}, batch, classes);
        for (Kernels kernels : EveryKernels.list()) {
            double[] terms = IntStream.range(0, batch)
                    .mapToDouble(t -> {
                        int start = t * classes;
                        int greatest = Extremes.argMax(rows, z, start);
                        return (z[start + greatest] - z[start])
                                + LogSumExponentials.excess(kernels, rows, z, start, greatest);
                    })
                    .toArray();
            double[] sum = {CrossEntropy.of(batch, classes).ofLabels(kernels, z, labels)};
            assertThat(sum).isEqualTo(new double[] {DocumentedSum.of(terms)}); // NaN equals NaN in arrays
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 4097", "2, 8200", "4099, 2", "8193, 1"})
    void splitsLongRuns(int batch, int classes) {
        assertFollowsTheOrder(batch, classes, batch);
    }

    private static void assertFollowsTheOrder(int batch, int classes, long seed) {
        Random random = new Random(seed);
        double[] z = random.doubles((long) batch * classes, -9, 9).toArray();
        double[] y = random.doubles((long) batch * classes).toArray();
        double[] labels = IntStream.range(0, batch)
                .mapToDouble(t -> random.nextInt(classes))
                .toArray();
        for (Kernels kernels : EveryKernels.list()) {
            assertFollowsTheOrder(kernels, batch, classes, z, y, labels);
        }
    }

    private static void assertFollowsTheOrder(
            Kernels kernels, int batch, int classes, double[] z, double[] y, double[] labels) {
        CrossEntropy crossEntropy = CrossEntropy.of(batch, classes);

        assertThat(crossEntropy.ofLabels(kernels, z, labels))
                .isEqualTo(DocumentedSum.of(IntStream.range(0, batch)
                        .mapToDouble(t -> surprises(z, t * classes, classes)[(int) labels[t]])
                        .toArray()));
        assertThat(crossEntropy.ofDistributions(kernels, z, y))
                .isEqualTo(DocumentedSum.of(IntStream.range(0, batch)
                        .mapToDouble(t -> {
                            double[] surprises = surprises(z, t * classes, classes);
                            return DocumentedSum.of(IntStream.range(0, classes)
                                    .mapToDouble(k -> y[t * classes + k] * surprises[k])
                                    .toArray());
                        })
                        .toArray()));
    }

    /** Returns −ln softmax of the row at {@code start}. */
    private static double[] surprises(double[] z, int start, int classes) {
        double[] row = Arrays.copyOfRange(z, start, start + classes);
        double m = Arrays.stream(row).max().orElseThrow();
        double[] others = Arrays.stream(row)
                .map(logit -> logit == m ? 0 : Elementary.exp(logit - m))
                .toArray();
        double excess = Elementary.log1p(DocumentedSum.of(others));
        return Arrays.stream(row).map(logit -> (m - logit) + excess).toArray();
    }
}
