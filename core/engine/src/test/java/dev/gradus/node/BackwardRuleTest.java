package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.node.CustomOps.MatMul;
import dev.gradus.node.CustomOps.Softplus;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of a rule that cannot be right, and of a gradient that cannot be its upstream. */
class BackwardRuleTest {
    private final Input x = Input.of("x", 4, 2), W = Input.of("W", 2, 1), u = Input.of("u", 4, 1);

    @Test
    void aRightRuleIsPassedOn() {
        Node gradient = x.negate();
        assertThat(new Softplus(x, (op, upstream) -> List.of(gradient)).gradients(x))
                .containsExactly(gradient);
    }

    @Test
    void aWrongCountIsRefused() {
        assertThatThrownBy(() -> new Softplus(x, (op, upstream) -> List.of(upstream, upstream)).gradients(x))
                .isInstanceOf(BackwardRuleException.class)
                .hasMessage("Softplus.backward returned 2 gradients for 1 input.");
        assertThatThrownBy(() -> new Softplus(x, (op, upstream) -> List.of()).gradients(x))
                .hasMessage("Softplus.backward returned 0 gradients for 1 input.");
        assertThatThrownBy(() -> new MatMul(x, W, (op, upstream) -> List.of(x)).gradients(u))
                .hasMessage("MatMul.backward returned 1 gradient for 2 inputs.");
    }

    @Test
    void nullIsRefused() {
        assertThatThrownBy(() -> new Softplus(x, (op, upstream) -> null).gradients(x))
                .isInstanceOf(BackwardRuleException.class)
                .hasMessage("Softplus.backward returned null; it must return a list of 1 gradient,"
                        + " with zero() or undefined(why) for inputs without a gradient.");
        assertThatThrownBy(() -> new MatMul(x, W, (op, upstream) -> Arrays.asList(x, null)).gradients(u))
                .isInstanceOf(BackwardRuleException.class)
                .hasMessage("MatMul.backward: the gradient for b is null;"
                        + " return zero() or undefined(why) if there is no gradient.");
    }

    /** operands() may name too few; messages then count. */
    @Test
    void anOperandWithoutALetterGoesByItsPlace() {
        Op op = new MatMul(x, W.negate(), (self, upstream) -> Arrays.asList(x, null)) {
            @Override
            public List<String> operands() {
                return List.of("a");
            }
        };
        assertThat(op.operand(0)).isEqualTo("a");
        assertThat(op.operand(1)).isEqualTo("input 1");
        assertThatThrownBy(() -> op.gradients(u)).hasMessageContaining("the gradient for input 1 is null");
    }

    @Test
    void aMissingTransposeIsGuessed() {
        assertThatThrownBy(() -> new MatMul(
                                x, W, (op, upstream) -> List.of(upstream.matMul(W.transpose()), W.transpose()))
                        .gradients(u))
                .isInstanceOf(BackwardRuleException.class)
                .hasMessage("MatMul.backward: gradient for W has shape (1, 2) but W is (2, 1);"
                        + " a transpose is probably missing.");
    }

    @Test
    void aMissingSumIsGuessed() {
        Input b = Input.of("b", 1, 2);
        assertThatThrownBy(() -> new Softplus(b, (op, upstream) -> List.of(x)).gradients(b))
                .hasMessage("Softplus.backward: gradient for b has shape (4, 2) but b is (1, 2); b was broadcast,"
                        + " so its gradient is a sum over the copies: sumTo(b.shape()) is probably missing.");
    }

    @Test
    void aMissingReshapeIsGuessed() {
        assertThatThrownBy(() -> new Softplus(x, (op, upstream) -> List.of(upstream.reshape(8))).gradients(x))
                .hasMessage("Softplus.backward: gradient for x has shape (8) but x is (4, 2);"
                        + " a reshape is probably missing.");
    }

    @Test
    void nothingIsGuessedWhereNothingFits() {
        assertThatThrownBy(() -> new Softplus(x, (op, upstream) -> List.of(W)).gradients(x))
                .hasMessage("Softplus.backward: gradient for x has shape (2, 1) but x is (4, 2).");
    }

    @Test
    void anUnnamedInputGoesByItsOperandsLetter() {
        assertThatThrownBy(() -> new MatMul(
                                x.negate(),
                                W.negate(),
                                (op, upstream) -> List.of(x, W.transpose().negate()))
                        .gradients(u))
                .hasMessage("MatMul.backward: gradient for b has shape (1, 2) but b is (2, 1);"
                        + " a transpose is probably missing.");
    }

    @Test
    void aZeroOrUndefinedGradientNeedsNoShape() {
        Node zero = CustomOps.zeroGradient(), undefined = CustomOps.undefinedGradient("it jumps");
        assertThat(new MatMul(x, W, (op, upstream) -> List.of(zero, undefined)).gradients(u))
                .containsExactly(zero, undefined);
    }

    @Test
    void anUpstreamOfAnotherShapeIsRefused() {
        assertThatThrownBy(() -> new Sigmoid(x).gradients(Constant.of(1)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Sigmoid.backward: the upstream gradient has shape ()"
                        + " but σ(x) (4, 2) needs one of its own shape");
    }

    @Test
    void displayNamesDoNotMakeShapesDiffer() {
        Input named = Input.of("x", Shape.of(4, 2).named("n_batch", "n_in"));
        assertThat(new Softplus(named, (op, upstream) -> List.of(x)).gradients(x))
                .containsExactly(x);
    }
}
