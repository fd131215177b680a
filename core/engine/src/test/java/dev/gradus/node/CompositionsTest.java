package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.nn.Norms;
import dev.gradus.nn.Pools;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Edges of functions that are composed of ops, and what they refuse. */
class CompositionsTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    private final Input x = Input.of("x", 2, 3);

    private static double[] value(Node node) {
        return Evaluator.of(Graph.of(node)).value(node).toArray();
    }

    private static Constant row(double... numbers) {
        return Constant.of(Tensor.of(Shape.of(numbers.length), numbers));
    }

    private static void refuses(Runnable call, String message) {
        assertThatThrownBy(call::run).hasMessageContaining(message);
    }

    @Test
    void roundsHalvesToTheEvenIntegerAndLeavesLargeOnesAlone() {
        assertThat(value(
                        Functions.round(row(-2.5, -1.5, 0.49999999999999994, 0.5, 2.5, 4503599627370497.5, -INF, NAN))))
                .containsExactly(-2, -2, 0, 0, 2, 4503599627370498.0, -INF, NAN);
        assertThat(value(Functions.trunc(row(-2.5, 2.5, INF, NAN)))).containsExactly(-2, 2, INF, NAN);
        assertThat(value(Functions.ceil(row(-2.5, 2.5, -INF, NAN)))).containsExactly(-2, 3, -INF, NAN);
        assertThat(value(Functions.heaviside(row(-INF, -1, 0, -0.0, 1), 0.5))).containsExactly(0, 0, 0.5, 0.5, 1);
    }

    /** Python's, in which 1 % 0.1 is nearly 0.1, and multiples have the divisor's sign. */
    @Test
    void remaindersAreExact() {
        Node of =
                Functions.remainder(row(1, -1, 1, 6, 6, 1e17, -1e-20, 3, INF), row(0.1, 0.1, -0.1, 3, -3, 3, 1, 0, 2));
        assertThat(value(of))
                .containsExactly(
                        0.09999999999999995, 5.551115123125783e-17, -5.551115123125783e-17, 0, -0.0, 1, 1, NAN, NAN);
        assertThat(value(Functions.fmod(row(1, -1, 5.5, -5.5), row(0.1, 0.1, -2, 2))))
                .containsExactly(0.09999999999999995, -0.09999999999999995, 1.5, -1.5);
    }

    @Test
    void lerpEndsExactlyAtBothEnds() {
        Node ends = Functions.lerp(row(0.1, 0.1), row(1e17, 1e17), row(0, 1));
        assertThat(value(ends)).containsExactly(0.1, 1e17);
    }

    @Test
    void theLowerTailOfTheNormalDistributionKeepsItsDigits() {
        double[] cdf = value(Functions.normalCdf(row(-37, 0, 9)));
        assertThat(cdf[0]).isCloseTo(5.725571222524577e-300, withinPercentage(1e-10));
        assertThat(cdf).endsWith(0.5, 1);
    }

    @Test
    void nanIsLeftOutOfSumsAndMeansAndTheirGradients() {
        Input y = Input.of("y", 2, 2);
        Node mean = Reductions.nanMean(y, false, 1);
        Evaluator numbers = Evaluator.of(Graph.of(mean)).feed(y, Tensor.of(new double[][] {{1, NAN}, {NAN, NAN}}));
        assertThat(numbers.value(mean).toArray()).containsExactly(1, NAN);
        Node slope = Gradients.of(Reductions.nanMean(y, false, 1).select(0, 0)).wrt(y);
        assertThat(numbers.value(slope).toArray()).containsExactly(1, 0, 0, 0);
    }

    @Test
    void nothingIsLearntOfAVariableThatNeverChanges() {
        Input y = Input.of("y", 2, 3);
        Node correlation = Reductions.corrcoef(y);
        Evaluator numbers =
                Evaluator.of(Graph.of(correlation)).feed(y, Tensor.of(new double[][] {{1, 2, 3}, {5, 5, 5}}));
        assertThat(numbers.value(correlation).toArray()).endsWith(0, 0, 0);
        assertThat(numbers.value(Gradients.of(correlation.sum()).wrt(y)).toArray())
                .doesNotContain(NAN);
    }

    @Test
    void outsideOfAnImageThereAreZeros() {
        Constant image = Constant.of(Tensor.generate(Shape.of(1, 1, 2, 2), i -> i + 1.0));
        Constant grid = Constant.of(Tensor.of(Shape.of(1, 1, 4, 2), -1, -1, 1, 1, 0, 0, 1e300, NAN));
        assertThat(value(Pools.gridSample(image, grid, true))).containsExactly(1, 4, 2.5, 0);
        assertThat(value(Pools.gridSample(image, grid, false))).containsExactly(0.25, 1, 2.5, 0);
    }

    @Test
    void theExponentialOfLargeAndTriangularMatrices() {
        Constant a = Constant.of(Tensor.of(new double[][] {{0, 1e3}, {0, 0}}));
        assertThat(value(LinearAlgebra.matrixExponential(a))).containsExactly(1, 1e3, 0, 1);
        Constant infinite = Constant.of(Tensor.of(new double[][] {{INF}}));
        assertThat(value(LinearAlgebra.matrixExponential(infinite))).containsExactly(NAN);
    }

    @Test
    void whatHasNoPlaceIsRefusedWithItsShape() {
        refuses(() -> Calculus.diff(x, 1, 3), "diff: axis 1 of x (2, 3) has 3 elements, but needs at least 4");
        refuses(() -> Calculus.diff(x, 1, -1), "the order must be 0 or more");
        refuses(
                () -> Calculus.gradient(Input.of("y", 1), 1, 0),
                "axis 0 of y (1) has 1 elements, but needs at least 2");
        refuses(() -> Calculus.trapezoid(x, Input.of("t", 2), 1), "the positions t (2) must have the shape (3)");
        refuses(() -> Calculus.cumulativeTrapezoid(x, 1, 2), "axis 2");
        refuses(() -> Moves.unflatten(x, 1, 2, 2), "(2, 3)");
        refuses(() -> Moves.indexFill(x, 1, x, 0), "the indices x (2, 3) must have one axis");
        refuses(() -> Moves.indexAdd(x, 1, row(0), Input.of("y", 3, 1)), "y (3, 1) must have the shape of x (2, 3)");
        refuses(() -> Moves.blockDiagonal(x, row(1)), "is not a matrix");
        refuses(() -> Reductions.cov(row(1, 2), 1), "cov");
        refuses(() -> Reductions.renormalize(x, 2, 0, 0), "must be positive and finite, not 0");
        refuses(() -> Functions.multivariateLgamma(x, 0), "p must be 1 or more");
        refuses(() -> LinearAlgebra.cross(x, x, 0), "x (2, 3) must have 3 elements along axis 0");
        refuses(() -> LinearAlgebra.vander(x, 0), "columns must be at least 1, but is 0");
        refuses(() -> LinearAlgebra.multiDot(x, row(1)), "is not a matrix");
        refuses(() -> LinearAlgebra.multiDot(), "from 1 to 25, but is 0");
        refuses(() -> LinearAlgebra.lstsq(x, Input.of("b", 3, 1)), "b (3, 1) must have the 2 rows of x (2, 3)");
        refuses(() -> LinearAlgebra.matrixExponential(x), "x (2, 3) is not square");
        refuses(() -> Pools.pixelShuffle(x, 2), "must have the shape (n_batch, n_channels, height, width)");
        refuses(() -> Pools.pixelUnshuffle(Input.of("y", 1, 1, 3, 2), 2), "are not divisible by 2");
        refuses(() -> Pools.gridSample(x, x, true), "gridSample: x (2, 3)");
        refuses(() -> Norms.localResponseNorm(x, 0, 1, 1, 1), "channels must be at least 1, but is 0");
    }
}
