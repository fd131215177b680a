package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class JoiningTest {

    @Provide
    Arbitrary<Shape> shapes() {
        return Probe.shapes(0, 3);
    }

    @Provide
    Arbitrary<Shape> shapesWithAxes() {
        return Probe.shapes(1, 3);
    }

    @Property
    void concatPutsThePartsOneAfterTheOther(
            @ForAll("shapesWithAxes") Shape shape,
            @ForAll @IntRange(max = 2) int anyAxis,
            @ForAll @IntRange(max = 3) int other,
            @ForAll long seed) {
        int axis = anyAxis % shape.rank();
        int[] sizes = shape.sizes();
        sizes[axis] = other;
        Tensor a = Probe.integers(shape, seed);
        Tensor b = Probe.integers(Shape.of(sizes), seed + 1);
        Node both = new Concat(axis - shape.rank(), Constant.of(a), Constant.of(b), Constant.of(a));

        int split = shape.size(axis);
        assertThat(both.shape().size(axis)).isEqualTo(2 * split + other);
        assertThat(Probe.value(both)).isEqualTo(Probe.byIndex(both.shape(), at -> {
            int[] own = at.clone();
            boolean inB = at[axis] >= split && at[axis] < split + other;
            own[axis] -= at[axis] < split ? 0 : inB ? split : split + other;
            return (inB ? b : a).get(own);
        }));
        Node zeros = Constant.of(Tensor.zeros(sizes));
        Probe.assertAdjoint(x -> zeros.concat(axis, x, zeros, x), a, seed);
    }

    @Property
    void stackPutsThePartsSideBySideAlongANewAxis(
            @ForAll("shapes") Shape shape, @ForAll @IntRange(max = 3) int anyAxis, @ForAll long seed) {
        int axis = anyAxis % (shape.rank() + 1);
        Tensor a = Probe.integers(shape, seed);
        Tensor b = Probe.integers(shape, seed + 1);
        Node both = Constant.of(a).stack(axis - shape.rank() - 1, Constant.of(b));

        assertThat(both.shape().size(axis)).isEqualTo(2);
        assertThat(Probe.value(both)).isEqualTo(Probe.byIndex(both.shape(), at -> {
            int[] own = new int[shape.rank()];
            for (int i = 0; i < own.length; i++) {
                own[i] = at[i < axis ? i : i + 1];
            }
            return (at[axis] == 0 ? a : b).get(own);
        }));
        Node zeros = Constant.of(Tensor.zeros(shape));
        Probe.assertAdjoint(x -> x.stack(axis, zeros, x), a, seed);
    }

    @Example
    void namesOfUnchangedAxesPropagate() {
        Node a = Input.of("a", Shape.of(2, 3).named("n_batch", ""));
        Node b = Input.of("b", Shape.of(2, 4).named("", "n_out"));
        assertThat(a.concat(1, b)).hasToString("concat(a, b, axis 1) (n_batch=2, 7)");
        assertThat(b.concat(0, b)).hasToString("concat(b, b, axis 0) (4, n_out=4)");
        assertThat(a.stack(1, a)).hasToString("stack(a, a, axis 1) (n_batch=2, 2, 3)");
    }

    @Example
    void refusesPartsThatDoNotFit() {
        Node a = Input.of("a", 2, 3);
        Node b = Input.of("b", 4, 5);
        Node s = Input.of("s");
        assertThatThrownBy(() -> a.concat(0, a, b))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Concat: a (2, 3) and b (4, 5) may differ in axis 0 only, along which they are joined:"
                        + " 3 ≠ 5 in axis 1");
        assertThatThrownBy(() -> a.concat(0, Input.of("c", 3)))
                .hasMessage("Concat: a (2, 3) and c (3) have different rank: 2 ≠ 1");
        assertThatThrownBy(() -> a.concat(2, a)).hasMessage("Concat: a (2, 3) has no axis 2: it has rank 2");
        assertThatThrownBy(() -> s.concat(0, s))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Concat: s () has no axis to join along; stack gives it one");
        assertThatThrownBy(() -> new Concat(0, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Concat: there is nothing to join; give at least one node");
        assertThatThrownBy(() -> a.stack(0, b))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "Stack: a (2, 3) and b (4, 5) must have the same shape to lie side by side along a new axis");
        assertThatThrownBy(() -> a.stack(3, a)).hasMessage("Stack: the result has no axis 3: it has rank 3");
        assertThatThrownBy(() -> new Stack(0)).hasMessage("Stack: there is nothing to join; give at least one node");
    }

    @Example
    void aJoinThatNoArrayCanHoldIsRefused() {
        Node huge = Input.of("huge", 2_000_000_000);
        assertThatThrownBy(() -> huge.concat(0, huge))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is too large");
    }
}
