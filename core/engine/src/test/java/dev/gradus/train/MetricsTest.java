package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
    private static final Tensor LABELS = Tensor.of(new double[] {0, 0, 1, 1, 1});
    private static final Tensor PROBABILITIES = Tensor.of(new double[] {0.1, 0.6, 0.5, 0.8, 0.7});

    /** By its meaning, over all pairs of examples. */
    @Property
    void theAreaIsTheProbabilityOfTheRightOrder(
            @ForAll @LongRange(max = 1000) long seed,
            @ForAll @IntRange(min = 2, max = 40) int examples,
            @ForAll @IntRange(min = 1, max = 20) int levels) {
        NumpyRandom random = NumpyRandom.seed(seed);
        Tensor scores = Tensor.generate(Shape.of(examples), i -> random.randint(0, levels));
        Tensor labels = Tensor.generate(Shape.of(examples), i -> i == 0 ? 0 : i == 1 ? 1 : random.randint(0, 2));
        double right = 0, pairs = 0;
        for (int one = 0; one < examples; one++) {
            for (int zero = 0; zero < examples; zero++) {
                if (labels.get(one) == 1 && labels.get(zero) == 0) {
                    right += scores.get(one) > scores.get(zero) ? 1 : scores.get(one) == scores.get(zero) ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        assertThat(Metrics.areaUnderRoc(scores, labels)).isCloseTo(right / pairs, within(1e-12));
    }

    @Test
    void theCurveGoesFromCornerToCorner() {
        assertThat(Metrics.roc(PROBABILITIES, LABELS)).isEqualTo(new double[][] {
            {0, 0}, {0, 1.0 / 3}, {0, 2.0 / 3}, {0.5, 2.0 / 3}, {0.5, 1}, {1, 1}
        });
    }

    @Test
    void countsOfTwoClasses() {
        ConfusionMatrix matrix = ConfusionMatrix.ofProbabilities(PROBABILITIES, LABELS);
        assertThat(matrix.count(0, 0)).isEqualTo(1);
        assertThat(matrix.count(0, 1)).isEqualTo(1);
        assertThat(matrix.count(1, 0)).isEqualTo(1);
        assertThat(matrix.count(1, 1)).isEqualTo(2);
        assertThat(matrix.accuracy()).isEqualTo(0.6);
        assertThat(matrix.precision(1)).isEqualTo(2.0 / 3);
        assertThat(matrix.recall(1)).isEqualTo(2.0 / 3);
        assertThat(matrix.precision(0)).isEqualTo(0.5);
        assertThat(matrix.f1(1)).isEqualTo(4.0 / 6);
        assertThat(matrix).hasToString("""
                actual \\ predicted  0  1
                                 0  1  1
                                 1  1  2""");
        assertThat(ConfusionMatrix.of(Tensor.zeros(1), Tensor.zeros(1), 2).precision(1))
                .isNaN();
    }

    @Test
    void nodesAgreeWithTheCounts() {
        Run run = Run.of(Graph.of(Metrics.accuracy(Constant.of(PROBABILITIES), Constant.of(LABELS))));
        assertThat(run.forward()).isEqualTo(0.6);
        Tensor scores = Tensor.of(new double[][] {{1, 5, 2}, {7, 0, 0}, {0, 0, 1}});
        Tensor labels = Tensor.of(new double[] {1, 2, 2});
        assertThat(Run.of(Graph.of(Metrics.classAccuracy(Constant.of(scores), Constant.of(labels))))
                        .forward())
                .isEqualTo(2.0 / 3);
    }

    @Test
    void rSquaredIsOneForTheTargetsAndZeroForTheirMean() {
        Tensor y = Tensor.of(new double[] {1, 2, 3, 6});
        assertThat(Metrics.rSquared(y, y)).isEqualTo(1);
        assertThat(Metrics.rSquared(Tensor.full(y.shape(), 3), y)).isZero();
        assertThat(Metrics.rSquared(Tensor.of(new double[] {1, 2, 3, 4}), y)).isCloseTo(1 - 4.0 / 14, within(1e-15));
    }

    @Test
    void wrongUseIsRefused() {
        assertThatThrownBy(() -> Metrics.rSquared(Tensor.ones(2), LABELS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Metrics.rSquared: there must be as many predictions as targets, but they are (2) and (5)");
        assertThatThrownBy(() -> Metrics.areaUnderRoc(LABELS, Tensor.full(LABELS.shape(), 2)))
                .hasMessage("Metrics.roc: labels must be 0 or 1 and scores numbers, but example 0 has the label 2.0 and"
                        + " the score 0.0");
        assertThatThrownBy(() -> ConfusionMatrix.of(LABELS, PROBABILITIES, 2))
                .hasMessage("ConfusionMatrix: a class must be a whole number from 0 to 1, but number 0 is 0.1");
        assertThatThrownBy(() -> ConfusionMatrix.of(LABELS, LABELS, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Epoch epoch(int number, double loss) {
        Map<String, Tensor> metrics = new TreeMap<>(Map.of("accuracy, %", Tensor.scalar(12.5)));
        metrics.put("matrix", Tensor.ones(2, 2));
        return new Epoch(number, loss, number == 1 ? OptionalDouble.empty() : OptionalDouble.of(0.25), metrics);
    }

    @Test
    void theLogIsOneLineAnEpoch(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("training.csv");
        CsvLog.to(file).accept(epoch(1, 0.1));
        CsvLog.to(file).accept(epoch(2, 1.0 / 3));
        assertThat(file).hasContent("""
                epoch,loss,validation,"accuracy, %"
                1,0.1,,12.5
                2,0.3333333333333333,0.25,12.5
                """);
    }

    @Test
    void thePageIsWholeAndShowsAll(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("training.html");
        Parameter w = Parameter.of("W", Tensor.of(new double[] {1, 2, 2}));
        Parameters parameters = Parameters.of(List.of(w, Parameter.of("none", Tensor.zeros(0))));
        LivePage page = LivePage.to(file, "<Two>", parameters);
        page.accept(epoch(1, 0.5));
        parameters.set(w, Tensor.of(new double[] {1, 2, 5}));
        page.accept(epoch(2, Double.NaN));
        page.accept(epoch(3, 0.25));
        String html = Files.readString(file);
        assertThat(html)
                .startsWith("<!DOCTYPE html>")
                .endsWith("</body></html>\n")
                .contains("<h1>&lt;Two&gt;</h1>")
                .contains("loss: 0.250000, from 0.250000 to 0.500000 in epochs 1 to 3")
                .contains("accuracy, %: 12.5")
                .contains("W (3): from 1.000 to 5.000; moved by 0.000 in the last epoch")
                .doesNotContain("NaN", "matrix", "http://", "https://", "<script");
    }
}
