package dev.gradus.node;

import static dev.gradus.node.Values.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.tensor.Shape;
import org.junit.jupiter.api.Test;

class WhereTest {
    private static final double NAN = Double.NaN, INFINITY = Double.POSITIVE_INFINITY;
    private final Input condition = Input.of("c", 3), a = Input.of("a", 3), b = Input.of("b", 3);

    @Test
    void choosesByZeroOrNot() {
        Input five = Input.of("c", 5);
        assertThat(Values.of(
                        new Where(five, Input.of("a"), Input.of("b")),
                        numbers(0, -0.0, 1, -2, NAN),
                        numbers(10),
                        numbers(20)))
                .containsExactly(20, 20, 10, 10, 10);
    }

    @Test
    void whatIsNotChosenHasNoInfluence() {
        assertThat(Values.of(
                        new Where(condition, a, b), numbers(1, 0, 1), numbers(1, NAN, 3), numbers(INFINITY, 2, NAN)))
                .containsExactly(1, 2, 3);
        assertThat(Values.of(
                        new Where(condition, a, b), numbers(0, 1, 0), numbers(1, NAN, 3), numbers(INFINITY, 2, NAN)))
                .containsExactly(INFINITY, NAN, NAN);
    }

    @Test
    void allThreeAreBroadcast() {
        assertThat(Input.of("c", 4, 1).where(Input.of("a", 1, 3), Input.of("b")).shape())
                .isEqualTo(Shape.of(4, 3));
        assertThat(Input.of("c").where(a, b).shape()).isEqualTo(Shape.of(3));
    }

    @Test
    void refusesWhatDoesNotBroadcast() {
        assertThatThrownBy(() -> condition.where(a, Input.of("b", 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Where: a (3) and b (2) do not broadcast: 3 ≠ 2 in the last axis.");
        assertThatThrownBy(() -> Input.of("c", 2).where(a, b))
                .hasMessage("Where: c (2) and a (3) do not broadcast: 2 ≠ 3 in the last axis.");
        assertThatThrownBy(() -> Input.of("c", 2).where(Input.of("a"), b))
                .hasMessage("Where: c (2) and b (3) do not broadcast: 2 ≠ 3 in the last axis.");
        assertThatThrownBy(() -> condition.where(Input.of("a", 3, 1), Input.of("b", 3, 1)))
                .hasMessage("Where: c (3) and a (3, 1) have different rank and would both grow, to (3, 3);"
                        + " did you mean c.reshape(3, 1)?");
    }

    @Test
    void namesNoRemedyThatTheThirdOperandWouldRefuse() {
        assertThatThrownBy(() -> Input.of("c", 3, 4).where(Input.of("a", 4), Input.of("b", 4, 1)))
                .hasMessage("Where: a (4) and b (4, 1) have different rank and would both grow, to (4, 4).");
    }
}
