package dev.gradus.check;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Gradients.Contribution;
import dev.gradus.node.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers of a backward pass.
 *
 * @param contributions the steps of the pass
 * @param gradients the gradient that each step passes on
 * @param arriving for each node with a gradient, the sum of its contributions
 */
record BackwardPass(List<Contribution> contributions, List<double[]> gradients, Map<Node, double[]> arriving) {

    static BackwardPass of(Node objective, Gradients swept, NodeArrays values) {
        List<Contribution> contributions = swept.contributions();
        List<double[]> gradients = values.compute(
                contributions.stream().map(Contribution::gradient).toList());
        Map<Node, double[]> arriving = new HashMap<>();
        arriving.put(objective, new double[] {1});
        for (int i = 0; i < gradients.size(); i++) {
            Contribution contribution = contributions.get(i);
            arriving.merge(contribution.op().input(contribution.input()), gradients.get(i), BackwardPass::sum);
        }
        return new BackwardPass(contributions, gradients, arriving);
    }

    private static double[] sum(double[] some, double[] more) {
        double[] sum = some.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
        return sum;
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
