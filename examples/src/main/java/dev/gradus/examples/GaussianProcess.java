package dev.gradus.examples;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A Gaussian process: the likelihood of observations y at x if nearby values are similar. The covariance of two values
 * is K_ij = a² exp(−(x_i − x_j)² / 2l²), and noise adds s² to the diagonal. With K = L Lᵀ, the negative log-likelihood
 * is
 *
 * <pre>J = ½ yᵀ K⁻¹ y + Σ ln L_ii + n/2 ln 2π</pre>
 *
 * <p>The parameters θ are the logarithms of a, l and s. The gradient passes through the factorization once, the Hessian
 * twice.
 */
public final class GaussianProcess {
    static final int OBSERVATIONS = 12;

    private final Parameter theta = Parameter.of("θ", Tensor.of(new double[] {0.2, -0.3, -1.5}));
    private final Node J;
    private final Node gradient;
    private final List<Node> hessian;
    private final Node mean;
    private final Run run;

    private GaussianProcess() {
        Node x = Constant.of(Tensor.generate(Shape.of(OBSERVATIONS, 1), i -> 0.25 * i));
        Node y = Constant.of(Tensor.generate(Shape.of(OBSERVATIONS, 1), i -> 0.125 * ((5 * i * i) % 13) - 0.75));
        Constant identity = Constant.of(Tensor.eye(OBSERVATIONS));
        Node noise = theta.slice(0, 2, 3).multiply(2).exp();
        Node K = covariance(x, x).add(identity.multiply(noise)).named("K");
        Node L = LinearAlgebra.cholesky(K).named("L");
        Node alpha = LinearAlgebra.choleskySolve(L, y).named("α");
        Node fit = y.multiply(alpha).sum().multiply(0.5);
        Node volume = L.multiply(identity).sum(1).log().sum();
        J = fit.add(volume)
                .add(0.5 * OBSERVATIONS * StrictMath.log(2 * Math.PI))
                .named("J");
        gradient = Gradients.of(J).wrt(theta);
        hessian = IntStream.range(0, 3)
                .mapToObj(i -> Gradients.of(gradient.slice(0, i, i + 1).sum()).wrt(theta))
                .toList();
        Node between = Constant.of(Tensor.of(new double[][] {{0.625}}));
        mean = covariance(between, x).matMul(alpha);
        run = Run.of(Graph.of(List.of(J, gradient, hessian.get(0), hessian.get(1), hessian.get(2), mean)));
    }

    /** Of values at some places with values at others, both given as columns. */
    private Node covariance(Node some, Node others) {
        Node distance = some.subtract(others.transpose());
        Node amplitude = theta.slice(0, 0, 1).multiply(2).exp();
        Node length = theta.slice(0, 1, 2).exp();
        return distance.divide(length).square().multiply(-0.5).exp().multiply(amplitude);
    }

    /** Prints the likelihood, its derivatives, and a prediction between two observations. */
    public static void main(String[] args) {
        run(System.out);
    }

    /** The value of J, its gradient, the rows of its Hessian, and the mean in between. */
    static List<Tensor> run(PrintStream out) {
        GaussianProcess process = new GaussianProcess();
        process.run.forward();
        List<Tensor> results = List.of(
                process.run.value(process.J),
                process.run.value(process.gradient),
                process.run.value(process.hessian.get(0)),
                process.run.value(process.hessian.get(1)),
                process.run.value(process.hessian.get(2)),
                process.run.value(process.mean));
        out.printf(Locale.ROOT, "J = %.15f%n", results.get(0).item());
        out.println("∂J/∂θ = " + results.get(1));
        results.subList(2, 5).forEach(row -> out.println("∂²J/∂θ² " + row));
        out.printf(Locale.ROOT, "mean at 0.625: %.15f%n", results.get(5).toArray()[0]);
        return results;
    }
}
