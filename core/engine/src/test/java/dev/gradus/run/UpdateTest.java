package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Each gradient is good for one update of its parameter. */
class UpdateTest {
    private static final UpdateRule DESCEND = (value, gradient) -> value[0] -= gradient[0];

    private final Parameter a = Parameter.of("a", Tensor.scalar(3)), b = Parameter.of("b", Tensor.scalar(5));
    private final Graph graph = Graph.of(a.multiply(b));
    private final Run run = Run.of(graph);

    @Test
    void oneParameterAfterTheOtherWithTheGradientsOfOneBackwardPass() {
        pass(run);
        run.update(a, DESCEND);
        run.update(b, DESCEND);
        assertThat(run.parameters().get(a).item()).isEqualTo(3 - 5);
        assertThat(run.parameters().get(b).item()).isEqualTo(5 - 3);
    }

    @Test
    void theSameGradientTwiceIsRefused() {
        pass(run);
        run.update(a, DESCEND);
        assertThatThrownBy(() -> run.update(a, DESCEND))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a () has already been updated with this gradient;"
                        + " call forward() and backward() before the next step");
        assertThat(run.parameters().get(a).item()).isEqualTo(-2);
        pass(run);
        run.update(a, DESCEND);
        assertThat(run.parameters().get(a).item()).isEqualTo(-2 - 5);
    }

    @Test
    void aGradientOfOtherNumbersIsRefused() {
        String message =
                "The parameters changed since the backward pass, so the gradient for b () belongs to other numbers;"
                        + " call forward() and backward() again";
        pass(run);
        run.parameters().set(a, Tensor.scalar(0));
        assertThatThrownBy(() -> run.update(b, DESCEND))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        Run other = Run.of(graph, run.parameters());
        pass(run);
        pass(other);
        other.update(a, DESCEND);
        assertThatThrownBy(() -> run.update(b, DESCEND)).hasMessage(message);
        assertThat(run.parameters().get(b).item()).isEqualTo(5);
        other.update(b, DESCEND);
    }

    @Test
    void aRuleThatThrowsHalfwayCountsAsAChange() {
        pass(run);
        assertThatThrownBy(() -> run.update(a, (value, gradient) -> {
                    value[0] = 100;
                    throw new UnsupportedOperationException("halfway");
                }))
                .isInstanceOf(UnsupportedOperationException.class);
        String because =
                "update(…) was ended by java.lang.UnsupportedOperationException: halfway, so the run's numbers are"
                        + " incomplete; ";
        assertThatThrownBy(run::backward)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(because + "call forward() before backward()")
                .hasRootCauseMessage("halfway");
        assertThatThrownBy(() -> run.update(a, DESCEND))
                .hasMessage(because + "call forward() and then backward() for the gradient of a");
        assertThatThrownBy(() -> run.update(b, DESCEND)).hasMessageStartingWith(because);
        assertThatThrownBy(() -> run.gradient(b)).hasMessageStartingWith(because);
        assertThatThrownBy(() -> run.checkUpdate(b)).hasMessageStartingWith(because);
        assertThatThrownBy(() -> run.value(graph.outputs().get(0)))
                .hasMessage(because + "call forward() again before the value of a ∗ b () is read");
        assertThat(run.evaluator().value(graph.outputs().get(0)).item()).isEqualTo(500);
    }

    @Test
    void checkUpdateThrowsWhatUpdateWouldAndChangesNothing() {
        assertThatThrownBy(() -> run.checkUpdate(a)).isInstanceOf(IllegalStateException.class);
        pass(run);
        assertThatCode(() -> run.checkUpdate(a)).doesNotThrowAnyException();
        run.update(a, DESCEND);
        assertThatThrownBy(() -> run.checkUpdate(a)).hasMessageStartingWith("a () has already been updated");
        assertThatThrownBy(() -> run.checkUpdate(Parameter.of("c", Tensor.scalar(0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The run does not compute c ()");
    }

    @Test
    void backwardPassesAreCounted() {
        assertThat(run.backwardPasses()).isZero();
        pass(run);
        run.backward();
        assertThat(run.backwardPasses()).isEqualTo(2);
    }

    private static void pass(Run run) {
        run.forward();
        run.backward();
    }
}
