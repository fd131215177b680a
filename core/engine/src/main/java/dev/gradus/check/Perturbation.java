package dev.gradus.check;

import dev.gradus.check.PartialOp.Moving;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The objective as a function of one element of a node. Only nodes that depend on that element are recomputed. The value of
 * an op that stops the gradient is a constant.
 */
final class Perturbation {
    private final Node target;
    private final Moving element;
    private final double unmoved;
    private final double[] objective;
    private final List<PartialOp> steps = new ArrayList<>();
    private int position = -1;

    /**
     * Prepares the steps from the target to the objective.
     *
     * @param order the graph's nodes, each after its inputs
     */
    Perturbation(NodeArrays values, List<Node> order, Node target, Node objective) {
        this.target = target;
        this.element = Moving.element(target);
        Map<Node, Moving> moving = new HashMap<>(Map.of(target, element));
        for (Node node : order) {
            if (node instanceof Op op
                    && node != target
                    && !op.stopsGradient()
                    && op.inputs().stream().anyMatch(moving::containsKey)) {
                List<Optional<Moving>> inputs = op.inputs().stream()
                        .map(input -> Optional.ofNullable(moving.get(input)))
                        .toList();
                PartialOp step = new PartialOp(op, values.computing(), values.inputsOf(op), inputs);
                steps.add(step);
                moving.put(op, step.result());
            }
        }
        this.unmoved = values.of(objective)[0];
        this.objective = moving.containsKey(objective) ? moving.get(objective).block() : values.of(objective);
    }

    /** Returns the objective with the target as it is. */
    double objective() {
        return unmoved;
    }

    /** Computes the objective with this element of the target set to another value. */
    double objective(int at, double value) {
        if (position != at) {
            position = at;
            int[] index = target.shape().index(at);
            for (int i = 0; i < steps.size(); i++) {
                steps.get(i).moveTo(index);
            }
        }
        element.block()[0] = value;
        for (int i = 0; i < steps.size(); i++) {
            steps.get(i).run();
        }
        return objective[0];
    }
}
