package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParametersTest {
    private final Parameter W = Parameter.of("W", Tensor.of(new double[] {3, 4}));
    private final Parameter b = Parameter.of("b", Tensor.scalar(5));
    private final Parameter stranger = Parameter.of("W", Tensor.zeros(2));
    private final Node J = W.multiply(W).add(b).sum();
    private final Parameters parameters = Parameters.of(Graph.of(J));

    @Test
    void startAtTheirInitialValues() {
        assertThat(parameters.all()).containsExactly(W, b);
        assertThat(parameters.get(W)).isEqualTo(Tensor.of(new double[] {3, 4}));
        assertThat(parameters.contains(b)).isTrue();
        assertThat(parameters.contains(stranger)).isFalse();
        assertThat(Parameters.of(List.of(b, W, b)).all()).containsExactly(b, W);
    }

    @Test
    void setReplacesAndTheInitialValueStays() {
        parameters.set(W, Tensor.of(new double[] {1, 2}));
        assertThat(parameters.get(W)).isEqualTo(Tensor.of(new double[] {1, 2}));
        assertThat(W.initialValue()).isEqualTo(Tensor.of(new double[] {3, 4}));
        assertThat(Parameters.of(Graph.of(J)).get(W)).isEqualTo(Tensor.of(new double[] {3, 4}));
        assertThatThrownBy(() -> parameters.set(W, Tensor.zeros(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Parameters: W (2) cannot take a value of shape (3)");
    }

    @Test
    void strangersAreRefused() {
        String message = "Parameters: W (2) is not among them: W, b; W (2) is not the existing node W (2),"
                + " although it has the same name: nodes are compared by identity. Create a model's nodes once and reuse them";
        assertThatThrownBy(() -> parameters.get(stranger))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> parameters.set(stranger, Tensor.zeros(2))).hasMessage(message);
        assertThatThrownBy(() -> parameters.freeze(stranger)).hasMessage(message);
        assertThatThrownBy(() -> parameters.unfreeze(stranger)).hasMessage(message);
        assertThatThrownBy(() -> parameters.isFrozen(stranger)).hasMessage(message);
        assertThatThrownBy(() -> Parameters.of(Graph.of(Constant.of(1))).get(W))
                .hasMessage("Parameters: W (2) is not among them: none");
    }

    @Test
    void aSnapshotGoesItsOwnWay() {
        parameters.freeze(b);
        parameters.set(W, Tensor.of(new double[] {7, 8}));
        Parameters snapshot = parameters.snapshot();
        parameters.set(W, Tensor.zeros(2));
        parameters.unfreeze(b);
        parameters.freeze(W);
        assertThat(snapshot.get(W)).isEqualTo(Tensor.of(new double[] {7, 8}));
        assertThat(snapshot.isFrozen(b)).isTrue();
        assertThat(snapshot.isFrozen(W)).isFalse();
        snapshot.set(b, Tensor.scalar(-1));
        assertThat(parameters.get(b)).isEqualTo(Tensor.scalar(5));
    }

    @Test
    void freezingIsUndone() {
        parameters.freeze(W, b);
        assertThat(parameters.isFrozen(W)).isTrue();
        assertThat(parameters.isFrozen(b)).isTrue();
        parameters.unfreeze(W);
        assertThat(parameters.isFrozen(W)).isFalse();
        assertThat(parameters.isFrozen(b)).isTrue();
    }

    @Test
    void runsThatShareThemSeeEachOthersChanges() {
        Run first = Run.of(Graph.of(J), parameters), second = Run.of(Graph.of(b.exp()), parameters);
        assertThat(first.parameters()).isSameAs(parameters);
        first.forward();
        first.backward();
        first.update(b, (value, gradient) -> value[0] = 0);
        assertThat(second.forward()).isEqualTo(1);
        assertThat(second.value(b)).isEqualTo(Tensor.scalar(0));
    }

    @Test
    void runsOfOneGraphDoNotShareUnlessTold() {
        Graph graph = Graph.of(J);
        Run first = Run.of(graph), second = Run.of(graph);
        first.parameters().set(b, Tensor.scalar(0));
        assertThat(second.parameters().get(b)).isEqualTo(Tensor.scalar(5));
    }

    @Test
    void aRunNeedsAllOfItsGraphs() {
        Node other = stranger.multiply(b).sum();
        assertThatThrownBy(() -> Run.of(Graph.of(other), parameters))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Run: the graph's parameters W (2) are not among the given ones: W (2), b ()."
                        + " Parameters are compared by identity: build both graphs with the same Parameter objects");
        assertThat(Run.of(Graph.of(b.exp()), parameters).forward()).isEqualTo(148.4131591025766);
    }

    @Test
    void updateHandsOverTheLiveNumbersAndTheGradient() {
        Run run = Run.of(Graph.of(J), parameters);
        run.forward();
        run.backward();
        run.update(W, (value, gradient) -> {
            assertThat(value).containsExactly(3, 4);
            assertThat(gradient).containsExactly(6, 8);
            value[1] = 10;
        });
        assertThat(parameters.get(W)).isEqualTo(Tensor.of(new double[] {3, 10}));
        run.update(b, (value, gradient) -> value[0] -= gradient[0]); // the gradients still stand
        assertThat(parameters.get(b)).isEqualTo(Tensor.scalar(3));
        assertThat(run.forward()).isEqualTo(9 + 100 + 3 + 3);
    }
}
