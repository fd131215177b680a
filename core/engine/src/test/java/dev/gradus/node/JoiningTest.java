package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.tensor.Shape;
import java.util.List;
import net.jqwik.api.Example;

class JoiningTest {
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
                .hasMessage("Concat: a (2, 3) and b (4, 5) may differ only in axis 0, along which they are joined:"
                        + " 3 ≠ 5 in axis 1");
        assertThatThrownBy(() -> a.concat(0, Input.of("c", 3)))
                .hasMessage("Concat: a (2, 3) and c (3) have different ranks: 2 ≠ 1");
        assertThatThrownBy(() -> a.concat(2, a)).hasMessage("Concat: a (2, 3) has no axis 2: it has rank 2");
        assertThatThrownBy(() -> s.concat(0, s))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Concat: s () has no axis to join along; use stack");
        assertThatThrownBy(() -> new Concat(0, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Concat: there is nothing to join; give at least one node");
        assertThatThrownBy(() -> a.stack(0, b))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Stack: a (2, 3) and b (4, 5) must have the same shape to be stacked");
        assertThatThrownBy(() -> a.stack(3, a)).hasMessage("Stack: the result has no axis 3: it has rank 3");
        assertThatThrownBy(() -> new Stack(0)).hasMessage("Stack: there is nothing to join; give at least one node");
    }

    /** The axis that grew has no longer what its name says; the others keep theirs, from whichever part has one. */
    @Example
    void theAxisAlongWhichPartsAreJoinedLosesItsName() {
        Node train = Input.of("train", Shape.of(2, 3).named("n_train", ""));
        Node test = Input.of("test", Shape.of(4, 3).named("n_test", "n_in"));
        assertThat(train.concat(0, test).shape()).hasToString("(6, n_in=3)");
    }

    @Example
    void aJoinThatNoArrayCanHoldIsRefused() {
        Node huge = Input.of("huge", 2_000_000_000);
        assertThatThrownBy(() -> huge.concat(0, huge))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("more elements than an array can hold");
    }
}
