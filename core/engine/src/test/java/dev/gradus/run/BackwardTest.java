package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.graph.UndefinedGradientException;
import dev.gradus.node.BackwardRuleException;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.UnaryOp;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** When backward may be called, and which gradients can be read then. */
class BackwardTest {
    private final Input x = Input.of("x", 2);
    private final Parameter W = Parameter.of("W", Tensor.of(new double[] {3, 4}));
    private final Node product = x.multiply(W), J = product.sum().named("J");

    @Test
    void givesTheGradientOfEveryParameter() {
        Run run = fed(J);
        run.forward();
        run.backward();
        assertThat(run.gradient(W)).isEqualTo(Tensor.of(new double[] {1, 2}));
        double[] numbers = new double[2];
        run.readGradient(W, numbers);
        assertThat(numbers).containsExactly(1, 2);
        assertThatThrownBy(() -> run.readGradient(W, new double[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("W (2) has 2 elements, but the array takes 1");
    }

    @Test
    void andOfWhatGradientsNames() {
        Run run = Run.builder(Graph.of(J)).gradients(x, product).build().feed(x, new double[] {1, 2});
        run.forward();
        run.backward();
        assertThat(run.gradient(x)).isEqualTo(Tensor.of(new double[] {3, 4}));
        assertThat(run.gradient(product)).isEqualTo(Tensor.ones(2));
        assertThat(run.gradient(W)).isEqualTo(Tensor.of(new double[] {1, 2}));
    }

    @Test
    void whatGradientsDidNotNameIsToldWithTheRemedy() {
        Run run = fed(J);
        run.forward();
        run.backward();
        assertThatThrownBy(() -> run.gradient(x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The run does not compute the gradient with respect to x (2);"
                        + " ask for it: Run.builder(graph).gradients(x)");
        assertThatThrownBy(() -> run.gradient(product))
                .hasMessage("The run does not compute the gradient with respect to x ∗ W (2);"
                        + " ask for it: Run.builder(graph).gradients(x ∗ W)");
    }

    /** The remedy would not help: gradients would refuse it. */
    @Test
    void whatIsNotPartOfTheGraphHasNoGradient() {
        Run run = fed(J);
        run.forward();
        run.backward();
        Parameter stranger = Parameter.of("V", Tensor.zeros(2));
        assertThatThrownBy(() -> run.gradient(stranger))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The run does not compute V (2): the outputs J () do not depend on it");
        assertThatThrownBy(() -> run.update(stranger, (value, gradient) -> {}))
                .hasMessage("The run does not compute V (2): the outputs J () do not depend on it");
        assertThatThrownBy(() -> Run.builder(run.graph()).gradients(stranger))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Run: gradients(V) names a node that the outputs J () do not depend on");
    }

    @Test
    void forwardComesFirst() {
        Run run = fed(J);
        assertThatThrownBy(run::backward)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("backward() goes back through a forward pass; call forward() first");
    }

    @Test
    void aFeedSinceForwardIsRefused() {
        Run run = fed(J);
        run.forward();
        run.feed(x, new double[] {5, 6});
        assertThatThrownBy(run::backward)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("An input was fed since the forward pass; call forward() before backward()");
        run.forward();
        run.backward();
        assertThat(run.gradient(W)).isEqualTo(Tensor.of(new double[] {5, 6}));
    }

    @Test
    void aChangeOfParametersSinceForwardIsRefused() {
        Run run = fed(J);
        run.forward();
        run.parameters().set(W, Tensor.zeros(2));
        assertThatThrownBy(run::backward)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The parameters changed since the forward pass; call forward() before backward()");
    }

    @Test
    void aChangeByAnotherRunCountsToo() {
        Run run = fed(J);
        Run other = Run.of(Graph.of(J), run.parameters()).feed(x, new double[] {1, 1});
        run.forward();
        other.forward();
        other.backward();
        other.update(W, (value, gradient) -> value[0] -= gradient[0]);
        assertThatThrownBy(run::backward)
                .hasMessage("The parameters changed since the forward pass; call forward() before backward()");
        assertThat(run.forward()).isEqualTo(10);
        run.backward();
    }

    @Test
    void forwardInvalidatesTheGradients() {
        Run run = fed(J);
        run.forward();
        String message = "There is no gradient for W since the last forward pass; call forward() and then backward()";
        assertThatThrownBy(() -> run.gradient(W))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        run.backward();
        run.gradient(W);
        run.forward();
        assertThatThrownBy(() -> run.gradient(W)).hasMessage(message);
        assertThatThrownBy(() -> run.readGradient(W, new double[2])).hasMessage(message);
        assertThatThrownBy(() -> run.update(W, (value, gradient) -> {})).hasMessage(message);
    }

    @Test
    void nothingAccumulates() {
        Run run = fed(J);
        run.forward();
        run.backward();
        Tensor first = run.gradient(W);
        run.backward();
        run.forward();
        run.backward();
        assertThat(run.gradient(W)).isEqualTo(first);
    }

    @Test
    void gradientsAreSnapshots() {
        Run run = fed(J);
        run.forward();
        run.backward();
        Tensor first = run.gradient(W);
        run.feed(x, new double[] {5, 6});
        run.forward();
        run.backward();
        assertThat(first).isEqualTo(Tensor.of(new double[] {1, 2}));
    }

    @Test
    void severalOutputsAreListed() {
        String message = "Gradients need an objective of one element, such as a loss, but the outputs are J (),"
                + " x ∗ W (2). Name the objective: Run.builder(graph).objective(J)";
        Run run = fed(J, product);
        assertThatThrownBy(run::backward)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        run.forward();
        assertThatThrownBy(run::backward)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> run.gradient(W))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> Run.builder(run.graph()).gradients(x).build()).hasMessage(message);
        assertThatThrownBy(() -> run.evaluator().gradient(W)).hasMessage(message);
    }

    @Test
    void anOutputOfSeveralElementsIsToldToo() {
        Run run = fed(product);
        run.forward();
        assertThatThrownBy(run::backward)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Gradients need an objective of one element, such as a loss, but the outputs are"
                        + " x ∗ W (2). Reduce one to a single number with sum() or mean()");
    }

    @Test
    void withoutParametersThereIsNothingToDifferentiateBy() {
        Node sum = x.sum();
        Run run = fed(sum);
        run.forward();
        assertThatThrownBy(run::backward)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "There is nothing to differentiate sum(x) () with respect to: the graph has no parameters, and no"
                                + " gradients(…) were requested");
        Run asked = Run.builder(Graph.of(sum)).gradients(x).build().feed(x, new double[] {1, 2});
        asked.forward();
        asked.backward();
        assertThat(asked.gradient(x)).isEqualTo(Tensor.ones(2));
    }

