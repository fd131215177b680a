package dev.gradus.run;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Gradients.Contribution;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.SumTo;
import dev.gradus.run.Step.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A forward and a backward pass as a list of steps with their numbers, in the order in which a teacher takes them: every
 * op forward; the seed ∂J/∂J = 1; then, op by op from the end, what its rule hands to each input, the fold where
 * broadcasting made copies, and the sum where a node was used more than once. Immutable.
 */
public final class Trace {
    private final List<Step> steps;

    private Trace(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** The steps of the passes that this run would make now, with its feeds and parameters. */
    public static Trace of(Run run) {
        return of(run.evaluator());
    }

    /**
     * The steps of the passes with these feeds and parameters.
     *
     * @throws IllegalStateException if the graph has not one output of one element
     * @throws FeedException if inputs are fed wrongly or not at all
     */
    public static Trace of(Evaluator evaluator) {
        return new Trace(new Recorder(evaluator).record());
    }

    /** The steps in their order. */
    public List<Step> steps() {
        return steps;
    }

    private static final class Recorder {
        private final Evaluator evaluator;
        private final Node objective;
        private final Gradients gradients;
        private final List<Step> steps = new ArrayList<>();
        private final Map<Node, List<Node>> handedIn = new HashMap<>();

        Recorder(Evaluator evaluator) {
            this.evaluator = evaluator;
            this.objective = Objective.of(evaluator.graph());
            this.gradients = Gradients.of(objective);
        }

        List<Step> record() {
            for (Node node : TopologicalOrder.of(List.of(objective))) {
                if (node instanceof Op op) {
                    add(Phase.FORWARD, op, Optional.of(op), op.inputs(), op);
                }
            }
            add(Phase.SEED, objective, Optional.empty(), List.of(), gradients.wrt(objective));
            Map<Node, Integer> open = new HashMap<>();
            gradients.contributions().forEach(step -> open.merge(target(step), 1, Integer::sum));
            for (Contribution step : gradients.contributions()) {
                handIn(step);
                if (open.merge(target(step), -1, Integer::sum) == 0) {
                    accumulate(target(step));
                }
            }
            return steps;
        }

        private static Node target(Contribution step) {
            return step.op().input(step.input());
        }

        private void handIn(Contribution step) {
            Node target = target(step);
            Node gradient = step.gradient();
            Optional<Op> rule = Optional.of(step.op());
            boolean folds = gradient instanceof SumTo && gradient.madeBy().equals(rule);
            Node unfolded = folds ? gradient.inputs().get(0) : gradient;
            add(Phase.CONTRIBUTION, target, rule, List.of(step.upstream()), unfolded);
            if (folds) {
                add(Phase.FOLD, target, rule, List.of(unfolded), gradient);
            }
            handedIn.computeIfAbsent(target, key -> new ArrayList<>()).add(gradient);
        }

        private void accumulate(Node target) {
            List<Node> parts = handedIn.getOrDefault(target, List.of());
            if (parts.size() > 1) {
                add(Phase.ACCUMULATION, target, Optional.empty(), parts, gradients.wrt(target));
            }
        }

        private void add(Phase phase, Node node, Optional<Op> rule, List<Node> operands, Node result) {
            steps.add(new Step(phase, node, rule, operands, result, evaluator.value(result)));
        }
    }
}
