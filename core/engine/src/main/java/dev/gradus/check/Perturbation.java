package dev.gradus.check;

import dev.gradus.kernel.BoundOp;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.StopGradient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The objective as a function of one element of a node. Only what depends on the node is computed anew; what {@link
 * StopGradient} holds is a constant.
 */
final class Perturbation {
    private final double[] target;
    private final double[] objective;
    private final List<BoundOp> steps = new ArrayList<>();

    /**
     * Prepares the steps from the target to the objective.
     *
     * @param order the graph's nodes, each after its inputs
     */
    Perturbation(Values values, List<Node> order, Node target, Node objective) {
        Map<Node, double[]> moving = new HashMap<>();
        this.target = values.of(target).clone();
        moving.put(target, this.target);
        for (Node node : order) {
            if (node instanceof Op op
                    && node != target
                    && !(op instanceof StopGradient)
                    && op.inputs().stream().anyMatch(moving::containsKey)) {
                double[][] in = op.inputs().stream()
                        .map(input -> moving.getOrDefault(input, values.of(input)))
                        .toArray(double[][]::new);
                double[] out = new double[op.shape().elements()];
                steps.add(values.computing().bind(op, in, out));
                moving.put(op, out);
            }
        }
        this.objective = moving.getOrDefault(objective, values.of(objective));
    }

    /** The objective with this element of the target at another value. */
    double objective(int position, double value) {
        double original = target[position];
        target[position] = value;
        try {
            steps.forEach(BoundOp::run);
            return objective[0];
        } finally {
            target[position] = original;
        }
    }
}
