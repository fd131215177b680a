package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ForwardOnlyTest {
    private static final String REFUSAL = "The run was built with forwardOnly(), so it has no backward pass";

    private final Parameter w = Parameter.of("w", Tensor.scalar(3));
    private final Input x = Input.of("x");
    private final Node J = x.multiply(w).square();

    @Test
    void theValueIsTheSameOfFewerOpsAndLessMemory() {
        Run whole = Run.of(Graph.of(J)).feed(x, new double[] {2});
        Run forward = Run.builder(Graph.of(J)).forwardOnly().build().feed(x, new double[] {2});
        assertThat(forward.forward()).isEqualTo(whole.forward()).isEqualTo(36);
        assertThat(forward.plan().ops()).isLessThan(whole.plan().ops());
        assertThat(forward.plan().bytes()).isLessThan(whole.plan().bytes());
    }

    @Test
    void thereAreNoGradients() {
        Run run = Run.builder(Graph.of(J)).forwardOnly().build().feed(x, new double[] {2});
        run.forward();
        assertThatThrownBy(run::backward)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(REFUSAL);
        assertThatThrownBy(() -> run.gradient(w))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(REFUSAL);
        assertThatThrownBy(() -> run.update(w, (value, gradient) -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(REFUSAL);
    }

    @Test
    void noneCanBeAskedFor() {
        assertThatThrownBy(() ->
                        Run.builder(Graph.of(J)).gradients(x).forwardOnly().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Run: gradients(x ()) need a backward pass, but the run is forwardOnly()");
    }
}
