package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final Tensor LABELS = Tensor.of(new double[] {0, 0, 1, 1, 1});
    private static final Tensor PROBABILITIES = Tensor.of(new double[] {0.1, 0.6, 0.5, 0.8, 0.7});

    /** Computed from the definition, over all pairs of examples. */
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
}
