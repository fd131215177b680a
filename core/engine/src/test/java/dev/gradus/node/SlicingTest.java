package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Gradients;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import net.jqwik.api.Example;

class SlicingTest {
    @Example
    void oneAxisLeavesTheOthersWhole() {
        Node x = Constant.of(Tensor.generate(Shape.of(2, 5), i -> i));
        assertThat(Probe.value(x.slice(-1, 1, 5, 2))).isEqualTo(Tensor.of(new double[][] {{1, 3}, {6, 8}}));
        assertThat(Probe.value(x.slice(0, 1, 2))).isEqualTo(Tensor.of(new double[][] {{5, 6, 7, 8, 9}}));
        assertThat(x.pad(-2, 1, 2).shape()).isEqualTo(Shape.of(5, 5));
    }

    @Example
    void negativeEndsCountFromTheEnd() {
        Node x = Constant.of("x", Tensor.of(new double[] {0, 1, 2, 3, 4}));
        assertThat(Probe.value(x.slice(0, -3, -1))).isEqualTo(Tensor.of(new double[] {2, 3}));
        assertThat(Probe.value(x.slice(0, -3, Slice.END, 2))).isEqualTo(Tensor.of(new double[] {2, 4}));
        assertThat(Probe.value(x.slice(0, 0, -4))).isEqualTo(Tensor.of(new double[] {0}));
        assertThat(x.slice(0, -3, Slice.END)).hasToString("x[2:5] (3)");
        assertThat(Probe.value(Gradients.of(x.slice(0, -2, -1).sum()).wrt(x)))
                .isEqualTo(Tensor.of(new double[] {0, 0, 0, 1, 0}));
    }

    @Example
    void printsAsPythonDoesAndNamesStayWhereTheAxisDoes() {
        Node x = Input.of("x", Shape.of(4, 6).named("n_batch", "n_in"));
        assertThat(x.slice(0, 1, 3)).hasToString("x[1:3] (2, n_in=6)");
        assertThat(x.slice(1, 0, 6, 2).transpose()).hasToString("(x[:, 0:6:2])ᵀ (3, n_batch=4)");
        assertThat(x.slice(1, 0, 6)).hasToString("x[...] (n_batch=4, n_in=6)");
        assertThat(x.pad(0, 0, 2)).hasToString("pad(x, (0, 2), (0, 0)) (6, n_in=6)");
        assertThat(x.pad(new int[] {0, 1}, new int[2], new int[] {1, 0}))
                .hasToString("pad(x, (0, 0, 1), (1, 0, 0)) (7, 7)");
        assertThat(x.flip(1)).hasToString("flip(x, axis 1) (n_batch=4, n_in=6)");
    }

    @Example
    void refusesWhatTheOperandDoesNotHave() {
        Node x = Input.of("x", 4, 6);
        assertThatThrownBy(() -> x.slice(1, 2, 7))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Slice: x (4, 6) has no range 2 to 7 along axis 1: it needs 0 ≤ start ≤ stop ≤ 6");
        assertThatThrownBy(() -> x.slice(0, -5, 4))
                .hasMessage("Slice: x (4, 6) has no range -5 to 4 along axis 0: it needs 0 ≤ start ≤ stop ≤ 4;"
                        + " counted from the start, the range is -1 to 4");
        assertThatThrownBy(() -> x.slice(0, 3, 2)).hasMessageContaining("has no range 3 to 2 along axis 0");
        assertThatThrownBy(() -> x.slice(2, 0, 1)).hasMessage("Slice: x (4, 6) has no axis 2: it has rank 2");
        assertThatThrownBy(() -> x.slice(new int[1], new int[2], new int[2]))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Slice: x (4, 6) has rank 2 and takes one value of start per axis, but got 1: [0]");
        assertThatThrownBy(() -> x.slice(new int[2], new int[3], new int[2]))
                .hasMessageContaining("one value of stop per axis, but got 3");
        assertThatThrownBy(() -> x.slice(new int[2], new int[2], new int[0]))
                .hasMessageContaining("one value of step per axis, but got 0");
        assertThatThrownBy(() -> x.pad(new int[1], new int[2], new int[2]))
                .hasMessageContaining("one value of low per axis, but got 1");
        assertThatThrownBy(() -> x.pad(new int[2], new int[2], new int[1]))
                .hasMessageContaining("one value of interior per axis, but got 1");
        assertThatThrownBy(() -> x.pad(new int[2], new int[3], new int[2]))
                .hasMessage("Pad: x (4, 6) has rank 2 and takes one value of high per axis, but got 3: [0, 0, 0]");
        assertThatThrownBy(() -> x.flip(0, -2)).hasMessage("Flip: axis -2 of x (4, 6) is given twice in [0, -2]");
    }

    /** From a place to itself, wherever that is, also behind the last. */
    @Example
    void aPartMayBeEmpty() {
        Node x = Input.of("x", 4, 6);
        assertThat(x.slice(0, 0, 0).shape()).isEqualTo(Shape.of(0, 6));
        assertThat(x.slice(1, 6, 6, 5).shape()).isEqualTo(Shape.of(4, 0));
    }

    @Example
    void refusesStepsAndZerosThatMakeNoSense() {
        Node x = Input.of("x", 4, 6);
        assertThatThrownBy(() -> x.slice(1, 0, 6, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Slice: the step along axis 1 of x (4, 6) must be 1 or more, but is -1;"
                        + " use flip to reverse the axis");
        assertThatThrownBy(() -> x.pad(0, -1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Pad: the numbers of zeros along axis 0 of x (4, 6) must not be negative, but are -1 before,"
                                + " 2 after and 0 between; use slice to remove elements");
        assertThatThrownBy(() -> x.pad(0, Integer.MAX_VALUE, Integer.MAX_VALUE))
                .hasMessageEndingWith("more elements than an array can hold");
    }

    @Example
    void stepsAndGapsBeyondTheOperandAreHarmless() {
        int far = Integer.MAX_VALUE;
        Node x = Constant.of(Tensor.of(new double[] {5, 6, 7}));
        Node first = x.slice(0, 1, 3, far);
        assertThat(Probe.value(first)).isEqualTo(Tensor.of(new double[] {6}));
        assertThat(Probe.value(Gradients.of(first).wrt(x))).isEqualTo(Tensor.of(new double[] {0, 1, 0}));
        Node padded = first.pad(new int[] {1}, new int[] {1}, new int[] {far});
        assertThat(Probe.value(padded)).isEqualTo(Tensor.of(new double[] {0, 6, 0}));
        assertThat(Probe.value(Gradients.of(padded.sum()).wrt(first))).isEqualTo(Tensor.of(new double[] {1}));
    }
}
