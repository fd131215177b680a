package dev.gradus.examples;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.run.Run;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * Turns the formula of a loss into an objective for gradient boosting. XGBoost, LightGBM and CatBoost ask an objective
 * for two arrays of {@code float}: the gradient of the loss with respect to the score of each example, and the diagonal
 * of its Hessian. Both are derived from the formula, so nobody derives a second derivative by hand. With XGBoost for
 * Java:
 *
 * <pre>{@code
 * XGBoostObjective focal = XGBoostObjective.of(XGBoostObjective::focal);
 * IObjective objective = (scores, data) -> {
 *     Derivatives found = focal.at(XGBoostObjective.column(scores), data.getLabel());
 *     return List.of(found.gradient(), found.hessian());
 * };
 * }</pre>
 */
public final class XGBoostObjective {
    /** As in XGBoost: a Hessian that is 0 or negative would make the weight of a leaf infinite or of the wrong sign. */
    private static final double LEAST_HESSIAN = 1e-16;

    private final BinaryOperator<Node> loss;
    private final Map<Integer, Plan> plans = new HashMap<>();

    /** The gradient and the diagonal of the Hessian, one number for each example. */
    public record Derivatives(float[] gradient, float[] hessian) {}

    private record Plan(Input scores, Input labels, Node gradient, Node hessian, Run run) {
        static Plan of(BinaryOperator<Node> loss, int examples) {
            Input scores = Input.of("scores", examples), labels = Input.of("labels", examples);
            Node losses = loss.apply(scores, labels);
            if (!losses.shape().equals(scores.shape())) {
                throw new IllegalArgumentException("The loss must have one number for each of the " + examples
                        + " examples, but its shape is " + losses.shape() + ". Do not add or average them.");
            }
            Node gradient = Gradients.of(losses.sum()).wrt(scores);
            // The loss of an example depends on its own score only, so the sum of a column is its diagonal element.
            Node hessian = Gradients.of(gradient.sum()).wrt(scores);
            return new Plan(scores, labels, gradient, hessian, Run.of(Graph.of(gradient, hessian)));
        }
    }

    private XGBoostObjective(BinaryOperator<Node> loss) {
        this.loss = loss;
    }

    /**
     * Returns the objective of a loss.
     *
     * @param loss computes the loss of each example from the scores and the labels, both vectors. The loss of an example
     *     must depend on no other example.
     */
    public static XGBoostObjective of(BinaryOperator<Node> loss) {
        return new XGBoostObjective(loss);
    }

    /** Computes the derivatives at these scores. They are planned once for each number of examples. */
    public Derivatives at(float[] scores, float[] labels) {
        Plan plan = plans.computeIfAbsent(scores.length, examples -> Plan.of(loss, examples));
        plan.run
                .feed(plan.scores, doubles(scores))
                .feed(plan.labels, doubles(labels))
                .forward();
        double[] hessian = plan.run.value(plan.hessian).toArray();
        for (int i = 0; i < hessian.length; i++) {
            hessian[i] = Math.max(hessian[i], LEAST_HESSIAN);
        }
        return new Derivatives(floats(plan.run.value(plan.gradient).toArray()), floats(hessian));
    }

    /** Returns the scores as XGBoost passes them, one row for each example, as a vector. */
    public static float[] column(float[][] scores) {
        float[] column = new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
            column[i] = scores[i][0];
        }
        return column;
    }

    /** Logistic loss, as in XGBoost's {@code binary:logistic}: log(1 + exp(s)) − y s. */
    public static Node logistic(Node score, Node label) {
        return score.softplus().subtract(label.multiply(score));
    }

    /** Focal loss: (1 − p)² (−log p), where p is the probability of the right label. It weighs hard examples more. */
    public static Node focal(Node score, Node label) {
        Node wrong = score.multiply(label.multiply(-2).add(1)); // the score of the wrong label
        return wrong.sigmoid().square().multiply(wrong.softplus());
    }

    private static double[] doubles(float[] numbers) {
        double[] doubles = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            doubles[i] = numbers[i];
        }
        return doubles;
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    /** Prints the derivatives of both losses for an example whose label is 1. */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        float[] scores = {-4, -2, 0, 2, 4}, labels = {1, 1, 1, 1, 1};
        Derivatives logistic = of(XGBoostObjective::logistic).at(scores, labels);
        Derivatives focal = of(XGBoostObjective::focal).at(scores, labels);
        out.println("score   logistic gradient, Hessian   focal gradient, Hessian");
        for (int i = 0; i < scores.length; i++) {
            out.printf(
                    Locale.ROOT,
                    "%5.1f   %17.4f, %7.4f   %14.4f, %7.4f%n",
                    scores[i],
                    logistic.gradient[i],
                    logistic.hessian[i],
                    focal.gradient[i],
                    focal.hessian[i]);
        }
    }
}
