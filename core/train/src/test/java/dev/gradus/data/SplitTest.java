package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitTest {
    @Property
    void everyExampleIsInOnePart(
            @ForAll @IntRange(min = 10, max = 200) int n,
            @ForAll @DoubleRange(min = 0.1, max = 0.6) double training,
            @ForAll @DoubleRange(min = 0.1, max = 0.3) double validation) {
        Split split = Split.of(n, training, validation, NumpyRandom.seed(3));
        assertThat(split.training()).hasSize((int) (n * training + 1e-12));
        assertThat(split.validation()).hasSize((int) (n * validation + 1e-12)).isSorted();
        assertThat(split.test()).isSorted();
        assertThat(Arrays.stream(joined(split)).sorted().boxed().toList()).isEqualTo(range(n));
        assertThat(split.training())
                .isEqualTo(Arrays.copyOf(NumpyRandom.seed(3).permutation(n), split.training().length));
        Tensor x = Tensor.generate(Shape.of(n, 2), i -> i);
        assertThat(split.validation(x)).isEqualTo(x.rows(split.validation()));
        assertThat(split.training(x).row(0)).isEqualTo(x.row(split.training()[0]));
    }

    private static int[] joined(Split split) {
        return IntStream.concat(
                        IntStream.concat(Arrays.stream(split.training()), Arrays.stream(split.validation())),
                        Arrays.stream(split.test()))
                .toArray();
    }

    private static List<Integer> range(int n) {
        return IntStream.range(0, n).boxed().toList();
    }

    /** 0.29 * 100 is below 29. */
    @Test
    void aPartThatIsAWholeNumberOfExamplesIsThatNumber() {
        NumpyRandom random = NumpyRandom.seed(0);
        for (int n : new int[] {7, 100, 1000, 12345}) {
            for (int k = 1; k < n; k += 1 + n / 1000) {
                assertThat(Split.of(n, (double) k / n, random).training()).hasSize(k);
            }
        }
        for (int percent = 1; percent < 99; percent++) {
            double part = Double.parseDouble("0." + (percent < 10 ? "0" : "") + percent);
            assertThat(Split.of(100, part, 0.01, random).training()).hasSize(percent);
        }
    }

    @Test
    void withoutValidationTheRestIsTheTest() {
        Split split = Split.of(10, 0.75, NumpyRandom.seed(0));
        assertThat(split).hasToString("7 for training, 0 for validation, 3 for the test");
        assertThat(split.test(Tensor.generate(Shape.of(10), i -> i)).shape()).isEqualTo(Shape.of(3));
        assertThat(split.validation(Tensor.zeros(10, 4)).shape()).isEqualTo(Shape.of(0, 4));
    }

    @Test
    void wrongUseIsRefused() {
        NumpyRandom random = NumpyRandom.seed(0);
        assertThatThrownBy(() -> Split.of(10, 1.5, random))
                .hasMessage("Split: a fraction of the examples must be between 0 and 1, such as 0.8, but is 1.5");
        assertThatThrownBy(() -> Split.of(10, Double.NaN, random)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Split.of(1, 0.5, random))
                .hasMessage("Split: 1 examples are too few for these fractions: one of training and test would"
                        + " be empty");
        assertThatThrownBy(() -> Split.of(10, 0.6, 0.4, random))
                .hasMessage("Split: 10 examples are too few for these fractions: one of training, validation and"
                        + " test would be empty");
        assertThatThrownBy(() -> Split.of(10, 0.6, 0.01, random)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Split.of(-1, 0.6, random)).hasMessageContaining("must not be negative");
        assertThatThrownBy(() -> Split.of(10, 0.5, random).test(Tensor.zeros(9)))
                .hasMessage("Split: the split is for 10 examples, but the tensor has the shape (9)");
    }

    @Property
    void standardizedColumnsHaveMean0AndDeviation1(
            @ForAll @IntRange(min = 3, max = 50) int n,
            @ForAll @IntRange(min = 1, max = 4) int columns,
            @ForAll int seed) {
        Tensor x = NumpyRandom.seed(seed & 0xffff).normal(5, 3, Shape.of(n, columns));
        Standardizer standardizer = Standardizer.of(x);
        Tensor z = standardizer.apply(x);
        Standardizer again = Standardizer.of(z);
        for (int column = 0; column < columns; column++) {
            assertThat(again.mean().get(column)).isCloseTo(0, within(1e-13));
            assertThat(again.deviation().get(column)).isCloseTo(1, within(1e-13));
        }
        for (int i = 0; i < n; i++) {
            assertThat(standardizer.undo(z).get(i, 0)).isCloseTo(x.get(i, 0), within(1e-13));
        }
        int half = n / 2;
        Tensor first = x.rows(IntStream.range(0, half).toArray()),
                second = x.rows(IntStream.range(half, n).toArray());
        Standardizer ofParts = Standardizer.of(List.of(first, second));
        assertThat(ofParts.mean()).isEqualTo(standardizer.mean());
        assertThat(ofParts.deviation()).isEqualTo(standardizer.deviation());
        assertThat(Standardizer.of(standardizer.mean(), standardizer.deviation())
                        .apply(x))
                .isEqualTo(z);
    }

    /** NumPy's mean and std with ddof=1 of these numbers are 2.5 and 1.2909944487358056. */
    @Test
    void theDeviationIsTheSamples() {
        Standardizer standardizer = Standardizer.of(Tensor.of(1, 2, 3, 4));
        assertThat(standardizer.mean()).isEqualTo(Tensor.scalar(2.5));
        assertThat(standardizer.deviation()).isEqualTo(Tensor.scalar(1.2909944487358056));
    }

    @Test
    void columnsThatCannotBeStandardizedAreNamed() {
        assertThatThrownBy(() -> Standardizer.of(Tensor.of(new double[][] {{1, 3}, {2, 3}})))
                .hasMessage(
                        "Standardizer: column 1 cannot be standardized: its mean is 3.0 and its standard deviation 0.0");
        assertThatThrownBy(() -> Standardizer.of(Tensor.of(1e308, 1e308, 1e308)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Standardizer.of(Tensor.of(1, Double.NaN))).hasMessageContaining("its mean is NaN");
        assertThatThrownBy(() -> Standardizer.of(Tensor.zeros(1, 3)))
                .hasMessage("Standardizer: a standard deviation needs at least 2 examples, but there are 1");
        assertThatThrownBy(() -> Standardizer.of(Tensor.of(1, 2)).apply(Tensor.zeros(2, 2)))
                .hasMessage("Standardizer: an example must have the shape (), but the tensor is (2, 2)");
        assertThatThrownBy(() -> Standardizer.of(List.of(Tensor.zeros(2, 1), Tensor.zeros(2, 2))))
                .hasMessage("Standardizer: the first examples have the shape (1), but later ones have (2)");
        assertThatThrownBy(() -> Standardizer.of(Tensor.scalar(1))).hasMessageContaining("a scalar has none");
        assertThatThrownBy(() -> Standardizer.of(Tensor.zeros(2), Tensor.ones(3)))
                .hasMessageContaining("both must have the shape of an example");
    }
}
