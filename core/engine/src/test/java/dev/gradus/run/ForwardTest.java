package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What forward returns, and which values can be read when. */
class ForwardTest {
    private final Input x = Input.of("x", 2);
    private final Parameter W = Parameter.of("W", Tensor.of(new double[] {3, 4}));
    private final Node product = x.multiply(W), J = product.sum();

    @Test
    void returnsTheOneOutputOfOneElement() {
        assertThat(fed(J).forward()).isEqualTo(11);
        assertThat(fed(product.sum(0).keepDims()).forward()).isEqualTo(11);
        assertThat(Run.of(Graph.of(Constant.of(7))).forward()).isEqualTo(7);
        assertThat(Run.of(Graph.of(Parameter.of("p", Tensor.scalar(5)))).forward())
                .isEqualTo(5);
    }

    @Test
    void returnsNaNForAnyOtherGraph() {
        Run severalElements = fed(product);
        assertThat(severalElements.forward()).isNaN();
        assertThat(severalElements.value(product)).isEqualTo(Tensor.of(new double[] {3, 8}));
        Run severalOutputs = fed(J, J.exp());
        assertThat(severalOutputs.forward()).isNaN();
        assertThat(severalOutputs.value(J)).isEqualTo(Tensor.scalar(11));
    }

    @Test
    void keepsOutputsLeavesAndWhatKeepNames() {
        Node named = x.exp().named("e");
        Node constant = Constant.of(5);
        Run run = Run.builder(Graph.of(named.add(product).multiply(constant).sum()))
                .keep(product)
                .build()
                .feed(x, new double[] {1, 2});
        run.forward();
        assertThat(run.value(product)).isEqualTo(Tensor.of(new double[] {3, 8}));
        assertThat(run.value(x)).isEqualTo(Tensor.of(new double[] {1, 2}));
        assertThat(run.value(W)).isEqualTo(Tensor.of(new double[] {3, 4}));
        assertThat(run.value(constant)).isEqualTo(Tensor.scalar(5));
        assertThatThrownBy(() -> run.value(named))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The run does not keep the value of e (2); ask for it: Run.builder(graph).keep(e)");
        assertThatThrownBy(() -> run.read(named, new double[2]))
                .hasMessage("The run does not keep the value of e (2); ask for it: Run.builder(graph).keep(e)");
    }

    /** The remedy would not help: keep would refuse it. */
    @Test
    void whatIsNotPartOfTheGraphCannotBeKept() {
        Run run = fed(J);
        run.forward();
        Node other = x.exp();
        Parameter stranger = Parameter.of("V", Tensor.zeros(2));
        assertThatThrownBy(() -> run.value(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The run does not compute exp(x) (2): the outputs sum(x ∗ W) () do not depend on it");
        assertThatThrownBy(() -> run.value(stranger))
                .hasMessage("The run does not compute V (2): the outputs sum(x ∗ W) () do not depend on it");
        assertThatThrownBy(() -> Run.builder(run.graph()).keep(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Run: keep(exp(x)) names a node that the outputs sum(x ∗ W) () do not depend on");
    }

    @Test
    void beforeForwardThereAreNoValues() {
        Run run = fed(J);
        assertThatThrownBy(() -> run.value(J))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("sum(x ∗ W) () has no value yet; call forward() first");
        assertThat(run.value(W)).isEqualTo(Tensor.of(new double[] {3, 4}));
        assertThat(run.value(x)).isEqualTo(Tensor.of(new double[] {1, 2}));
    }

    @Test
    void anInputThatWasNotFedHasNoValue() {
        Run run = Run.of(Graph.of(J));
        assertThatThrownBy(() -> run.value(x))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Feed: x (2) was not fed");
    }

    @Test
    void valuesAreSnapshots() {
        Run run = fed(J);
        run.forward();
        Tensor before = run.value(J);
        run.feed(x, new double[] {0, 0});
        assertThat(run.value(J)).isEqualTo(before); // until the next forward pass
        run.forward();
        assertThat(before).isEqualTo(Tensor.scalar(11));
        assertThat(run.value(J)).isEqualTo(Tensor.scalar(0));
    }

    @Test
    void readCopiesIntoAnArrayOfAsManyElements() {
        Run run = fed(product);
        run.forward();
        double[] numbers = new double[2];
        run.read(product, numbers);
        assertThat(numbers).containsExactly(3, 8);
        assertThatThrownBy(() -> run.read(product, new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x ∗ W (2) has 2 elements, but the array takes 3");
    }

    @Test
    void anOutputMayBeALeaf() {
        Run run = fed(x, W);
        run.forward();
        assertThat(run.value(x)).isEqualTo(Tensor.of(new double[] {1, 2}));
    }

    private Run fed(Node... outputs) {
        return Run.of(Graph.of(outputs)).feed(x, new double[] {1, 2});
    }
}
