package dev.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.node.ShapeException;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests beyond the contract's small cases: products in blocks and on threads, names, rejected arguments. */
class ConvolutionTest {
    private static final ConvolutionOptions PLAIN = ConvolutionOptions.of();

    private static Parameter random(String name, int... sizes) {
        Random random = new Random(name.hashCode());
        return Parameter.of(name, Tensor.generate(Shape.of(sizes), i -> random.nextGaussian()));
    }

    private static double[] byForward(Node node) {
        Op op = (Op) node;
        double[][] in = op.inputs().stream()
                .map(input -> ((Parameter) input).initialValue().toArray())
                .toArray(double[][]::new);
        double[] out = new double[op.shape().elements()];
        op.forward(in, out);
        return out;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void blocksAndThreadsChangeNoBit(int threads) {
        Parameter x = random("x", 2, 40, 40, 40), w = random("w", 3, 40, 3, 3);
        Parameter wide = random("wide", 40, 2, 40, 40), kernel = random("kernel", 3, 2, 38, 38);
        Parameter grouped = random("grouped", 2, 6, 17, 9), ofGroups = random("ofGroups", 9, 2, 2, 3);
        List<Node> convolutions = List.of(
                Convolutions.conv2d(x, w, PLAIN.padding(1)),
                Convolutions.conv2d(wide, kernel),
                Convolutions.conv2d(
                        grouped,
                        ofGroups,
                        PLAIN.groups(3).stride(2, 1).dilation(1, 2).padding(0, 3)));
        for (Node convolution : convolutions) {
            Run run = Run.builder(Graph.of(convolution)).threads(threads).build();
            run.forward();
            assertThat(run.value(convolution).toArray()).isEqualTo(byForward(convolution));
        }
    }

    /** Sizes for which a block contains part of a row, of a sum, of the positions or of the kernels. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void sumsThatAreLongerThanABlockHaveTheSameBits(int threads) {
        for (Node convolution : List.of(
                Convolutions.conv1d(random("x", 1, 2, 2600), random("w", 2, 2, 1200), PLAIN.padding(7)),
                Convolutions.conv1d(random("x", 3, 3, 2000), random("w", 2, 3, 1990), PLAIN.padding(1)),
                Convolutions.conv1d(random("x", 2, 2, 30), random("w", 1200, 1, 29), PLAIN.groups(2)),
                Convolutions.conv1d(random("x", 2, 0, 3), random("w", 2, 0, 2)),
                Convolutions.conv2d(random("x", 1, 1, 301, 4), random("w", 600, 1, 2, 4)))) {
            Run run = Run.builder(Graph.of(convolution)).threads(threads).build();
            run.forward();
            assertThat(run.value(convolution).toArray()).isEqualTo(byForward(convolution));
        }
    }

    @Test
    void aTransposedConvolutionIsTheRuleOfOne() {
        Parameter x = random("x", 2, 4, 8, 7), w = random("w", 6, 2, 3, 2);
        ConvolutionOptions options =
                PLAIN.stride(2, 3).padding(1, 0).dilation(1, 2).groups(2);
        Node y = Convolutions.conv2d(x, w, options);
        Parameter slope = random("slope", y.shape().sizes());
        Node transposed = Convolutions.transposed(slope, w, options, 1, 1);
        Node rule = Gradients.of(y, slope).wrt(x);
        Run run = Run.of(Graph.of(transposed, rule));
        run.forward();
        assertThat(transposed.shape()).isEqualTo(x.shape());
        assertThat(run.value(transposed)).isEqualTo(run.value(rule));
    }

    @Test
    void printsWhatIsNotUsual() {
        Input x = Input.of("x", Shape.of(2, 4, 9).named("n_batch", "n_in", "t")), w = Input.of("w", 6, 2, 3);
        Node y =
                Convolutions.conv1d(x, w, PLAIN.stride(2).padding(1).dilation(2).groups(2));
        assertThat(y).hasToString("conv(x, w, stride 2, padding 1, dilation 2, groups 2) (n_batch=2, 6, 4)");
        assertThat(Convolutions.conv1d(Input.of("x", 1, 2, 5), w)).hasToString("conv(x, w) (1, 6, 3)");
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        Input x = Input.of("x", 8, 3, 5, 5), w = Input.of("w", 4, 3, 3, 3);
        assertRefused(
                () -> Convolutions.conv2d(Input.of("x", 3, 5, 5), w),
                "conv2d: x (3, 5, 5) must have 4 axes: n_batch, n_in and 2 of sizes; for a single example, add a"
                        + " first axis of size 1.");
        assertRefused(
                () -> Convolutions.conv2d(x, Input.of("w", 3, 4, 3, 3)),
                "Convolution: w (3, 4, 3, 3) takes 4 channels in each of 1 group, but x (8, 3, 5, 5) has 3 channels along axis"
                        + " 1. Did you mean the transposed convolution?");
        assertRefused(
                () -> Convolutions.conv2d(x, w, PLAIN.groups(2)),
                "Convolution: the 3 channels of x (8, 3, 5, 5) and the 4 of w (4, 3, 3, 3) must form 2 groups of equal size");
        assertRefused(
                () -> Convolutions.conv2d(x, w, PLAIN.dilation(1, 3)),
                "Convolution: along axis 3 the kernel w (4, 3, 3, 3) reaches over 7 elements, but there are 5 of"
                        + " x (8, 3, 5, 5) with its padding; use more padding or a smaller kernel");
        assertRefused(
                () -> Convolutions.conv2d(x, Input.of("w", 4, 3, 3)),
                "Convolution: x (8, 3, 5, 5) must have the shape (n_batch, n_in, sizes…) and w (4, 3, 3) the"
                        + " shape (n_out, n_in / groups, kernel sizes…), with the same number of axes");
        assertRefused(
                () -> Convolutions.transposed(x, w, PLAIN),
                "transposed: axis 0 of w (4, 3, 3, 3) must be the 3 channels of x (8, 3, 5, 5), in 1 groups of equal size");
    }

    @Test
    void optionsThatAreNoneAreRefused() {
        Input x = Input.of("x", 8, 3, 5, 5), w = Input.of("w", 4, 3, 3, 3);
        assertThatThrownBy(() -> PLAIN.stride(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Convolution: stride must be at least 1, not 0");
        assertThatThrownBy(() -> PLAIN.padding(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Convolution: padding must be at least 0, not -1");
        assertThatThrownBy(() -> Convolutions.conv2d(x, w, PLAIN.stride(1, 2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stride [1, 2, 3] must be one number for all 2 spatial axes, or one for each");
    }

    private static void assertRefused(ThrowingCallable convolution, String message) {
        assertThatThrownBy(convolution).isInstanceOf(ShapeException.class).hasMessage(message);
    }
}
