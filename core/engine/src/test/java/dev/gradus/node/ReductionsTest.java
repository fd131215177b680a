package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Gradients;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Norms, moments, distances, orders and scans; the figures are those of NumPy and SciPy. */
class ReductionsTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final Tensor NUMBERS = Tensor.of(new double[][] {{0.5, -1.25, 2, 0.75}, {1.5, 0.25, -0.5, -2.5}});
    private static final Node X = Constant.of("x", NUMBERS);

    private static Node row(double... values) {
        return Constant.of(Tensor.of(values));
    }

    private static void assertNear(Node node, double... expected) {
        double[] actual = Probe.value(node).toArray();
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).as("element %d", i).isCloseTo(expected[i], within(1e-14 * Math.abs(expected[i])));
        }
    }

    private static Tensor gradient(Node of, Node at) {
        return Probe.value(Gradients.of(of.sum()).wrt(at));
    }

    static List<UnaryOperator<Node>> smooth() {
        return List.of(
                x -> x.norm(-1),
                x -> x.norm(),
                x -> Reductions.norm(x, 3, true, 0),
                x -> Reductions.norm(x, 2.5, false, 0, 1),
                x -> Reductions.variance(x, 1, false, -1),
                x -> Reductions.std(x, 0, true, 0, 1),
                x -> Reductions.logSumExp(x, Constant.of(NUMBERS.map(Math::abs)), false, 0)
                        .logarithm(),
                x -> Reductions.normalize(x, 1),
                x -> Reductions.cosineSimilarity(x, x.sin(), 0),
                x -> Reductions.pairwiseDistances(x, x.exp(), 2),
                x -> Orders.sort(x, -1, true),
                x -> Orders.topK(x, 2, 1, false).values(),
                x -> Orders.quantile(x, 0.3, true, 0, 1),
                x -> Scans.cumulativeProd(x, 1),
                x -> Scans.cumulativeMax(x, -1),
                x -> Scans.cumulativeMin(x, 1),
                x -> Scans.cumulativeLogSumExp(x, 1),
                x -> Scans.linearRecurrence(x.sin(), x, 1),
                x -> x.softmax(0),
                x -> x.logSoftmax(1));
    }

    @ParameterizedTest
    @MethodSource("smooth")
    void threeDerivatives(UnaryOperator<Node> function) {
        Probe.assertDerivatives(function::apply, NUMBERS, 3);
    }

    @Test
    void aNormNeitherOverflowsNorUnderflowsBeforeItsValueDoes() {
        assertNear(row(3e200, 4e200).norm(), 5e200);
        assertNear(row(3e-200, -4e-200).norm(), 5e-200);
        assertNear(row(3e-322, -4e-322).norm(), 5e-322);
        assertNear(Reductions.norm(row(3e200, 4e200), 3, false, 0), 4.497941445275415e200);
        assertNear(Reductions.std(row(1e200, 3e200), 0, false, 0), 1e200);
        assertThat(Probe.value(row(INF, 1).norm()).item()).isEqualTo(INF);
        assertNear(Constant.of(Tensor.zeros(0)).norm(), 0);
    }

    /** Where composing squares and roots gives 0 · ∞. */
    @Test
    void atZeroTheSubgradientIsZero() {
        Node zero = Constant.of(Tensor.zeros(2, 2));
        for (Node norm : List.of(
                zero.norm(),
                Reductions.norm(zero, 1, false, 0),
                Reductions.norm(zero, 3, false, 0),
                Reductions.norm(zero, INF, false, 0),
                Reductions.std(zero, 1, false, 0),
                Reductions.normalize(zero, 0),
                Reductions.cosineSimilarity(zero, X.slice(1, 0, 2), 1),
                Reductions.pairwiseDistances(zero, zero, 2))) {
            assertThat(gradient(norm, zero)).as(norm.expression()).isEqualTo(Tensor.zeros(2, 2));
        }
        assertThat(Probe.value(
                        Gradients.of(Gradients.of(zero.norm()).wrt(zero).sum()).wrt(zero)))
                .isEqualTo(Tensor.zeros(2, 2));
    }

    @Test
    void moments() {
        Node x = row(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16);
        assertNear(Reductions.variance(x, 1, false, 0), 30);
        assertNear(Reductions.variance(x, 0, false, -1), 22.5);
        assertNear(Reductions.std(x, 1, true, 0), Math.sqrt(30));
        assertThatThrownBy(() -> Reductions.variance(X, 2, false, 0))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "variance: x (2, 4) has 2 elements for each result; ddof must be at least 0 and less than that, but"
                                + " is 2");
    }

    @Test
    void norms() {
        Node x = row(3, -4, 0);
        assertNear(Reductions.norm(x, 1, false, 0), 7);
        assertNear(Reductions.norm(x, 2, false, 0), 5);
        assertNear(Reductions.norm(x, INF, false, 0), 4);
        assertNear(Reductions.norm(x, 3, false, 0), 4.497941445275415);
        assertThatThrownBy(() -> Reductions.norm(x, 0, false, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "norm: p must be from 1 to ∞, such as 2, not 0.0; x.notEqual(0).sum() counts what is not 0");
        assertThat(X.norm(0).keepDims()).hasToString("norm(x, axis 0, keep dims) (1, 4)");
    }

    @Test
    void sumsOfExponentialsWithSigns() {
        Node x = row(1000, 1000.5, -1000);
        Reductions.SignedLogarithm sum = Reductions.logSumExp(x, row(1, -1, 5), false, 0);
        assertNear(sum.logarithm(), 999.5672478704328);
        assertNear(sum.sign(), -1);
        Reductions.SignedLogarithm nothing = Reductions.logSumExp(x, Constant.of(0), true, 0);
        assertNear(nothing.logarithm(), -INF);
        assertNear(nothing.sign(), 0);
    }

    @Test
    void distances() {
        Node a = Constant.of("a", Tensor.of(new double[][] {{0, 0}, {1, 1}}));
        Node b = Constant.of("b", Tensor.of(new double[][] {{3, 4}, {1, 1 + 1e-9}, {0, 0}}));
        assertNear(
                Reductions.pairwiseDistances(a, b, 2),
                5,
                Math.hypot(1, 1 + 1e-9),
                0,
                Math.sqrt(13),
                (1 + 1e-9) - 1,
                Math.sqrt(2));
        assertNear(Reductions.pairwiseDistances(a, b, 1), 7, 2 + 1e-9, 0, 5, (1 + 1e-9) - 1, 2);
        assertNear(Reductions.cosineSimilarity(row(3e200, 4e200), row(4, 3), 0), 0.96);
    }

    @Test
    void inOrder() {
        Node x = row(2, Double.NaN, -1, 2, -0.0, 0.0);
        assertNear(Orders.argSort(x, 0, false), 2, 4, 5, 0, 3, 1);
        assertNear(Orders.argSort(x, -1, true), 1, 0, 3, 4, 5, 2);
        Orders.Chosen two = Orders.topK(x, 3, 0, true);
        assertNear(two.indices(), 1, 0, 3);
        assertNear(Orders.kthValue(x, 3, 0).values(), 2);
        assertNear(Orders.kthValue(x, 0, 0).indices(), 2);
        assertNear(row(3, 1, 2, 1).argMin(0), 1);
        Node y = row(5, 7, 5);
        assertThat(gradient(Orders.topK(y, 2, 0, true).values(), y)).isEqualTo(Tensor.of(new double[] {1, 1, 0}));
        assertThatThrownBy(() -> Orders.topK(X, 5, 1, true))
                .isInstanceOf(ShapeException.class)
                .hasMessage("topK: k must be from 0 to 4, the size of axis 1 of x (2, 4), but is 5");
    }

    @Test
    void longLinesToo() {
        double[] numbers = new double[1000];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (i * 7919L) % 1000;
        }
        double[] sorted = Probe.value(Orders.sort(row(numbers), 0, false)).toArray();
        for (int i = 0; i < sorted.length; i++) {
            assertThat(sorted[i]).isEqualTo(i);
        }
    }

    @Test
    void quantiles() {
        Node x = row(7, 1, 3, 10);
        assertNear(Orders.median(x, false, 0), 5);
        assertNear(Orders.quantile(x, 0.9, false, 0), 9.1);
        assertNear(Orders.quantile(x, 0, false, 0), 1);
        assertNear(Orders.quantile(x, 1, true, -1), 10);
        assertNear(Orders.median(X, false, 0, 1), 0.375);
        assertNear(Orders.median(X, false, 1), 0.625, -0.125);
        assertThat(Orders.median(X, true, 0).shape()).isEqualTo(Shape.of(1, 4));
        assertThat(gradient(Orders.median(x, false, 0), x)).isEqualTo(Tensor.of(new double[] {0.5, 0, 0.5, 0}));
        assertNear(Orders.median(row(1.7e308, -1.7e308), false, 0), 0);
        assertThatThrownBy(() -> Orders.quantile(x, 90, false, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("quantile: q must be from 0 to 1, such as 0.9, not 90.0");
        assertThatThrownBy(() -> Orders.median(Input.of("e", 0), false, 0))
                .isInstanceOf(ShapeException.class)
                .hasMessage("median: e (0) has no elements to sort over all axes");
    }

    @Test
    void scans() {
        Node x = row(2, 0, 3, -1);
        assertNear(Scans.cumulativeProd(x, 0), 2, 0, 0, 0);
        assertThat(gradient(Scans.cumulativeProd(x, 0), x)).isEqualTo(Tensor.of(new double[] {1, 2, 0, 0}));
        assertNear(Scans.cumulativeMax(x, 0), 2, 2, 3, 3);
        assertNear(Scans.cumulativeMin(x, 0), 2, 0, 0, -1);
        assertNear(Scans.linearRecurrence(row(9, 2, 3), row(1, 1, 1), 0), 1, 3, 10);
        Node tie = row(1, 1, 0);
        assertThat(gradient(Scans.cumulativeMax(tie, 0), tie)).isEqualTo(Tensor.of(new double[] {3, 0, 0}));
    }

    /** A gap that a sum of exponentials in one scale does not bridge. */
    @Test
    void aScanOfExponentialsOverAWideGap() {
        Node x = row(0, -800, 800, 0, 801, -INF);
        assertNear(Scans.cumulativeLogSumExp(x, 0), 0, 0, 800, 800, 801.3132616875182, 801.3132616875182);
        assertThat(gradient(Scans.cumulativeLogSumExp(x, 0), x).toArray()).doesNotContain(Double.NaN, INF);
        Node masked = row(-INF, -INF, 3);
        assertNear(Scans.cumulativeLogSumExp(masked, 0), -INF, -INF, 3);
        assertThat(gradient(Scans.cumulativeLogSumExp(masked, 0), masked).toArray())
                .doesNotContain(Double.NaN);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void emptyLines(int axis) {
        Node x = Constant.of(Tensor.zeros(0, 0));
        for (Node node : List.of(
                Orders.sort(x, axis, true),
                Scans.cumulativeProd(x, axis),
                Scans.cumulativeMax(x, axis),
                Scans.cumulativeLogSumExp(x, axis),
                Scans.linearRecurrence(x, x, axis))) {
            assertThat(gradient(node, x)).isEqualTo(Tensor.zeros(0, 0));
        }
    }
}
