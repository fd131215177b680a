package dev.gradus.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** A model that is built a second time consists of other nodes, and all entry points report it. */
class LookalikesTest {
    private static final String IS_ANOTHER = "W (2) is not the existing node W (2), although it has the same name:"
            + " nodes are compared by identity. Create a model's nodes once and reuse them";

    private final Input x = Input.of("x", 2);
    private final Parameter W = weights(), twin = weights();
    private final Node hidden = x.multiply(W).tanh();
    private final Node J = hidden.sum().named("J");
    private final Graph graph = Graph.of(J);

    private static Parameter weights() {
        return Parameter.of("W", Tensor.ones(2));
    }

    @Test
    void aGradientByARebuiltParameterIsRefused() {
        String message = "Gradients: J does not depend on this W: " + IS_ANOTHER;
        assertThatThrownBy(() -> Gradients.of(J).wrt(twin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> Gradients.of(J).strict().wrt(twin)).hasMessage(message);
        assertThatThrownBy(() -> Evaluator.of(graph).feed(x, Tensor.ones(2)).gradient(twin))
                .hasMessage(message);
    }

    @Test
    void soIsOneByARebuiltExpression() {
        Node again = x.multiply(W).tanh();
        assertThatThrownBy(() -> Gradients.of(J).wrt(again))
                .hasMessage("Gradients: J does not depend on this tanh(x ∗ W): tanh(x ∗ W) (2) is not the existing node"
                        + " tanh(x ∗ W) (2), although it has the same expression: nodes are compared by identity."
                        + " Create a model's nodes once and reuse them");
    }

    @Test
    void everyDoorOfARunSaysSo() {
        Run run = Run.of(graph).feed(x, Tensor.ones(2));
        run.forward();
        run.backward();
        String end = "; " + IS_ANOTHER;
        assertThatThrownBy(() -> run.value(twin)).hasMessageEndingWith(end);
        assertThatThrownBy(() -> run.gradient(twin)).hasMessageEndingWith(end);
        assertThatThrownBy(() -> run.update(twin, (value, gradient) -> {})).hasMessageEndingWith(end);
        assertThatThrownBy(() -> run.trainable(twin)).hasMessageEndingWith(end);
        assertThatThrownBy(() -> Run.builder(graph).keep(twin)).hasMessageEndingWith(end);
        assertThatThrownBy(() -> Run.builder(graph).gradients(twin)).hasMessageEndingWith(end);
        assertThatThrownBy(() -> Parameters.of(graph).get(twin)).hasMessageEndingWith(end);
        assertThatThrownBy(() -> Parameters.of(graph).set(twin, Tensor.zeros(2)))
                .hasMessageEndingWith(end);
        assertThatThrownBy(() -> Evaluator.of(graph).feed(x, Tensor.ones(2)).value(x.multiply(twin)))
                .hasMessageEndingWith(end);
        assertThatThrownBy(() -> run.feed(Input.of("x", 2), Tensor.ones(2)))
                .hasMessageContaining("x (2) is not the existing node x (2)");
    }

    @Test
    void aNodeThatPlaysNoPartHasZeros() {
        Node first = Gradients.of(x.multiply(W).sum()).wrt(x); // W, which no longer contains x
        assertThat(Evaluator.of(Graph.of(first))
                        .value(Gradients.of(first, first).wrt(x)))
                .isEqualTo(Tensor.zeros(2));
        Gradients.of(J).wrt(Parameter.of("V", Tensor.ones(2)));
        Gradients.of(J).wrt(J.exp());
    }

    /** Nodes created by a rule are no namesakes: the graph of a derivative has its own σ(x), unrelated to the user's. */
    @Test
    void whatABackwardRuleMadeIsNoLookalike() {
        Node sigmoid = x.sigmoid();
        Node loss = x.softplus().sum().add(sigmoid.sum());
        Node derivative = Gradients.of(x.softplus().sum()).wrt(x);
        assertThat(Gradients.of(derivative.sum()).wrt(sigmoid).shape()).isEqualTo(x.shape());
        Gradients.of(loss).wrt(sigmoid);
    }

    /** They print identically, because printed expressions are truncated. */
    @Test
    void deepExpressionsAreComparedToTheEnd() {
        Node a = chain(x, 50), b = chain(x, 50), longer = chain(a, 1);
        assertThat(longer.expression()).isEqualTo(a.expression());
        assertThat(Lookalikes.of(longer, Graph.of(a).nodes())).isEmpty();
        assertThat(Lookalikes.of(b, Graph.of(a).nodes())).contains(a);
        assertThat(Lookalikes.of(a, Graph.of(a).nodes())).isEmpty();
    }

    private static Node chain(Node x, int length) {
        Node last = x;
        for (int i = 0; i < length; i++) {
            last = last.tanh();
        }
        return last;
    }
}
