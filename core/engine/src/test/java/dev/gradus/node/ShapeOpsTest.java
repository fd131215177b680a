package dev.gradus.node;

import static dev.gradus.node.Values.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Transpose, Reshape, BroadcastTo and SumTo. */
class ShapeOpsTest {
    private final Input x = Input.of("x", Shape.of(2, 3).named("n", "m"));

    @Test
    void transposeReordersElementsAndNames() {
        assertThat(Values.of(new Transpose(x), numbers(1, 2, 3, 4, 5, 6))).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(x.transpose().shape()).hasToString("(m=3, n=2)");
        Input cube = Input.of("c", 2, 3, 4);
        assertThat(cube.transpose().shape()).isEqualTo(Shape.of(4, 3, 2));
        assertThat(cube.transpose(1, 2, 0).shape()).isEqualTo(Shape.of(3, 4, 2));
        assertThat(cube.transpose(-1, 0, -2).shape()).isEqualTo(Shape.of(4, 2, 3));
        assertThat(Input.of("s").transpose().shape()).isEqualTo(Shape.scalar());
        assertThat(Input.of("v", 3).transpose().shape()).isEqualTo(Shape.of(3));
    }

    @Test
    void transposeWantsEveryAxisOnce() {
        assertThatThrownBy(() -> x.transpose(0))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Transpose: x (n=2, m=3) needs each of its 2 axes once, but was given [0]");
        assertThatThrownBy(() -> x.transpose(0, -2))
                .hasMessage("Transpose: x (n=2, m=3) needs each of its 2 axes once, but was given [0, -2]");
        assertThatThrownBy(() -> x.transpose(0, 2))
                .hasMessage("Transpose: x (n=2, m=3) needs each of its 2 axes once, but was given [0, 2]");
        assertThatThrownBy(() -> x.transpose(-3, 0))
                .hasMessage("Transpose: x (n=2, m=3) needs each of its 2 axes once, but was given [-3, 0]");
    }

    @Test
    void reshapeKeepsTheElementsInOrder() {
        assertThat(Values.of(new Reshape(x, Shape.of(3, 2)), numbers(1, 2, 3, 4, 5, 6)))
                .containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(x.reshape(3, 2).shape()).hasToString("(3, 2)");
        assertThat(x.reshape(Shape.of(6).named("all")).shape()).hasToString("(all=6)");
        assertThat(Input.of("s").reshape(1, 1, 1).shape()).isEqualTo(Shape.of(1, 1, 1));
        assertThat(Input.of("e", 0, 5).reshape(7, 0).shape()).isEqualTo(Shape.of(7, 0));
        assertThatThrownBy(() -> x.reshape(4))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Reshape: x (n=2, m=3) has 6 elements, but (4) takes 4");
    }

    @Test
    void broadcastToRepeats() {
        assertThat(Values.of(new BroadcastTo(Input.of("c", 2, 1), Shape.of(2, 3)), numbers(1, 2)))
                .containsExactly(1, 1, 1, 2, 2, 2);
        assertThat(Values.of(new BroadcastTo(Input.of("r", 3), Shape.of(2, 3)), numbers(1, 2, 3)))
                .containsExactly(1, 2, 3, 1, 2, 3);
        assertThat(Values.of(new BroadcastTo(Input.of("s"), Shape.of(0)), numbers(1)))
                .isEmpty();
        assertThatThrownBy(() -> x.broadcastTo(Shape.of(2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("BroadcastTo: x (n=2, m=3) does not broadcast to (2)");
        assertThatThrownBy(() -> x.broadcastTo(Shape.of(3, 2)))
                .hasMessage("BroadcastTo: x (n=2, m=3) does not broadcast to (3, 2)");
        assertThatThrownBy(() -> Input.of("v", 3).broadcastTo(Shape.of(1)))
                .hasMessage("BroadcastTo: v (3) does not broadcast to (1)");
        assertThatThrownBy(() -> Input.of("v", 0).broadcastTo(Shape.of(1)))
                .hasMessage("BroadcastTo: v (0) does not broadcast to (1)");
    }

    @Test
    void sumToAddsUpTheCopies() {
        assertThat(Values.of(new SumTo(x, Shape.of(2, 1)), numbers(1, 2, 3, 4, 5, 6)))
                .containsExactly(6, 15);
        assertThat(Values.of(new SumTo(x, Shape.of(3)), numbers(1, 2, 3, 4, 5, 6)))
                .containsExactly(5, 7, 9);
        assertThat(Values.of(new SumTo(x, Shape.scalar()), numbers(1, 2, 3, 4, 5, 6)))
                .containsExactly(21);
        assertThat(Values.of(new SumTo(Input.of("e", 0, 3), Shape.of(1, 3)), numbers()))
                .containsExactly(0, 0, 0);
        assertThatThrownBy(() -> x.sumTo(Shape.of(2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("SumTo: x (n=2, m=3) cannot be summed to (2),"
                        + " because (2) does not broadcast to (n=2, m=3)");
        assertThatThrownBy(() -> x.sumTo(Shape.of(1, 2, 3)))
                .hasMessage("SumTo: x (n=2, m=3) cannot be summed to (1, 2, 3),"
                        + " because (1, 2, 3) does not broadcast to (n=2, m=3)");
    }
}
