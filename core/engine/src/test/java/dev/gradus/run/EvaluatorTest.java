package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.UnaryOp;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
    private final Input x = Input.of("x");
    private final Parameter w = Parameter.of("w", Tensor.scalar(3));

    @Test
    void computesAnyNodeOnTheGraphsLeaves() {
        Node J = x.multiply(w);
        Evaluator evaluator = Evaluator.of(Graph.of(J)).feed(x, Tensor.scalar(2));
        assertThat(evaluator.value(J)).isEqualTo(Tensor.scalar(6));
        assertThat(evaluator.value(x)).isEqualTo(Tensor.scalar(2));
        assertThat(evaluator.value(w)).isEqualTo(Tensor.scalar(3));
        assertThat(evaluator.value(J.exp().log())).isEqualTo(Tensor.scalar(6));
        assertThat(evaluator.value(Gradients.of(J).wrt(w))).isEqualTo(Tensor.scalar(2));
        assertThat(evaluator.gradient(x)).isEqualTo(Tensor.scalar(3));
    }

    @Test
    void refusesNodesOnOtherLeaves() {
        Evaluator evaluator = Evaluator.of(Graph.of(x.multiply(w))).feed(x, Tensor.scalar(2));
        assertThatThrownBy(() -> evaluator.value(Input.of("v").exp()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("v () is not an input of this graph: x");
        assertThatThrownBy(() ->
                        evaluator.value(Parameter.of("v", Tensor.scalar(1)).exp()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Parameters: v () is not among them: w");
    }

    @Test
    void seesNewFeedsAndParameters() {
        Node J = x.multiply(w);
        Parameters parameters = Parameters.of(Graph.of(J));
        Evaluator evaluator = Evaluator.of(Graph.of(J), parameters).feed(x, Tensor.scalar(2));
        assertThat(evaluator.value(J)).isEqualTo(Tensor.scalar(6));
        evaluator.feed(x, Tensor.scalar(5));
        assertThat(evaluator.value(J)).isEqualTo(Tensor.scalar(15));
        parameters.set(w, Tensor.scalar(10));
        assertThat(evaluator.value(J)).isEqualTo(Tensor.scalar(50));
        assertThat(evaluator.gradient(x)).isEqualTo(Tensor.scalar(10));
    }

    @Test
    void ofARunItHasWhatWasFedThen() {
        Node J = x.multiply(w);
        Run run = Run.of(Graph.of(J)).feed(x, new double[] {2});
        Evaluator evaluator = run.evaluator();
        run.feed(x, new double[] {100});
        assertThat(evaluator.value(J)).isEqualTo(Tensor.scalar(6));
        assertThat(evaluator.graph()).isSameAs(run.graph());
        evaluator.feed(x, Tensor.scalar(0));
        assertThat(run.forward()).isEqualTo(300);

        Evaluator unfed = Run.of(Graph.of(J)).evaluator();
        assertThatThrownBy(() -> unfed.value(J)).hasMessage("Feed: x () was not fed");
    }

    @Test
    void computesAndDifferentiatesEachNodeOnce() {
        Counted counted = new Counted(x);
        Node J = counted.add(counted).multiply(w);
        Evaluator evaluator = Evaluator.of(Graph.of(J)).feed(x, Tensor.scalar(2));
        evaluator.value(J);
        evaluator.gradient(x);
        evaluator.gradient(w);
        evaluator.gradient(counted);
        assertThat(counted.forwards).hasValue(1);
        assertThat(counted.backwards).hasValue(1);
        evaluator.feed(x, Tensor.scalar(3));
        evaluator.gradient(w);
        assertThat(counted.forwards).hasValue(2);
        assertThat(counted.backwards).hasValue(1);
    }

    /** The identity, which knows how often it was asked for its value and for its rule. */
    private static final class Counted extends UnaryOp {
        final AtomicInteger forwards = new AtomicInteger(), backwards = new AtomicInteger();

        Counted(Node x) {
            super(x, Counted::new);
        }

        @Override
        public double apply(double x) {
            forwards.incrementAndGet();
            return x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            backwards.incrementAndGet();
            return List.of(upstream);
        }
    }
}
