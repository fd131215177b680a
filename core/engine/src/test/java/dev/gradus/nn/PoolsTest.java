package dev.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.ShapeException;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Tests beyond PyTorch's figures: ties, NaN, names and rejected arguments. */
class PoolsTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static Tensor value(Node node) {
        return Evaluator.of(Graph.of(node)).value(node);
    }

    private static Node row(double... numbers) {
        return Constant.of(Tensor.of(Shape.of(1, 1, numbers.length), numbers));
    }

    @Test
    void theFirstOfEqualElementsGetsTheGradient() {
        Node x = row(0, 0, 3, 3);
        Node slope = Gradients.of(Pools.maxPool(x, PoolWindows.of(2)).sum()).wrt(x);
        assertThat(value(slope)).isEqualTo(Tensor.of(Shape.of(1, 1, 4), 1, 0, 1, 0));
    }

    @Test
    void outsideOfAnImageThereAreZerosWhateverItsPixels() {
        Node image = Constant.of(Tensor.of(Shape.of(1, 1, 2, 2), Double.POSITIVE_INFINITY, Double.NaN, 1, 2));
        Node grid = Constant.of(Tensor.of(Shape.of(1, 1, 3, 2), -9, 0, 5, 7, 0.75, -1));
        for (Node sample : List.of(Pools.gridSample(image, grid, false), Pools.gridSampleCubic(image, grid, false))) {
            assertThat(value(sample).toArray()).startsWith(0, 0);
            double[] slopes = value(Gradients.of(sample.sum()).wrt(grid)).toArray();
            assertThat(slopes).startsWith(0, 0, 0, 0);
        }
        assertThat(value(Pools.gridSample(image, grid, true)).toArray()[2]).isNaN();
    }

    @Test
    void whereWindowsOverlapGradientsAreAdded() {
        Node x = row(1, 5, 2, 0);
        Node pooled = Pools.maxPool(x, PoolWindows.of(3).stride(1).padding(1));
        assertThat(value(pooled)).isEqualTo(Tensor.of(Shape.of(1, 1, 4), 5, 5, 5, 2));
        assertThat(value(Gradients.of(pooled.sum()).wrt(x))).isEqualTo(Tensor.of(Shape.of(1, 1, 4), 0, 3, 1, 0));
    }

    @Test
    void aWindowWithNaNIsNaN() {
        assertThat(value(Pools.maxPool(row(1, Double.NaN, 7, 8), PoolWindows.of(2))))
                .isEqualTo(Tensor.of(Shape.of(1, 1, 2), Double.NaN, 8));
    }

    @Test
    void whatLiesSideBySideIsAMean() {
        Node x = Input.of("x", 2, 3, 4, 6);
        assertThat(Pools.averagePool(x, PoolWindows.of(2, 3)))
                .hasToString("mean(reshape(x, (2, 3, 2, 2, 2, 3)), axes 3, 5) (2, 3, 2, 2)");
        assertThat(Pools.maxPool(x, PoolWindows.of(2))).hasToString("maxPool(x, size 2) (2, 3, 2, 3)");
        assertThat(Pools.maxPool(x, PoolWindows.adaptive(1, 2)))
                .hasToString("maxPool(x, adaptive [1, 2]) (2, 3, 1, 2)");
    }

    @Test
    void windowsThatDoNotFitAreRefused() {
        Input x = Input.of("x", 1, 2, 3);
        assertThatThrownBy(() -> Pools.maxPool(x, PoolWindows.of(4)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("MaxPool: along axis 2 a window reaches over 4 elements, but (1, 2, 3) has 3");
        assertThatThrownBy(() -> Pools.maxPool(x, PoolWindows.of(3).padding(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MaxPool: padding 2 must be at most half of a window of 3");
        assertThatThrownBy(() -> Pools.averagePool(Input.of("x", 2, 3), PoolWindows.of(2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("averagePool: (2, 3) must be a shape (n_batch, n_channels, sizes…)");
        assertThatThrownBy(() -> Pools.maxPool(x, PoolWindows.of(2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size [2, 2] must be one number for all 1 spatial axes, or one for each");
        assertThatThrownBy(() -> PoolWindows.of(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PoolWindows: size must be at least 1, not 0");
        assertThatThrownBy(() -> Pools.upsampleNearest(x, 4, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "upsampleNearest: [4, 4] must be a size of at least 1 for each of the 1 spatial axes of x (1, 2, 3)");
    }

    @Test
    void aWindowOfPaddingAloneIsRefused() {
        assertThatThrownBy(() -> new MaxPool(
                        Input.of("x", 1, 1, 1),
                        PoolWindows.of(2).stride(3).padding(1).dilation(2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("along axis 2 window 0 with dilation 2 contains only padding");
    }

    @Test
    void anInfinityReachesOnlyTheWindowsThatContainIt() {
        Node x = row(Double.POSITIVE_INFINITY, 1, 2, 3, 4, 5, 6);
        assertThat(value(Pools.averagePool(x, PoolWindows.of(3).stride(2))))
                .isEqualTo(Tensor.of(Shape.of(1, 1, 3), Double.POSITIVE_INFINITY, 3, 5));
    }

    /** A matrix from elements to windows would take n² numbers. */
    @Test
    void memoryIsInProportionToTheSignal() {
        int n = 50_000;
        Parameter x = Parameter.of("x", Tensor.generate(Shape.of(1, 1, n), i -> i % 7));
        PoolWindows windows = PoolWindows.of(3).stride(2).padding(1);
        for (Supplier<Node> function : List.<Supplier<Node>>of(
                () -> Pools.maxPool(x, windows),
                () -> Pools.averagePool(x, windows),
                () -> Pools.averagePool(x, windows, false),
                () -> Pools.averagePool(x, PoolWindows.of(n / 50).stride(n / 500)),
                () -> Pools.averagePool(x, PoolWindows.adaptive(n / 3 + 1)),
                () -> Pools.upsampleNearest(x, 2 * n + 1),
                () -> Pools.upsampleLinear(x, false, 2 * n + 1),
                () -> Pools.upsampleCubic(x, true, 2 * n + 1))) {
            // The first time also loads classes and generates loops, which has nothing to do with the signal.
            assertThat(Math.min(allocatedBytes(function), allocatedBytes(function)))
                    .isLessThan(1000L * n);
        }
    }

    private static long allocatedBytes(Supplier<Node> function) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Run run = Run.builder(Graph.of(function.get().sum())).threads(1).build();
        run.forward();
        run.backward();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
