package dev.gradus.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Gradients;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Tests what all elementwise losses have in common. */
class ElementwiseLossTest {
    private static final double DELTA = 0.6;

    /** A loss and the cost of one element. */
    record Loss(String name, BiFunction<Node, Node, Op> of, DoubleBinaryOperator error) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Provide
    Arbitrary<Loss> losses() {
        return Arbitraries.of(
                new Loss("MseLoss", MseLoss::new, (yHat, y) -> (y - yHat) * (y - yHat) / 2),
                new Loss("L1Loss", L1Loss::new, (yHat, y) -> Math.max(y - yHat, yHat - y)),
                new Loss("HuberLoss", (yHat, y) -> new HuberLoss(yHat, y, DELTA), ElementwiseLossTest::huber),
                new Loss("BinaryCrossEntropyLoss", BinaryCrossEntropyLoss::new, ElementwiseLossTest::crossEntropy));
    }

    private static double huber(double yHat, double y) {
        double near = Math.min(Math.abs(y - yHat), DELTA);
        return near * near / 2 + DELTA * (Math.abs(y - yHat) - near);
    }

    private static double crossEntropy(double z, double y) {
        double p = 1 / (1 + Math.exp(-z));
        return -(y * Math.log(p) + (1 - y) * Math.log(1 - p));
    }

    @Provide
    Arbitrary<Shape> shapes() {
        return Arbitraries.integers()
                .between(1, 3)
                .array(int[].class)
                .ofMaxSize(3)
                .map(Shape::of);
    }

    /** Returns multiples of ¼ from −2 to 2. */
    private static Tensor outputs(Shape shape, long seed) {
        Random random = new Random(seed);
        return Tensor.generate(shape, i -> random.nextInt(-8, 9) / 4.0);
    }

    /** Returns targets at least 0.05 from any output, and from the distance 1, which is δ. */
    private static Tensor targets(Shape shape, long seed) {
        Random random = new Random(~seed);
        return Tensor.generate(shape, i -> random.nextInt(4) / 4.0 + 0.05);
    }

    @Property
    void sumsOverOutputsAndAveragesOverTheBatch(
            @ForAll("losses") Loss loss, @ForAll("shapes") Shape shape, @ForAll long seed) {
        Input yHat = Input.of("ŷ", shape), y = Input.of("y", shape);
        double[] a = outputs(shape, seed).toArray();
        double[] b = targets(shape, seed).toArray();
        double sum = IntStream.range(0, a.length)
                .mapToDouble(i -> loss.error.applyAsDouble(a[i], b[i]))
                .sum();
        int batch = shape.rank() == 0 ? 1 : shape.size(0);
        Node j = loss.of.apply(yHat, y);
        assertThat(j.shape()).isEqualTo(Shape.scalar());
        assertThat(DerivativesAt.at(Map.of(yHat, outputs(shape, seed), y, targets(shape, seed)))
                        .value(j)
                        .item())
                .isCloseTo(sum / batch, within(1e-13 * sum));
    }

    @Property(tries = 100)
    void derivativesEqualDifferences(@ForAll("losses") Loss loss, @ForAll("shapes") Shape shape, @ForAll long seed) {
        Input yHat = Input.of("ŷ", shape), y = Input.of("y", shape);
        Node j = loss.of.apply(yHat, y).multiply(3);
        DerivativesAt.at(Map.of(yHat, outputs(shape, seed), y, targets(shape, seed)))
                .assertRight(2, j, yHat, y);
    }

    @Property(tries = 20)
    void madeAgainIsTheSame(@ForAll("losses") Loss loss) {
        Input a = Input.of("a", 2, 3), b = Input.of("b", 2, 3);
        Op op = loss.of.apply(a, b);
        Op again = op.withInputs(op.inputs());
        assertThat(again).isExactlyInstanceOf(op.getClass());
        assertThat(again.inputs()).containsExactly(a, b);
        assertThat(again.attributes()).isEqualTo(op.attributes());
    }

