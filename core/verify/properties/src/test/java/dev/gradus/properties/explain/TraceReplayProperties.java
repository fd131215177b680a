package dev.gradus.properties.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Constant;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Step;
import dev.gradus.run.Step.Phase;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.RandomGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What the steps of a trace say is all that a reader needs to come to the same gradients, bit for bit. */
class TraceReplayProperties {

    /** Forward steps from the leaves, backward steps from the rules and what arrived; no value is looked up in the trace. */
    @Property
    void replayingTheStepsGivesTheGradients(@ForAll RandomGraph random) {
        Evaluator numbers = random.evaluator();
        Trace trace = Trace.of(numbers);
        Map<Node, Tensor> known = new HashMap<>();
        numbers.graph().nodes().stream()
                .filter(Leaf.class::isInstance)
                .forEach(leaf -> known.put(leaf, numbers.value(leaf)));
        Map<Node, Tensor> gradients = new HashMap<>();
        for (Step step : trace.steps()) {
            assertThat(known.keySet()).containsAll(step.operands());
            known.put(step.result(), replayed(step, known));
            assertThat(known.get(step.result())).isEqualTo(step.value());
            if (step.phase() != Phase.FORWARD) {
                gradients.put(step.node(), known.get(step.result()));
            }
        }
        // What no step reaches gets no gradient.
        numbers.graph().parameters().stream()
                .filter(parameter -> !gradients.containsKey(parameter))
                .forEach(parameter ->
                        assertThat(numbers.gradient(parameter)).isEqualTo(Tensor.zeros(parameter.shape())));
        gradients.forEach((node, gradient) -> assertThat(gradient).isEqualTo(numbers.gradient(node)));
    }

    private static Tensor replayed(Step step, Map<Node, Tensor> known) {
        return switch (step.phase()) {
            case FORWARD, FOLD -> applied((Op) step.result(), known);
            case SEED -> Tensor.ones(step.node().shape());
            case CONTRIBUTION, ACCUMULATION -> computed(step.result(), known);
            case UPDATE -> throw new AssertionError("nothing was updated");
        };
    }

    /** A rule is made of nodes that stand on what arrived and on values of the forward pass. */
    private static Tensor computed(Node result, Map<Node, Tensor> known) {
        Map<Node, Tensor> all = new HashMap<>(known);
        for (Node node : TopologicalOrder.of(List.of(result))) {
            if (!all.containsKey(node)) {
                all.put(node, node instanceof Constant constant ? constant.value() : applied((Op) node, all));
            }
        }
        return all.get(result);
    }

    private static Tensor applied(Op op, Map<Node, Tensor> known) {
        double[] out = new double[op.shape().elements()];
        op.forward(op.inputs().stream().map(input -> known.get(input).toArray()).toArray(double[][]::new), out);
        return Tensor.of(op.shape(), out);
    }
}
