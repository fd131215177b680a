package dev.gradus.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Gradients;
import dev.gradus.node.IndexValueException;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrossEntropyLossTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    /** Logits between −3 and 3, class labels, and distributions whose rows sum to something between 0 and n_classes. */
    private record Data(Tensor z, Tensor labels, Tensor distributions) {
        static Data random(int batch, int classes, long seed) {
            Random random = new Random(seed);
            return new Data(
                    Tensor.generate(Shape.of(batch, classes), i -> random.nextDouble(-3, 3)),
                    Tensor.generate(Shape.of(batch), i -> random.nextInt(classes)),
                    Tensor.generate(Shape.of(batch, classes), i -> random.nextDouble(0.05, 0.95)));
        }

        Tensor oneHot() {
            int classes = z.shape().size(1);
            return Tensor.generate(z.shape(), i -> labels.get(i / classes) == i % classes ? 1 : 0);
        }
    }

    /** As in a textbook, accurate enough for small logits. */
    private static double reference(Tensor z, Tensor y) {
        int batch = z.shape().size(0);
        double sum = 0;
        for (int t = 0; t < batch; t++) {
            double[] row = z.row(t).toArray();
            double total = Arrays.stream(row).map(Math::exp).sum();
            for (int k = 0; k < row.length; k++) {
                sum -= y.get(t, k) * Math.log(Math.exp(row[k]) / total);
            }
        }
        return sum / batch;
    }

    private static double loss(Tensor z, Tensor y) {
        Input logits = Input.of("z", z.shape()), targets = Input.of("y", y.shape());
        return DerivativesAt.at(Map.of(logits, z, targets, y))
                .value(new CrossEntropyLoss(logits, targets))
                .item();
    }

    private static Tensor gradient(Tensor z, Tensor y) {
        Input logits = Input.of("z", z.shape()), targets = Input.of("y", y.shape());
        return DerivativesAt.at(Map.of(logits, z, targets, y)).gradient(new CrossEntropyLoss(logits, targets), logits);
    }

    private static Tensor row(double... numbers) {
        return Tensor.of(new double[][] {numbers});
    }

    private static Tensor label(int k) {
        return Tensor.of(new double[] {k});
    }

    @Property
    void isTheTextbooksFormula(
            @ForAll @IntRange(min = 1, max = 6) int batch,
            @ForAll @IntRange(min = 1, max = 6) int classes,
            @ForAll long seed) {
        Data data = Data.random(batch, classes, seed);
        assertThat(loss(data.z, data.labels)).isCloseTo(reference(data.z, data.oneHot()), within(1e-13));
        assertThat(loss(data.z, data.distributions)).isCloseTo(reference(data.z, data.distributions), within(1e-12));
    }

    @Property
    void labelsAreOneHotDistributions(
            @ForAll @IntRange(min = 1, max = 6) int batch,
            @ForAll @IntRange(min = 1, max = 6) int classes,
            @ForAll long seed) {
        Data data = Data.random(batch, classes, seed);
        assertThat(loss(data.z, data.labels)).isEqualTo(loss(data.z, data.oneHot()));
        assertThat(gradient(data.z, data.labels)
                        .difference(gradient(data.z, data.oneHot()))
                        .within(0, 1e-15))
                .isTrue();
    }

    /** p − 1 computed directly would be −2⁻⁵³ or 0. */
    @ParameterizedTest
    @CsvSource({"40, 4.248354255291589e-18", "30, 9.357622968839299e-14", "700, 9.85967654375977e-305"})
    void aGradientNearZeroKeepsItsDigits(double logit, double other) {
        Tensor slope = gradient(row(logit, 0), label(0));
        assertThat(slope.get(0, 1)).isCloseTo(other, within(2e-15 * other));
        assertThat(slope.get(0, 0)).isEqualTo(-slope.get(0, 1));
    }

    @Property(tries = 50)
    void derivativesEqualDifferences(
            @ForAll @IntRange(min = 1, max = 3) int batch,
            @ForAll @IntRange(min = 1, max = 3) int classes,
            @ForAll long seed) {
        Data data = Data.random(batch, classes, seed);
        Input z = Input.of("z", batch, classes), labels = Input.of("labels", batch), y = Input.of("y", batch, classes);
        DerivativesAt at = DerivativesAt.at(Map.of(z, data.z, labels, data.labels, y, data.distributions));
        at.assertRight(3, new CrossEntropyLoss(z, labels).multiply(2), z);
        at.assertRight(2, new CrossEntropyLoss(z, y).multiply(2), z, y);
    }

    /** A softmax and its digits do not change if all logits of a row are shifted. */
    @Property
    void onlyDifferencesOfLogitsCount(
            @ForAll @IntRange(min = -1_000_000, max = 1_000_000) int shift, @ForAll long seed) {
        Random random = new Random(seed);
        Tensor z = Tensor.generate(Shape.of(3, 4), i -> random.nextInt(-20, 21) / 4.0);
        Tensor shifted = z.map(logit -> logit + shift);
        Data data = Data.random(3, 4, seed);
        for (Tensor y : new Tensor[] {data.labels, data.distributions}) {
            assertThat(loss(shifted, y)).isEqualTo(loss(z, y));
            assertThat(gradient(shifted, y)).isEqualTo(gradient(z, y));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0.6931471805599453",
        "0, -40, 0, 4.248354255291589e-18",
        "0, -40, 1, 40",
        "-700, 0, 1, 9.85967654375977e-305",
        "1e300, -1e300, 0, 0",
        "1e300, -1e300, 1, 2e300",
        "1e300, 1e300, 1, 0.6931471805599453",
        "-1e300, -1e300, 0, 0.6931471805599453",
        "-Infinity, 3, 1, 0",
        "-Infinity, 3, 0, Infinity"
    })
    void neitherOverflowsNorLosesDigits(double z0, double z1, int label, double loss) {
        double actual = loss(row(z0, z1), label(label));
        if (Double.isInfinite(loss)) {
            assertThat(actual).isEqualTo(loss);
        } else {
            assertThat(actual).isCloseTo(loss, within(1e-15 * loss));
        }
        assertThat(loss(row(z0, z1), row(1 - label, label))).isEqualTo(actual);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-INF, -1e300, -800})
    void aClassOfProbabilityZeroCountsForNothing(double impossible) {
        Tensor with = row(1, impossible, 2.5), without = row(1, 2.5);
        assertThat(loss(with, label(2))).isEqualTo(loss(without, label(1)));
        assertThat(loss(with, row(0.25, 0, 0.75))).isEqualTo(loss(without, row(0.25, 0.75)));
        Tensor expected = gradient(without, row(0.25, 0.75));
        assertThat(gradient(with, row(0.25, 0, 0.75))).isEqualTo(row(expected.get(0, 0), 0, expected.get(0, 1)));
    }

    @Test
    void impossibleTargetsHaveAFiniteGradient() {
        assertThat(gradient(row(-INF, 0, 0), label(0))).isEqualTo(row(-1, 0.5, 0.5));
        assertThat(gradient(row(1e300, -1e300), label(1))).isEqualTo(row(1, -1));
    }

    @Test
    void secondDerivativesHoldWhereProbabilitiesAreZero() {
        Input z = Input.of("z", 1, 4), y = Input.of("y", 1, 4);
        Node slope =
                Gradients.of(new CrossEntropyLoss(z, y)).wrt(z).slice(1, 0, 1).sum();
        DerivativesAt at = DerivativesAt.at(Map.of(z, row(0, 0, -INF, -1e300), y, row(0.5, 0.5, 0, 0)));
        assertThat(at.gradient(slope, z).map(x -> x + 0)).isEqualTo(row(0.25, -0.25, 0, 0)); // −0 + 0 is 0
    }

    @Test
    void aRowWithoutASoftmaxIsNaN() {
        assertThat(loss(row(-INF, -INF), label(0))).isNaN();
        assertThat(loss(row(INF, 0), label(0))).isNaN();
        assertThat(loss(row(INF, 0), label(1))).isEqualTo(INF);
        assertThat(loss(row(1, Double.NaN), label(0))).isNaN();
        assertThat(gradient(row(INF, 0), label(1)).toArray()).contains(Double.NaN);
    }

    @Test
    void manyClassesAndExamples() {
        Data data = Data.random(100, 5000, 1);
        double expected = IntStream.range(0, 100)
                .mapToDouble(t -> {
                    double[] logits = data.z.row(t).toArray();
                    return Math.log(Arrays.stream(logits).map(Math::exp).sum()) - logits[(int) data.labels.get(t)];
                })
                .average()
                .orElseThrow();
        assertThat(loss(data.z, data.labels)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void labelsHaveNoGradient() {
        Input z = Input.of("z", 2, 3), y = Input.of("y", 2);
        DerivativesAt at = DerivativesAt.at(Map.of(z, Tensor.zeros(2, 3), y, Tensor.zeros(2)));
        assertThat(at.gradient(new CrossEntropyLoss(z, y), y)).isEqualTo(Tensor.zeros(2));
    }

    @Test
    void madeAgainIsTheSame() {
        Input z = Input.of("z", 4, 3), other = Input.of("other", 2, 5);
        Op loss = new CrossEntropyLoss(z, Input.of("y", 4));
        assertThat(loss.withInputs(loss.inputs()).inputs()).isEqualTo(loss.inputs());
        Op distributed = loss.withInputs(List.of(other, Input.of("y2", 2, 5)));
        assertThat(distributed.expression()).isEqualTo("CrossEntropyLoss(other, y2)");
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "-1, −1", "0.5, 0.5", "NaN, NaN"})
    void labelsOutOfRangeAreRefused(double wrong, String printed) {
        Input z = Input.of("z", 2, 3), y = Input.of("y", 2);
        DerivativesAt at = DerivativesAt.at(Map.of(z, Tensor.zeros(2, 3), y, Tensor.of(new double[] {0, wrong})));
        assertThatThrownBy(() -> at.value(new CrossEntropyLoss(z, y)))
                .isInstanceOf(IndexValueException.class)
                .hasMessage("CrossEntropyLoss: y (2) holds " + printed + " at [1], but must hold integers from 0 to 2");
    }

    @Test
    void distributionsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> loss(row(0, 0), row(2, -1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "CrossEntropyLoss: y (1, 2) holds 2.0 at [0, 0], but targets are probabilities, from 0 to 1");
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        Input z = Input.of("z", 4, 3);
        assertThatThrownBy(() -> new CrossEntropyLoss(z, Input.of("y", 4, 1)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("CrossEntropyLoss: for the logits z (4, 3) the targets must be labels (4) or distributions"
                        + " (4, 3), not y (4, 1); reshape them to (4).");
        assertThatThrownBy(() -> new CrossEntropyLoss(z, Input.of("y", 4, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("CrossEntropyLoss: for the logits z (4, 3) the targets must be labels (4) or distributions"
                        + " (4, 3), not y (4, 2).");
        assertThatThrownBy(() -> new CrossEntropyLoss(Input.of("z", 3), Input.of("y", 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("CrossEntropyLoss: the logits z (3) must have the shape (n_batch, n_classes)");
        assertThatThrownBy(() -> new CrossEntropyLoss(Input.of("z", 0, 3), Input.of("y", 0)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("CrossEntropyLoss: z (0, 3) is an empty batch, whose mean is undefined");
        assertThatThrownBy(() -> new CrossEntropyLoss(Input.of("z", 3, 0), Input.of("y", 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("CrossEntropyLoss: the logits z (3, 0) have no classes");
    }
}