    @Test
    void aParameterThatOnlySteersAChoiceHasZeroGradientAndIsListed() {
        Node choice = W.greater(x).where(x, Constant.of(0)).sum().named("choice");
        Run run = Run.builder(Graph.of(choice)).gradients(x).build().feed(x, new double[] {1, 2});
        run.forward();
        run.backward();
        assertThat(run.gradient(W)).isEqualTo(Tensor.zeros(2));
        String why = "the path ends at Where (where(W > x, x, 0) (2)): locally constant in condition";
        assertThat(run.unreached()).isEqualTo(Map.of(W, why));
        assertThat(run.plan().toString()).contains("not reached             ∂choice/∂W: " + why);
    }

    @Test
    void trainingThatCannotLearnIsRefusedAndEveryPathIsTold() {
        Parameter b = Parameter.of("b", Tensor.zeros(2));
        Node a = x.multiply(W).argMax(0).named("a");
        Node J = a.add(b.stopGradient().sum()).add(W.floor().sum()).named("loss");
        Run run = fed(J);
        assertThat(run.forward()).isEqualTo(1 + 7);
        assertThatThrownBy(run::backward).isInstanceOf(UnreachedException.class).hasMessage("""
                        The gradient of loss reaches none of the parameters and requested nodes, so training would change nothing:
                          ∂loss/∂W: the path ends at Floor (floor(W) (2)): locally constant, and at ArgMax (a:() = argMax(x ∗ W, axis 0)): locally constant
                          ∂loss/∂b: the path ends at StopGradient (stopGradient(b) (2)): locally constant""");
        assertThat(run.value(J).item()).isEqualTo(8);
        assertThatThrownBy(() -> run.gradient(W)).isInstanceOf(UnreachedException.class);
        assertThatThrownBy(() -> run.checkUpdate(W)).isInstanceOf(UnreachedException.class);
    }

    @Test
    void aRunWhoseGradientReachesAllHasNothingToList() {
        assertThat(fed(J).unreached()).isEmpty();
        assertThat(fed(J).plan().toString()).doesNotContain("not reached");
    }

    @Test
    void theGradientOfTheOutputItselfIsOne() {
        Run run = Run.builder(Graph.of(J)).gradients(J).build().feed(x, new double[] {1, 2});
        run.forward();
        run.backward();
        assertThat(run.gradient(J)).isEqualTo(Tensor.scalar(1));
    }

    @Test
    void whereADerivativeIsUndefinedForwardRunsAndBackwardSaysWhy() {
        Parameter b = Parameter.of("b", Tensor.zeros(2));
        Node jumping = new Custom(W, upstream -> List.of(Custom.none("it jumps")))
                .add(b)
                .sum();
        Run run = Run.of(Graph.of(jumping));
        String message = "There is no gradient of sum(Custom(W) + b) with respect to W:"
                + " Custom has no derivative with respect to x (it jumps)";
        assertThat(run.forward()).isEqualTo(7);
        assertThatThrownBy(run::backward)
                .isInstanceOf(UndefinedGradientException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> run.gradient(W))
                .isInstanceOf(UndefinedGradientException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> run.gradient(b))
                .isInstanceOf(UndefinedGradientException.class)
                .hasMessage(message);
    }

    @Test
    void aWrongRuleIsToldOfWhenTheRunIsPlanned() {
        Graph graph = Graph.of(new Custom(W, upstream -> List.of()).sum());
        assertThatThrownBy(() -> Run.of(graph))
                .isInstanceOf(BackwardRuleException.class)
                .hasMessage("Custom.backward returned 0 gradients for 1 input.");
    }

    /** The identity with this rule. */
    private static final class Custom extends UnaryOp {
        private final Function<Node, List<Node>> rule;

        Custom(Node x, Function<Node, List<Node>> rule) {
            super(x, in -> new Custom(in, rule));
            this.rule = rule;
        }

        static Node none(String why) {
            return undefined(why);
        }

        @Override
        public double apply(double x) {
            return x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return rule.apply(upstream);
        }
    }

    private Run fed(Node... outputs) {
        return Run.of(Graph.of(outputs)).feed(x, new double[] {1, 2});
    }
}
