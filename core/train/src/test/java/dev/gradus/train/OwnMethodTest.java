package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnMethodTest {
    private final Parameter w = Parameter.of("w", Tensor.of(new double[] {3, -4}));
    private final Run run = Run.of(Graph.of(w.square().sum()));

    private void step(Optimizer optimizer) {
        run.forward();
        run.backward();
        optimizer.step(run);
    }

    /** The same arithmetic as the library's own momentum. */
    @Test
    void aMethodOfTheLibraryIsAPage() {
        FirstOrderOptimizer own = OwnMethod.of("Own", List.of("v"), now -> {
                    Node v = now.memory("v").multiply(0.5).add(now.gradient());
                    return OwnMethod.Next.of(now.value().subtract(now.rate().multiply(v)), v);
                })
                .at(0.1);
        Run other = Run.of(run.graph());
        Optimizer momentum = Momentum.of(0.1, 0.5);
        for (int i = 0; i < 20; i++) {
            step(own);
            other.forward();
            other.backward();
            momentum.step(other);
            assertThat(run.parameters().get(w)).isEqualTo(other.parameters().get(w));
        }
        assertThat(own.memory(run.parameters()).state()).containsKeys("v/w", "t/w", "steps");
        assertThat(own).hasToString("Own at the learning rate 0.1 after 20 steps");
    }

    /** A trust ratio, as in LARS, needs the norms over all elements. */
    @Test
    void aRuleMayUseAllNumbersOfAParameter() {
        FirstOrderOptimizer lars = OwnMethod.of("Lars", List.of(), now -> {
                    Node ratio = now.value()
                            .square()
                            .sum()
                            .sqrt()
                            .divide(now.gradient().square().sum().sqrt());
                    return OwnMethod.Next.of(
                            now.value().subtract(now.rate().multiply(ratio).multiply(now.gradient())));
                })
                .at(0.5);
        step(lars);
        assertThat(run.parameters().get(w)).isEqualTo(Tensor.of(new double[] {1.5, -2}));
        Input g = Input.of("∂J/∂w", 2);
        assertThat(Graph.of(lars.formula(w, g).orElseThrow()).toString()).contains("w − η ∗");
    }

    @Test
    void loopsThatComputeSomethingElseAreFoundOut() {
        FirstOrderOptimizer wrong = OptimizerSamples.ownMomentum()
                .withLoops((now, next) -> {
                    OptimizerSamples.momentum(now, next);
                    next.value()[1] += 1e-9;
                })
                .at(0.1);
        Tensor before = run.parameters().get(w);
        assertThatThrownBy(() -> step(wrong))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "OwnMethod: the loops and the nodes of OwnMomentum must agree, but for number 1 ");
        assertThat(run.parameters().get(w)).isEqualTo(before);
    }

    @Test
    void wrongRulesAreRefused() {
        assertThatThrownBy(() -> OwnMethod.of("Two", List.of("m", "m"), now -> OwnMethod.Next.of(now.value())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("OwnMethod: the memory names of Two must be different, but are [m, m]");
        Optimizer forgetful = OwnMethod.of("Forgetful", List.of("m"), now -> OwnMethod.Next.of(now.value()))
                .at(0.1);
        assertThatThrownBy(() -> step(forgetful))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("OwnMethod: Forgetful must return one next memory for each of [m], but returned 0");
        Optimizer scalar = OwnMethod.of(
                        "Scalar",
                        List.of(),
                        now -> OwnMethod.Next.of(now.value().sum()))
                .at(0.1);
        assertThatThrownBy(() -> step(scalar))
                .hasMessage("OwnMethod: Scalar returned sum(W) () for W (2), but their shapes must be equal");
        Optimizer unknown = OwnMethod.of(
                        "Unknown", List.of("m"), now -> OwnMethod.Next.of(now.memory("v"), now.value()))
                .at(0.1);
        assertThatThrownBy(() -> step(unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("OwnMethod: there is no memory named 'v'; the names are [m]");
    }
}
