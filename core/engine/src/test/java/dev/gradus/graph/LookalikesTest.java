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

/** A model that is built a second time is made of other nodes, and every door says so. */
class LookalikesTest {
    private static final String IS_ANOTHER =
            "W (2) is another node than the W (2) that is there, although of the same name:"
                    + " nodes are told apart by identity. Make a model's nodes once and keep them";

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
                .hasMessage("Gradients: J does not depend on this tanh(x ∗ W): tanh(x ∗ W) (2) is another node than the"
                        + " tanh(x ∗ W) (2) that is there, although of the same expression: nodes are told apart by identity."
                        + " Make a model's nodes once and keep them");
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
                .hasMessageContaining("x (2) is another node than the x (2) that is there");
    }

    @Test
    void aNodeThatPlaysNoPartHasZeros() {
        Node first = Gradients.of(x.multiply(W).sum()).wrt(x); // W, which no longer has x in it
        assertThat(Evaluator.of(Graph.of(first))
                        .value(Gradients.of(first, first).wrt(x)))
                .isEqualTo(Tensor.zeros(2));
        Gradients.of(J).wrt(Parameter.of("V", Tensor.ones(2)));
        Gradients.of(J).wrt(J.exp());
    }

    /** What a rule made is nobody's: the graph of a derivative has a σ(x) of its own, and the user's plays no part in it. */
    @Test
    void whatABackwardRuleMadeIsNoLookalike() {
        Node sigmoid = x.sigmoid();
        Node loss = x.softplus().sum().add(sigmoid.sum());
        Node derivative = Gradients.of(x.softplus().sum()).wrt(x);
        assertThat(Gradients.of(derivative.sum()).wrt(sigmoid).shape()).isEqualTo(x.shape());
        Gradients.of(loss).wrt(sigmoid);
    }

    /** They print alike, because expressions end at a depth. */
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
