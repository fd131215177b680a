package dev.gradus.check;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Gradients.Contribution;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers of a backward pass.
 *
 * @param contributions the steps of the pass
 * @param gradients the gradient that each step passes on
 * @param byOp the same gradients by op and input, null where the rule passes none on
 * @param arriving for each node with a gradient, the sum of its contributions
 */
record BackwardPass(
        List<Contribution> contributions,
        List<double[]> gradients,
        Map<Op, double[][]> byOp,
        Map<Node, double[]> arriving) {

    static BackwardPass of(Node objective, Gradients swept, NodeArrays values) {
        List<Contribution> contributions = swept.contributions();
        List<double[]> gradients = values.compute(
                contributions.stream().map(Contribution::gradient).toList());
        Map<Op, double[][]> byOp = new HashMap<>();
        Map<Node, double[]> arriving = new HashMap<>();
        arriving.put(objective, new double[] {1});
        for (int i = 0; i < gradients.size(); i++) {
            Contribution contribution = contributions.get(i);
            Op op = contribution.op();
            byOp.computeIfAbsent(op, key -> new double[key.inputs().size()][])[contribution.input()] = gradients.get(i);
            arriving.merge(op.input(contribution.input()), gradients.get(i), BackwardPass::sum);
        }
        return new BackwardPass(contributions, gradients, byOp, arriving);
    }

    private static double[] sum(double[] some, double[] more) {
        double[] sum = some.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
        return sum;
    }

    /** Returns the gradient that the op's rule passes on to this input, if it passes any on. */
    Optional<double[]> gradient(Op op, int input) {
        return Optional.ofNullable(byOp.get(op)).map(gradients -> gradients[input]);
    }

    /** Returns the gradient of a node if it is finite everywhere and not zero everywhere. */
    Optional<double[]> arrivingAt(Node node) {
        return Optional.ofNullable(arriving.get(node)).filter(gradient -> {
            double largest = 0;
            for (double element : gradient) {
                if (!Double.isFinite(element)) {
                    return false;
                }
                largest = Math.max(largest, Math.abs(element));
            }
            return largest > 0;
        });
    }
}
