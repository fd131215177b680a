package dev.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Gradients;
import dev.gradus.loss.DerivativesAt;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationsTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    private static Tensor value(Node node) {
        return DerivativesAt.at(Map.of()).value(node);
    }

    private static Node row(double... numbers) {
        return Constant.of(Tensor.of(new double[][] {numbers}));
    }

    @Property
    void softmaxIsItsFormulaOverTheAxis(@ForAll @IntRange(min = -3, max = 2) int axis, @ForAll long seed) {
        Random random = new Random(seed);
        Shape shape = Shape.of(2, 3, 4);
        Tensor x = Tensor.generate(shape, i -> random.nextDouble(-5, 5));
        Tensor softmax = value(Activations.softmax(Constant.of(x), axis));
        Tensor logSoftmax = value(Activations.logSoftmax(Constant.of(x), axis));
        for (int i = 0; i < shape.elements(); i++) {
            int[] at = shape.index(i);
            int[] along = at.clone();
            double sum = 0;
            for (int k = 0; k < shape.size(axis); k++) {
                along[shape.axis(axis)] = k;
                sum += Math.exp(x.get(along));
            }
            assertThat(softmax.get(at)).isCloseTo(Math.exp(x.get(at)) / sum, within(1e-14));
            assertThat(logSoftmax.get(at)).isCloseTo(Math.log(Math.exp(x.get(at)) / sum), within(1e-13));
        }
    }

    @Property(tries = 30)
    void derivativesEqualDifferences(@ForAll @IntRange(max = 1) int axis, @ForAll boolean tied, @ForAll long seed) {
        Random random = new Random(seed);
        Input x = Input.of("x", 2, 3);
        Tensor point = Tensor.generate(x.shape(), i -> tied ? random.nextInt(2) : random.nextDouble(-2, 2));
        Node weights = Constant.of(Tensor.generate(x.shape(), i -> i * i - 5));
        DerivativesAt at = DerivativesAt.at(Map.of(x, point));
        at.assertRight(3, Activations.softmax(x, axis).multiply(weights).sum(), x);
        at.assertRight(3, Activations.logSoftmax(x, axis).multiply(weights).sum(), x);
    }

    @Property
    void onlyDifferencesCount(@ForAll @IntRange(min = -1_000_000, max = 1_000_000) int shift, @ForAll long seed) {
        Random random = new Random(seed);
        Tensor x = Tensor.generate(Shape.of(2, 5), i -> random.nextInt(-40, 41) / 4.0);
        Node shifted = Constant.of(x.map(element -> element + shift));
        assertThat(value(Activations.softmax(shifted, 1))).isEqualTo(value(Activations.softmax(Constant.of(x), 1)));
        assertThat(value(Activations.logSoftmax(shifted, 1)))
                .isEqualTo(value(Activations.logSoftmax(Constant.of(x), 1)));
    }

    @Test
    void nothingOverflowsAndNoDigitsAreLost() {
        assertThat(value(Activations.softmax(row(1e300, 1e300, -1e300), 1)))
                .isEqualTo(Tensor.of(new double[][] {{0.5, 0.5, 0}}));
        assertThat(value(Activations.logSoftmax(row(1e300, -1e300), 1)))
                .isEqualTo(Tensor.of(new double[][] {{0, -2e300}}));
        assertThat(value(Activations.logSoftmax(row(0, -40), 1)).get(0, 0))
                .isCloseTo(-4.248354255291589e-18, within(1e-32));
        assertThat(value(Activations.softmax(row(0, -740), 1)).get(0, 1)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aMaskedElementHasProbabilityZeroAndNoInfluence(int order) {
        Input x = Input.of("x", 1, 3);
        DerivativesAt masked = DerivativesAt.at(Map.of(x, Tensor.of(new double[][] {{0.5, -INF, 2}})));
        DerivativesAt alone = DerivativesAt.at(Map.of(x, Tensor.of(new double[][] {{0.5, -1e300, 2}})));
        Node weights = Constant.of(Tensor.of(new double[][] {{1, 7, -2}}));
        Node derivative = Activations.softmax(x, 1);
        for (int i = 0; i < order; i++) {
            assertThat(masked.value(derivative)).isEqualTo(alone.value(derivative));
            assertThat(masked.value(derivative).get(0, 1)).isZero();
            derivative = Gradients.of(derivative.multiply(weights).sum()).wrt(x);
        }
        assertThat(masked.value(Activations.logSoftmax(x, 1)).get(0, 1)).isEqualTo(-INF);
    }

    @Test
    void whereThereIsNoSoftmaxItIsNaN() {
        assertThat(value(Activations.softmax(row(-INF, -INF), 1)).toArray()).containsOnly(Double.NaN);
        assertThat(value(Activations.softmax(row(INF, 0), 1)).toArray()).contains(Double.NaN);
        assertThat(value(Activations.logSoftmax(row(-INF, -INF), 1)).toArray()).containsOnly(Double.NaN);
    }

    @Test
    void axesThatDoNotExistOrAreEmptyAreRefused() {
        Input x = Input.of("x", 2, 3), empty = Input.of("empty", 2, 0);
        assertThatThrownBy(() -> Activations.softmax(x, 2))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Softmax: x (2, 3) has no axis 2: it has rank 2");
        assertThatThrownBy(() -> Activations.logSoftmax(x, -3))
                .isInstanceOf(ShapeException.class)
                .hasMessage("LogSoftmax: x (2, 3) has no axis -3: it has rank 2");
        assertThatThrownBy(() -> Activations.softmax(empty, 1))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Softmax: empty (2, 0) has no elements along axis 1");
        assertThat(Activations.softmax(empty, 0).shape()).isEqualTo(Shape.of(2, 0));
    }

    /** For large arguments, a formula of exponentials, squares and cubes may overflow in between, or compute 0 · ∞. */
    @ParameterizedTest
    @ValueSource(doubles = {-1e300, -800, -40, 40, 800, 1e300})
    void farOutAllAreFinite(double far) {
        Input x = Input.of("x");
        DerivativesAt at = DerivativesAt.at(Map.of(x, Tensor.scalar(far)));
        for (Node y : List.of(
                Activations.logSigmoid(x),
                Activations.silu(x),
                Activations.mish(x),
                Activations.gelu(x),
                Activations.geluTanh(x),
                Activations.elu(x, 1),
                Activations.celu(x, 2),
                Activations.selu(x),
                Activations.softsign(x),
                Activations.tanhshrink(x),
                Activations.hardSwish(x),
                Activations.softShrink(x, 0.5))) {
            Node first = Gradients.of(y).wrt(x);
            assertThat(at.value(y).item()).as(y.expression()).isFinite();
            assertThat(at.value(first).item())
                    .as("∂ " + y.expression())
                    .isFinite()
                    .isBetween(-0.1, 1.2);
            assertThat(at.value(Gradients.of(first).wrt(x)).item())
                    .as("∂² " + y.expression())
                    .isCloseTo(0, within(1e-3));
        }
    }

    @Test
    void tanhshrinkKeepsItsDigitsNearZero() {
        for (double x : new double[] {1e-300, 1e-8, 1e-3, 0.1}) {
            double t = x * x;
            double series =
                    x * t * (1 / 3.0 - t * (2 / 15.0 - t * (17 / 315.0 - t * (62 / 2835.0 - t * 1382 / 155925.0))));
            assertThat(value(Activations.tanhshrink(Constant.of(x))).item()).isCloseTo(series, within(1e-11 * series));
        }
    }

    @Test
    void slopesAtKinks() {
        assertThat(slope(x -> Activations.elu(x, 1), 0)).isEqualTo(1);
        assertThat(slope(x -> Activations.elu(x, 0.5), 0)).isEqualTo(0.5);
        assertThat(slope(x -> Activations.celu(x, 0.5), 0)).isEqualTo(1);
        assertThat(slope(x -> Activations.prelu(x, Constant.of(0.25)), 0)).isEqualTo(0.25);
        assertThat(slope(x -> Activations.threshold(x, 1, 5), 1)).isZero();
        assertThat(slope(Activations::relu6, 6)).isZero();
        assertThat(slope(Activations::hardTanh, -1)).isZero();
        assertThat(slope(Activations::hardSigmoid, 3)).isZero();
        assertThat(slope(Activations::hardSwish, 3)).isEqualTo(1);
        assertThat(slope(Activations::hardSwish, -3)).isZero();
        assertThat(slope(x -> Activations.softShrink(x, 0.5), 0.5)).isZero();
        assertThat(slope(x -> Activations.hardShrink(x, 0.5), -0.5)).isZero();
        assertThat(slope(Activations::softsign, 0)).isEqualTo(1);
    }

    private static double slope(UnaryOperator<Node> function, double at) {
        Input x = Input.of("x");
        return DerivativesAt.at(Map.of(x, Tensor.scalar(at)))
                .value(Gradients.of(function.apply(x)).wrt(x))
                .item();
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        Input x = Input.of("x", 2, 3);
        assertThatThrownBy(() -> Activations.elu(x, INF))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Elu: α must be a finite number and β a positive one, such as 1 and 1, not Infinity and 1.0");
        assertThatThrownBy(() -> Activations.celu(x, 0)).hasMessageContaining("not 0.0 and 0.0");
        assertThatThrownBy(() -> Activations.softShrink(x, -1))
                .hasMessage("softShrink: the distance must be 0 or more, such as 0.5, not -1.0");
        assertThatThrownBy(() -> Activations.glu(x, 1))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("axis 1 of x (2, 3) has size 3 and cannot be split into 2 equal parts");
    }

    /** x, gelu(x) and its first two derivatives, computed by mpmath with 50 digits. */
    private static final double[][] GELU = {
        {-37.0, -2.1184613523340935e-298, -7.838298669418516e-297, -2.898048955934136e-295},
        {-30.0, -1.472014178144456e-196, -4.416031690708495e-195, -1.3233342291209357e-193},
        {-20.5, -2.206758018052147e-92, -4.523803306172878e-91, -9.25162467023071e-90},
        {-10.0, -7.619853024160526e-23, -7.618400096464814e-22, -7.540706654172292e-21},
        {-6.0, -5.9195258702261885e-09, -3.5468709453902015e-08, -2.065800168939917e-07},
        {-3.25, -0.0018753313877699928, -0.006017381143833479, -0.017373723990629263},
        {-1.0, -0.15865525393145705, -0.0833154705876863, 0.24197072451914334},
        {-0.001, -0.000499601057786089, 0.4992021157051586, 0.7978837629186037},
        {0.001, 0.000500398942213911, 0.5007978842948414, 0.7978837629186037},
        {1.0, 0.8413447460685429, 1.0833154705876864, 0.24197072451914334},
        {4.0, 3.9998733150326675, 1.0005036496612265, -0.001873623160708395},
        {9.0, 9.0, 1.0, -8.121021121618442e-17},
        {40.0, 40.0, 1.0, -0.0},
    };

    /**
     * Relative errors: 1 + erf cancels below −1, and is 0 below −8.4. The remaining error is the rounding of x² / 2, in
     * ulps.
     */
    @Test
    void geluKeepsItsDigitsWhereItIsNearlyZero() {
        for (double[] row : GELU) {
            Input x = Input.of("x");
            DerivativesAt at = DerivativesAt.at(Map.of(x, Tensor.scalar(row[0])));
            Node f = Activations.gelu(x);
            for (int order = 0; order < 3; order++) {
                double expected = row[1 + order];
                assertThat(at.value(f).item())
                        .as("derivative of order %d at %s", order, row[0])
                        .isCloseTo(expected, within(5e-13 * Math.abs(expected)));
                f = Gradients.of(f).wrt(x);
            }
        }
    }

    /** Relative errors, from mpmath: p₁ rounds to 1, and the upstream gradient is not small. */
    @Test
    void theRuleOfSoftmaxKeepsItsDigitsNearOne() {
        Input x = Input.of("x", 3);
        Input u = Input.of("u", 3);
        DerivativesAt at =
                DerivativesAt.at(Map.of(x, Tensor.of(Shape.of(3), 40, 0, -3), u, Tensor.of(Shape.of(3), 1, 0.3, -2)));
        Node slope = Gradients.of(Activations.softmax(x, 0), u).wrt(x);
        assertRelative(at.value(slope), 3.608387289981436e-18, -2.9738479787041124e-18, -6.345393112773242e-19);
        Node second = Gradients.of(slope, Constant.of(Tensor.of(Shape.of(3), 2, -1, 3)))
                .wrt(u);
        assertRelative(at.value(second), 1.2533549662115659e-17, -1.2745062765874767e-17, 2.1151310375910805e-19);
    }

    private static void assertRelative(Tensor actual, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual.get(i)).isCloseTo(expected[i], within(1e-14 * Math.abs(expected[i])));
        }
    }
}
