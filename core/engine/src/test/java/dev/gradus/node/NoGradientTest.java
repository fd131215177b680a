package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.loss.MseLoss;
import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The marks for zero and undefined gradients stand for no value. */
class NoGradientTest {
    private final NoGradient zero = (NoGradient) CustomOps.zeroGradient();
    private final NoGradient undefined = (NoGradient) CustomOps.undefinedGradient("ArgMax jumps");

    @Test
    void saysWhichOfTheTwoItIs() {
        assertThat(zero.isZero()).isTrue();
        assertThat(zero.reason()).isEmpty();
        assertThat(undefined.isZero()).isFalse();
        assertThat(undefined.reason()).contains("ArgMax jumps");
    }

    @Test
    void printsAsTheRuleWroteIt() {
        assertThat(zero.expression()).isEqualTo("zero()");
        assertThat(undefined.expression()).isEqualTo("undefined(ArgMax jumps)");
    }

    @ParameterizedTest
    @MethodSource("uses")
    void noOpTakesItAsAnInput(UnaryOperator<Node> use) {
        assertThatThrownBy(() -> use.apply(zero)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> use.apply(undefined)).isInstanceOf(IllegalArgumentException.class);
    }

    static List<UnaryOperator<Node>> uses() {
        Input x = Input.of("x"), matrix = Input.of("matrix", 2, 2);
        return List.of(
                Node::negate,
                Node::sigmoid,
                Node::sum,
                Node::mean,
                Node::transpose,
                Node::stopGradient,
                node -> node.sum(0),
                node -> node.add(x),
                x::add,
                node -> node.multiply(2),
                node -> node.greater(2),
                node -> node.matMul(matrix),
                matrix::matMul,
                node -> node.reshape(1, 1),
                node -> node.broadcastTo(Shape.of(2)),
                node -> new SumTo(node, Shape.scalar()),
                node -> node.where(x, x),
                node -> x.where(node, x),
                node -> new MseLoss(node, x),
                CustomOps.Plain::new);
    }

    @Test
    void theMessageNamesTheOpAndTheMark() {
        assertThatThrownBy(() -> Input.of("x").add(zero))
                .hasMessage("AddBroadcast: input 1 is a zero gradient, which has no value;"
                        + " use Constant.of(0) for a zero");
        assertThatThrownBy(undefined::exp)
                .hasMessage("Exp: input 0 is an undefined gradient (ArgMax jumps), which has no value;"
                        + " use Constant.of(0) for a zero");
    }

    /** Where the shapes are looked at first, the message still names the mark. */
    @Test
    void shapesMayBeRefusedFirst() {
        assertThatThrownBy(() -> zero.matMul(Input.of("W", 2, 2)))
                .hasMessage("MatMul: zero() () @ W (2, 2): zero() is a single number; use multiply");
    }

    @Test
    void hasNoValueAndNoInputs() {
        assertThat(zero.inputs()).isEmpty();
        assertThat(zero.backward(Constant.of(1))).isEmpty();
        assertThat(undefined.withInputs(List.of()).reason()).contains("ArgMax jumps");
        assertThatThrownBy(() -> zero.forward(new double[0][], new double[1]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot compute a zero gradient: it has no value");
        assertThatThrownBy(() -> undefined.forward(new double[0][], new double[1]))
                .hasMessage("Cannot compute an undefined gradient (ArgMax jumps): it has no value");
    }
}
