package dev.gradus.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.node.BackwardRuleException;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

class UndefinedGradientTest {
    private final Input x = Input.of("x", 2), step = Input.of("step", 2);

    @Test
    void throughAnUndefinedDerivativeOnlyThereIsNone() {
        Gradients gradients = Gradients.of(new Rounded(x, step).sum().named("J"));
        assertThatThrownBy(() -> gradients.wrt(x))
                .isInstanceOf(UndefinedGradientException.class)
                .hasMessage("There is no gradient of J with respect to x:"
                        + " Rounded has no derivative with respect to a (it jumps)");
        assertThat(value(gradients.wrt(step))).isEqualTo(Tensor.zeros(2));
    }

    @Test
    void norIsThereOneFurtherBack() {
        Node inside = x.exp();
        Gradients gradients = Gradients.of(new Rounded(inside.multiply(2), step).sum());
        assertThatThrownBy(() -> gradients.wrt(inside)).isInstanceOf(UndefinedGradientException.class);
        assertThatThrownBy(() -> gradients.wrt(x))
                .isInstanceOf(UndefinedGradientException.class)
                .hasMessage("There is no gradient of sum(Rounded(exp(x) ∗ 2, step)) with respect to x:"
                        + " Rounded has no derivative with respect to a (it jumps)");
    }

    @Test
    void aDefinedPathCountsBesideAnUndefinedOne() {
        Node J = new Rounded(x, step).add(x.multiply(3)).sum();
        assertThat(value(Gradients.of(J).wrt(x))).isEqualTo(Tensor.of(new double[] {3, 3}));
    }

    /** A zero is a derivative, but does not replace the missing one of another path. */
    @Test
    void aLocallyConstantPathDoesNotMendAnUndefinedOne() {
        Gradients gradients = Gradients.of(new Rounded(x, x).sum());
        assertThatThrownBy(() -> gradients.wrt(x)).isInstanceOf(UndefinedGradientException.class);
    }

    @Test
    void whatIsNotAskedForMayBeUndefined() {
        Gradients gradients = Gradients.of(new Rounded(x, step).multiply(step).sum());
        assertThat(value(gradients.wrt(step))).isEqualTo(value(new Rounded(x, step)));
    }

    @Test
    void aWrongRuleIsToldOfByTheSweep() {
        assertThatThrownBy(() -> Gradients.of(new BrokenOp(x).sum()))
                .isInstanceOf(BackwardRuleException.class)
                .hasMessage("BrokenOp.backward returned 2 gradients for 1 input.");
    }

    private Tensor value(Node node) {
        return Evaluator.of(Graph.of(x, step))
                .feed(x, Tensor.of(new double[] {0.6, 2.2}))
                .feed(step, Tensor.of(new double[] {1, 0.5}))
                .value(node);
    }

    @Test
    void constantsHaveGradientsLikeAnyNode() {
        Constant c = Constant.of(Tensor.of(new double[] {5, 7}));
        assertThat(value(Gradients.of(c.multiply(x).sum()).wrt(c))).isEqualTo(Tensor.of(new double[] {0.6, 2.2}));
    }
}
