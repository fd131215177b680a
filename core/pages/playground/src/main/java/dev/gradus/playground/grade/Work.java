package dev.gradus.playground.grade;

import dev.gradus.flow.Loop;
import dev.gradus.flow.Solution;
import dev.gradus.nn.Convolution;
import dev.gradus.node.Dependence;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.playground.show.Figures;
import java.util.Locale;
import java.util.Optional;

/**
 * The work of a training, estimated from the shapes of its graph before anything runs. One operation takes about a nanosecond
 * without vectors.
 *
 * @param operations of one iteration
 * @param bytes that its arrays take
 */
public record Work(double operations, double bytes) {
    private static final double PER_SECOND = 1e9;
    private static final double MOST_BYTES = 1L << 30;

    /** An element of anything but a product or a move costs a few operations, and each op some more. */
    private static final int PER_ELEMENT = 4, PER_OP = 50;

    /** A forward and a backward pass take the work of this number of forward passes, and as many arrays. */
    private static final int PASSES = 3;

    /** The work of an iteration of a graph with these nodes. */
    public static Work of(Iterable<? extends Node> nodes) {
        double bytes = 0;
        for (Node node : nodes) {
            bytes += 8.0 * PASSES * node.shape().elements();
        }
        return new Work(PASSES * operations(nodes), bytes);
    }

    private static double operations(Iterable<? extends Node> nodes) {
        double sum = 0;
        for (Node node : nodes) {
            sum += node instanceof Op op ? PER_OP + operations(op) : 0;
        }
        return sum;
    }

    private static double operations(Op op) {
        double result = op.shape().elements();
        if (op instanceof Loop loop) {
            return loop.steps() * operations(loop.body().nodes());
        } else if (op instanceof Solution solution) {
            return solution.most()
                    * (operations(solution.equation().nodes())
                            + operations(solution.iteration().nodes()));
        } else if (op instanceof Convolution) {
            return result * op.input(1).shape().elements() / op.input(1).shape().size(0);
        } else if (op.dependence() == Dependence.PRODUCT) {
            return result * op.input(0).shape().size(op.input(0).shape().rank() - 1);
        }
        double largest = result;
        for (Node input : op.inputs()) {
            largest = Math.max(largest, input.shape().elements());
        }
        boolean isFactorization =
                op.dependence() == Dependence.ANY && op.definition().isEmpty();
        return PER_ELEMENT * largest * (isFactorization ? Math.sqrt(largest) : 1);
    }

    /** Says by how much this number of iterations exceeds what a limit of seconds allows. */
    public Optional<String> excess(double iterations, int seconds) {
        double allowed = Math.max(1, seconds) * PER_SECOND;
        if (bytes > MOST_BYTES) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "Not repeated: its arrays take about %.0f MB; at most %.0f MB are allowed.",
                    bytes / 1e6,
                    MOST_BYTES / 1e6));
        } else if (operations * iterations > allowed) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "Not repeated: its %.0f iterations of about %s million operations need more than the %s million that"
                            + " %d s allow.",
                    iterations,
                    Figures.of(operations / 1e6),
                    Figures.of(allowed / 1e6),
                    Math.max(1, seconds)));
        }
        return Optional.empty();
    }
}
