package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Derivatives after the parameters were changed need to know which numbers are meant. */
class InitialValuesTest {
    private final Parameter w = Parameter.of("w", Tensor.of(1, 2)), other = Parameter.of("other", Tensor.of(1, 2));
    private final Node cubes = w.pow(3), J = cubes.sum();

    private static void assertRefused(String what, ThrowingCallable computation) {
        assertThatThrownBy(computation)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        what + ": w (2) has changed, for example in a training, but no parameters were given, so the"
                                + " result would be that of its initial value; pass the current numbers with"
                                + " .parameters(run.parameters()), or the initial ones with .parameters(Parameters.of(graph))");
    }

    private static Run trained(Node j, Parameter parameter) {
        Run run = Run.of(Graph.of(j));
        run.forward();
        run.backward();
        run.update(parameter, (value, gradient) -> value[0] = 5);
        return run;
    }

    @Test
    void derivativesWithoutParametersAreRefusedAfterAChange() {
        Jacobian before = Jacobian.of(cubes).wrt(w);
        Hessian planned = Hessian.of(J).wrt(w);
        assertThat(before.value()).isEqualTo(Tensor.of(new double[][] {{3, 0}, {0, 12}}));
        Run run = trained(J, w);
        assertRefused("Jacobian", before::value);
        assertRefused("Hessian", planned::value);
        assertRefused("Hessian", planned::diagonal);
        assertRefused("Hessian", () -> planned.times(Tensor.ones(2)));
        assertRefused("Jacobian", () -> Jacobian.of(cubes).wrt(w));
        assertRefused("Jacobian", () -> Jacobian.of(cubes).byColumns().wrt(List.of(w)));
        assertRefused("Jacobian", () -> Jacobian.of(cubes).sparse().wrt(w));
        assertRefused("Hessian", () -> Hessian.of(J).wrt(w));
        assertRefused("Hessian", () -> Hessian.of(J).sparse().wrt(w));
        Parameters now = run.parameters(), initial = Parameters.of(Graph.of(J));
        assertThat(Hessian.of(J).parameters(now).wrt(w).diagonal()).isEqualTo(Tensor.of(30, 12));
        assertThat(Hessian.of(J).parameters(now).sparse().wrt(w).value()).isEqualTo(Tensor.of(new double[][] {
            {30, 0}, {0, 12}
        }));
        assertThat(Hessian.of(J).parameters(initial).wrt(w).diagonal()).isEqualTo(Tensor.of(6, 12));
        assertThat(Run.of(Graph.of(J)).forward()).isEqualTo(9); // a new training begins at the initial values
    }

    @Test
    void onlyOtherNumbersOfItsOwnParametersCount() {
        trained(other.sum().add(J), other);
        Parameters parameters = Parameters.of(List.of(w));
        parameters.set(w, w.initialValue());
        assertThat(Hessian.of(J).wrt(w).diagonal()).isEqualTo(Tensor.of(6, 12));
        parameters.set(w, Tensor.ones(2));
        assertRefused("Hessian", () -> Hessian.of(J).wrt(w));
    }

    @Test
    void readNumbersCount(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("w.npz");
        Parameters same = Parameters.of(List.of(w));
        same.save(file);
        same.load(file);
        assertThat(Hessian.of(J).wrt(w).diagonal()).isEqualTo(Tensor.of(6, 12));
        Parameter twin = Parameter.of("w", Tensor.ones(2));
        Parameters changed = Parameters.of(List.of(twin));
        changed.save(file);
        same.load(file);
        assertRefused("Hessian", () -> Hessian.of(J).wrt(w));
    }
}
