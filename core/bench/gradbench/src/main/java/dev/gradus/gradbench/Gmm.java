package dev.gradus.gradbench;

import dev.gradus.gradbench.Eval.Prepared;
import dev.gradus.gradbench.Problem.Results;
import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The eval {@code gmm}: the logarithm of the posterior probability of a mixture of k normal distributions, given n points
 * of d dimensions and Wishart's prior on the precisions Qᵀ Q. The triangular matrices Q have e<sup>q</sup> on their diagonal
 * and l below it, column by column.
 *
 * <p>βₖᵢ = αₖ + Σ qₖ − ½ |Qₖ (xᵢ − μₖ)|², and the likelihood is Σᵢ logSumExpₖ(βₖᵢ) − n logSumExp(α) − ½ n d ln 2π. All
 * matrices Q stand below one another, so that one product has all Qₖ xᵢ.
 */
final class Gmm {
    private final Arguments a;
    private final Problem problem = new Problem();
    private final Input alpha;
    private final Input mu;
    private final Input q;
    private final Input l;
    private final Node posterior;

    record Arguments(
            int d,
            int k,
            int n,
            double[] alpha,
            double[][] mu,
            double[][] q,
            double[][] l,
            double[][] x,
            int m,
            double gamma) {}

    private Gmm(Arguments a) {
        this.a = a;
        int d = Rows.positive("d", a.d), k = Rows.positive("k", a.k), n = Rows.positive("n", a.n);
        int below = d * (d - 1) / 2;
        alpha = problem.input("α", Rows.checked("alpha", a.alpha, k), k, 1);
        mu = problem.input("μ", Rows.flat("mu", a.mu, k, d), k, d, 1);
        q = problem.input("q", Rows.flat("q", a.q, k, d), k, d);
        l = problem.input("l", Rows.flat("l", a.l, k, below), k, below);
        Input x = problem.input("x", Rows.transposed(Rows.flat("x", a.x, n, d), n, d), d, n);

        Node diagonal = q.exp();
        Node factors = diagonal.scatterAdd(diagonalPlaces(d), 1, d * d)
                .add(l.scatterAdd(placesBelow(d), 1, d * d))
                .reshape(k, d, d);
        Node centered = factors.reshape(k * d, d).matMul(x).reshape(k, d, n).subtract(factors.batchMatMul(mu));
        Node beta =
                alpha.add(q.sum(1).keepDims()).subtract(centered.square().sum(1).multiply(0.5));
        Node likelihood = beta.logSumExp(0)
                .sum()
                .subtract(alpha.logSumExp().multiply(n))
                .subtract(0.5 * n * d * Math.log(2 * Math.PI));

        // Wishart's: n d ln(γ / √2) − ln Γ_d(n / 2) with n = d + m + 1 for each component, and what depends on Q.
        double freedom = d + a.m + 1;
        double constant = k * (freedom * d * (Math.log(a.gamma) - 0.5 * Math.log(2)) - logGamma(freedom / 2, d));
        Node squares = diagonal.square().sum().add(l.square().sum());
        Node prior = q.sum()
                .multiply(a.m)
                .subtract(squares.multiply(0.5 * a.gamma * a.gamma))
                .add(constant);
        this.posterior = likelihood.add(prior);
    }

    private static Constant diagonalPlaces(int d) {
        double[] places = new double[d];
        for (int i = 0; i < d; i++) {
            places[i] = i * d + i;
        }
        return Constant.of(Tensor.of(places));
    }

    private static Constant placesBelow(int d) {
        double[] places = new double[d * (d - 1) / 2];
        int next = 0;
        for (int column = 0; column < d; column++) {
            for (int row = column + 1; row < d; row++) {
                places[next++] = row * d + column;
            }
        }
        return Constant.of(Tensor.of(places));
    }

    private static double logGamma(double x, int dimensions) {
        Node value = Functions.multivariateLgamma(Constant.of(x), dimensions);
        return new Problem().value(value).get();
    }

    static Eval eval() {
        return new Eval()
                .function("objective", Arguments.class, Gmm::objective)
                .function("jacobian", Arguments.class, Gmm::jacobian);
    }

    private static Prepared<Double> objective(Arguments a) {
        Gmm gmm = new Gmm(a);
        return Prepared.of(gmm.problem.value(gmm.posterior));
    }

    private static Prepared<Results> jacobian(Arguments a) {
        Gmm gmm = new Gmm(a);
        return Prepared.of(gmm.problem.gradients(gmm.posterior, gmm.alpha, gmm.mu, gmm.q, gmm.l), gmm::gradients);
    }

    private Map<String, Object> gradients(double[][] flat) {
        Map<String, Object> gradients = new LinkedHashMap<>();
        gradients.put("alpha", flat[0]);
        gradients.put("mu", Rows.of(flat[1], a.k, a.d));
        gradients.put("q", Rows.of(flat[2], a.k, a.d));
        gradients.put("l", Rows.of(flat[3], a.k, a.d * (a.d - 1) / 2));
        return gradients;
    }
}
