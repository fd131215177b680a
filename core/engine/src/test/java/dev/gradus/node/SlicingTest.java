package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SlicingTest {

    @Provide
    Arbitrary<Shape> shapes() {
        return Probe.shapes(0, 3);
    }

    @Property
    void sliceTakesEveryStepThElementFromStartToStop(@ForAll("shapes") Shape shape, @ForAll long seed) {
        Random random = new Random(seed);
        int[] stop = Arrays.stream(shape.sizes())
                .map(size -> random.nextInt(size + 1))
                .toArray();
        int[] start = Arrays.stream(stop).map(to -> random.nextInt(to + 1)).toArray();
        int[] step = random.ints(shape.rank(), 1, 4).toArray();
        Tensor x = Probe.integers(shape, seed);
        Node slice = Constant.of(x).slice(start, stop, step);

        for (int axis = 0; axis < shape.rank(); axis++) {
            assertThat(slice.shape().size(axis))
                    .isEqualTo((int) Math.ceil((stop[axis] - start[axis]) / (double) step[axis]));
        }
        assertThat(Probe.value(slice)).isEqualTo(Probe.byIndex(slice.shape(), at -> {
            int[] from = at.clone();
            for (int axis = 0; axis < at.length; axis++) {
                from[axis] = start[axis] + at[axis] * step[axis];
            }
            return x.get(from);
        }));
        Probe.assertAdjoint(node -> node.slice(start, stop, step), x, seed);
    }

    @Property
    void padSpreadsTheElementsAmongZeros(@ForAll("shapes") Shape shape, @ForAll long seed) {
        Random random = new Random(seed);
        int[] low = random.ints(shape.rank(), 0, 3).toArray();
        int[] high = random.ints(shape.rank(), 0, 3).toArray();
        int[] interior = random.ints(shape.rank(), 0, 3).toArray();
        Tensor x = Probe.integers(shape, seed);
        Node padded = Constant.of(x).pad(low, high, interior);

        for (int axis = 0; axis < shape.rank(); axis++) {
            int size = shape.size(axis);
            assertThat(padded.shape().size(axis))
                    .isEqualTo(low[axis] + size + Math.max(size - 1, 0) * interior[axis] + high[axis]);
        }
        assertThat(Probe.value(padded)).isEqualTo(Probe.byIndex(padded.shape(), at -> {
            int[] from = at.clone();
            for (int axis = 0; axis < at.length; axis++) {
                int distance = at[axis] - low[axis];
                from[axis] = distance / (interior[axis] + 1);
                if (distance < 0 || distance % (interior[axis] + 1) != 0 || from[axis] >= shape.size(axis)) {
                    return 0;
                }
            }
            return x.get(from);
        }));
        Probe.assertAdjoint(node -> node.pad(low, high, interior), x, seed);
    }

    @Property
    void flipTakesTheLastFirst(
            @ForAll("shapes") Shape shape, @ForAll Set<@IntRange(max = 2) Integer> anyAxes, @ForAll long seed) {
        Set<Integer> axes = anyAxes.stream().filter(axis -> axis < shape.rank()).collect(Collectors.toSet());
        int[] fromTheEnd = axes.stream().mapToInt(axis -> axis - shape.rank()).toArray();
        Tensor x = Probe.integers(shape, seed);

        assertThat(Probe.value(Constant.of(x).flip(fromTheEnd))).isEqualTo(Probe.byIndex(shape, at -> {
            int[] from = at.clone();
            axes.forEach(axis -> from[axis] = shape.size(axis) - 1 - at[axis]);
            return x.get(from);
        }));
        Probe.assertAdjoint(node -> node.flip(fromTheEnd), x, seed);
    }

    @Example
    void oneAxisLeavesTheOthersWhole() {
        Node x = Constant.of(Tensor.generate(Shape.of(2, 5), i -> i));
        assertThat(Probe.value(x.slice(-1, 1, 5, 2))).isEqualTo(Tensor.of(new double[][] {{1, 3}, {6, 8}}));
        assertThat(Probe.value(x.slice(0, 1, 2))).isEqualTo(Tensor.of(new double[][] {{5, 6, 7, 8, 9}}));
        assertThat(x.pad(-2, 1, 2).shape()).isEqualTo(Shape.of(5, 5));
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
                .hasMessage("Slice: x (4, 6) has no part 2 to 7 along axis 1: 0 ≤ start ≤ stop ≤ 6 does not hold");
        assertThatThrownBy(() -> x.slice(0, -1, 4)).hasMessageContaining("has no part -1 to 4 along axis 0");
        assertThatThrownBy(() -> x.slice(0, 3, 2)).hasMessageContaining("has no part 3 to 2 along axis 0");
        assertThatThrownBy(() -> x.slice(2, 0, 1)).hasMessage("Slice: x (4, 6) has no axis 2: it has rank 2");
        assertThatThrownBy(() -> x.slice(new int[1], new int[2], new int[2]))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Slice: x (4, 6) has rank 2 and takes as many values of start, but got 1: [0]");
        assertThatThrownBy(() -> x.pad(new int[2], new int[3], new int[2]))
                .hasMessage("Pad: x (4, 6) has rank 2 and takes as many values of high, but got 3: [0, 0, 0]");
        assertThatThrownBy(() -> x.flip(0, -2)).hasMessage("Flip: axis -2 of x (4, 6) is given twice in [0, -2]");
    }

    @Example
    void refusesStepsAndZerosThatMakeNoSense() {
        Node x = Input.of("x", 4, 6);
        assertThatThrownBy(() -> x.slice(1, 0, 6, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Slice: the step along axis 1 of x (4, 6) must be 1 or more, but is -1;"
                        + " flip turns the order round");
        assertThatThrownBy(() -> x.pad(0, -1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Pad: the numbers of zeros along axis 0 of x (4, 6) must not be negative, but are -1 before,"
                                + " 2 after and 0 between; slice takes elements away");
        assertThatThrownBy(() -> x.pad(0, Integer.MAX_VALUE, Integer.MAX_VALUE)).hasMessageContaining("is too large");
    }

    @Example
    void stepsAndGapsBeyondTheOperandAreHarmless() {
        int far = Integer.MAX_VALUE;
        Probe.assertAdjoint(x -> x.slice(0, 1, 4, far), Probe.integers(Shape.of(4), 1), 2);
        Probe.assertAdjoint(
                x -> x.pad(new int[] {1}, new int[] {1}, new int[] {far}), Probe.integers(Shape.of(1), 1), 2);
    }
}
