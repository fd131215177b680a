package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.run.Step;
import dev.gradus.run.Step.Phase;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingTraceTest {
    private final Parameter w = Parameter.of("w", Tensor.of(new double[] {0.3, -1.7}));
    private final Parameter frozen = Parameter.of("v", Tensor.of(new double[] {2, 3}));
    private final Node J = w.multiply(frozen).tanh().square().sum();

    private static List<Step> updates(Trace trace) {
        return trace.steps().stream()
                .filter(step -> step.phase() == Phase.UPDATE)
                .toList();
    }

    @Test
    void theStepIsTakenAndTheFormulaGivesItsBits() {
        Run run = Run.of(Graph.of(J));
        run.parameters().freeze(frozen);
        Parameters before = run.parameters().snapshot();
        Trace trace = GradientDescent.of(0.1).trace(run);
        assertThat(updates(trace)).hasSize(1);
        Step update = updates(trace).get(0);
        assertThat(update.node()).isSameAs(w);
        assertThat(update.value()).isEqualTo(run.parameters().get(w)).isNotEqualTo(before.get(w));
        assertThat(Evaluator.of(Graph.of(J), before).value(update.result())).isEqualTo(update.value());
        assertThat(trace.value(w)).isEqualTo(before.get(w));
        assertThat(run.parameters().get(frozen)).isEqualTo(before.get(frozen));
    }

    @Test
    void anOptimizerWithoutAFormulaStillTellsTheNewValue() {
        Run run = Run.of(Graph.of(J));
        Optimizer halving = r -> r.graph()
                .parameters()
                .forEach(parameter -> r.update(parameter, (value, gradient) -> {
                    for (int i = 0; i < value.length; i++) {
                        value[i] /= 2;
                    }
                }));
        Step update = updates(halving.trace(run)).get(0);
        assertThat(update.result()).isSameAs(update.node());
        assertThat(update.value()).isEqualTo(Tensor.of(new double[] {0.15, -0.85}));
    }
}