    @Property(tries = 20)
    void shapesThatDifferAreRefused(@ForAll("losses") Loss loss) {
        Input column = Input.of("ŷ", 4, 1), row = Input.of("y", 4), other = Input.of("y", 4, 2);
        assertThatThrownBy(() -> loss.of.apply(column, row))
                .isInstanceOf(ShapeException.class)
                .hasMessage(loss.name + ": ŷ (4, 1) and y (4) must have the same shape, because losses do not"
                        + " broadcast; reshape one of them to the other's shape.");
        assertThatThrownBy(() -> loss.of.apply(column, other))
                .isInstanceOf(ShapeException.class)
                .hasMessage(loss.name + ": ŷ (4, 1) and y (4, 2) must have the same shape, because losses do not"
                        + " broadcast.");
    }

    @Property(tries = 20)
    void anEmptyBatchIsRefused(@ForAll("losses") Loss loss) {
        Input yHat = Input.of("ŷ", 0, 2), y = Input.of("y", 0, 2);
        assertThatThrownBy(() -> loss.of.apply(yHat, y))
                .isInstanceOf(ShapeException.class)
                .hasMessage(loss.name + ": ŷ (0, 2) is an empty batch, whose mean is undefined");
    }

    @Property(tries = 20)
    void noOutputsCostNothing(@ForAll("losses") Loss loss) {
        Input yHat = Input.of("ŷ", 2, 0), y = Input.of("y", 2, 0);
        Node j = loss.of.apply(yHat, y);
        DerivativesAt at = DerivativesAt.at(Map.of(yHat, Tensor.zeros(2, 0), y, Tensor.zeros(2, 0)));
        assertThat(at.value(j).item()).isZero();
        assertThat(at.gradient(j, yHat)).isEqualTo(Tensor.zeros(2, 0));
    }

    @Test
    void l1HasASubGradientOfZeroWhereTheErrorIsNone() {
        Input yHat = Input.of("ŷ", 2), y = Input.of("y", 2);
        Node j = new L1Loss(yHat, y).multiply(Double.POSITIVE_INFINITY);
        DerivativesAt at =
                DerivativesAt.at(Map.of(yHat, Tensor.of(new double[] {1, 2}), y, Tensor.of(new double[] {1, 3})));
        assertThat(at.gradient(j, yHat)).isEqualTo(Tensor.of(new double[] {0, Double.NEGATIVE_INFINITY}));
        assertThat(at.gradient(j, y).get(0)).isZero();
    }

    @Test
    void huberHasNoKinkInItsValueAndOneInItsSlope() {
        Input yHat = Input.of("ŷ", 4), y = Input.of("y", 4);
        Node j = new HuberLoss(yHat, y, 2);
        DerivativesAt at =
                DerivativesAt.at(Map.of(yHat, Tensor.of(new double[] {2, -2, 1.5, 1e300}), y, Tensor.zeros(4)));
        assertThat(at.gradient(j, yHat)).isEqualTo(Tensor.of(new double[] {0.5, -0.5, 0.375, 0.5}));
        assertThat(at.gradient(Gradients.of(j).wrt(yHat).sum(), yHat))
                .isEqualTo(Tensor.of(new double[] {0, 0, 0.25, 0}));
        assertThat(at.value(j).item()).isEqualTo((2 + 2 + 1.125 + 2 * (1e300 - 1)) / 4);
    }

    @Test
    void huberIsHalfTheSquaredErrorWithinDelta() {
        Input yHat = Input.of("ŷ", 3, 2), y = Input.of("y", 3, 2);
        DerivativesAt at = DerivativesAt.at(Map.of(yHat, outputs(Shape.of(3, 2), 5), y, targets(Shape.of(3, 2), 5)));
        Node huber = new HuberLoss(yHat, y, 10), mse = new MseLoss(yHat, y);
        assertThat(at.value(huber).item()).isCloseTo(at.value(mse).item(), within(1e-15));
        assertThat(at.gradient(huber, yHat)).isEqualTo(at.gradient(mse, yHat));
    }

    @Test
    void huberTellsItsDelta() {
        Input yHat = Input.of("ŷ", 2), y = Input.of("y", 2);
        Op huber = new HuberLoss(yHat, y, 0.5);
        assertThat(huber.expression()).isEqualTo("HuberLoss(ŷ, y, δ 0.5)");
        assertThat(huber.attributes()).isNotEqualTo(new HuberLoss(yHat, y, 1).attributes());
        for (double delta : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new HuberLoss(yHat, y, delta))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("HuberLoss: delta, the distance at which the loss becomes linear, must be"
                            + " positive and finite, not " + delta);
        }
    }
}
