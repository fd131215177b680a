package dev.gradus.examples;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Newton's method: w ← w − H⁻¹ g, with the gradient g and the Hessian H of a convex loss, here logistic regression with
 * weight decay. H is never formed. Conjugate gradients solve H p = g from products H v, each of which is the gradient
 * of g · v. Near the minimum, each step doubles the number of correct digits.
 */
public final class NewtonsMethod {
    private static final int EXAMPLES = 80;
    private static final int FEATURES = 6;

    private final Parameter w = Parameter.of("w", Tensor.zeros(FEATURES, 1));
    private final Input v = Input.of("v", FEATURES, 1);
    private final Node J;
    private final Node g;
    private final Node Hv;
    private final Run run;

    private NewtonsMethod() {
        NumpyRandom random = NumpyRandom.seed(0);
        Tensor x = random.randn(EXAMPLES, FEATURES);
        Tensor noise = random.randn(EXAMPLES, 1);
        Tensor sign =
                Tensor.generate(Shape.of(EXAMPLES, 1), t -> x.get(t, 0) - x.get(t, 1) + noise.get(t, 0) > 0 ? 1 : -1);
        Node margin = Constant.of(x).matMul(w).multiply(Constant.of(sign));
        Node decay = w.square().sum().multiply(0.005);
        J = margin.negate().softplus().mean().add(decay).named("J"); // −ln σ(margin) is softplus(−margin)
        g = Gradients.of(J).wrt(w);
        Hv = Gradients.of(g.multiply(v).sum()).wrt(w);
        run = Run.of(Graph.of(J, g, Hv));
    }

    /** Minimizes the loss and prints the norm of the gradient after each step. */
    public static void main(String[] args) {
        run(System.out);
    }

    /** Minimises, prints and returns the length of the gradient before the first and after each step. */
    static List<Double> run(PrintStream out) {
        NewtonsMethod newton = new NewtonsMethod();
        List<Double> lengths = new ArrayList<>();
        while (true) {
            double[] gradient = newton.gradient();
            lengths.add(Math.sqrt(dot(gradient, gradient)));
            out.printf(
                    Locale.ROOT,
                    "step %d   J = %.15f   |g| = %.1e%n",
                    lengths.size() - 1,
                    newton.run.value(newton.J).item(),
                    lengths.get(lengths.size() - 1));
            if (lengths.get(lengths.size() - 1) < 1e-14) {
                return lengths;
            }
            newton.step(newton.solve(gradient));
        }
    }

    private double[] gradient() {
        run.feed(v, new double[FEATURES]).forward();
        return run.value(g).toArray();
    }

    private double[] hessianTimes(double[] direction) {
        run.feed(v, direction).forward();
        return run.value(Hv).toArray();
    }

    private void step(double[] p) {
        double[] next = plus(run.value(w).toArray(), -1, p);
        run.parameters().set(w, Tensor.of(w.shape(), next));
    }

    /** Conjugate gradients (Hestenes and Stiefel, 1952): p with H p = rightSide, in at most as many steps as unknowns. */
    private double[] solve(double[] rightSide) {
        double[] p = new double[rightSide.length];
        double[] residual = rightSide;
        double[] direction = rightSide;
        double enough = 1e-24 * dot(rightSide, rightSide);
        for (int i = 0; i < rightSide.length && dot(residual, residual) > enough; i++) {
            double[] product = hessianTimes(direction);
            double length = dot(residual, residual) / dot(direction, product);
            p = plus(p, length, direction);
            double[] left = plus(residual, -length, product);
            direction = plus(left, dot(left, left) / dot(residual, residual), direction);
            residual = left;
        }
        return p;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** a + factor · b. */
    private static double[] plus(double[] a, double factor, double[] b) {
        double[] sum = new double[a.length];
        Arrays.setAll(sum, i -> a[i] + factor * b[i]);
        return sum;
    }
}
