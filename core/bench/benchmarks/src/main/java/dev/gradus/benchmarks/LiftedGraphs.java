package dev.gradus.benchmarks;

import dev.gradus.flow.Scan;
import dev.gradus.gradbench.PlainLoops.Mixture;
import dev.gradus.gradbench.PlainLoops.Observed;
import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.Input;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** The graphs of {@link LiftedPrograms} and of GradBench's evals, written by hand in nodes. */
final class LiftedGraphs {
    private LiftedGraphs() {}

    static Node rosenbrock(Input p) {
        int n = p.shape().elements();
        Node x = p.slice(0, 0, n - 1);
        Node b = p.slice(0, 1, n).subtract(x.square());
        return Node.of(1).subtract(x).square().add(b.square().multiply(100)).sum();
    }

    static Node blackScholes(Input p) {
        Node spot = p.select(0, 0), strike = p.select(0, 1), rate = p.select(0, 2), volatility = p.select(0, 3);
        Node time = p.select(0, 4);
        Node deviation = volatility.multiply(time.sqrt());
        Node drift = rate.add(volatility.square().divide(2)).multiply(time);
        Node d1 = spot.divide(strike).log().add(drift).divide(deviation);
        Node discounted = strike.multiply(rate.negate().multiply(time).exp());
        return spot.multiply(normal(d1)).subtract(discounted.multiply(normal(d1.subtract(deviation))));
    }

    private static Node normal(Node x) {
        return Functions.erfc(x.divide(-Math.sqrt(2))).divide(2);
    }

    static Node oscillators(Input p) {
        double h = 1e-3;
        Node y = Scan.times(10_000)
                .carry("y", Constant.of(Tensor.of(1, 0, 0, 0.5)))
                .body(state -> {
                    Node k1 = slope(p, state);
                    Node k2 = slope(p, state.add(k1.multiply(h / 2)));
                    Node k3 = slope(p, state.add(k2.multiply(h / 2)));
                    Node k4 = slope(p, state.add(k3.multiply(h)));
                    return state.add(
                            k1.add(k2.multiply(2)).add(k3.multiply(2)).add(k4).multiply(h / 6));
                })
                .carry();
        return y.square().sum();
    }

    private static Node slope(Node p, Node y) {
        Node a = y.select(0, 0), b = y.select(0, 1), c = y.select(0, 2), d = y.select(0, 3);
        Node apart = c.subtract(a);
        Node first = p.select(0, 1)
                .multiply(apart)
                .subtract(p.select(0, 0).multiply(a))
                .subtract(p.select(0, 4).multiply(b));
        Node second =
                p.select(0, 2).multiply(c).negate().subtract(p.select(0, 3).multiply(apart));
        return Moves.stack(0, b, first, d, second);
    }

    static Node lse(Input x) {
        Node largest = x.max();
        return x.subtract(largest).exp().sum().log().add(largest);
    }

    /** The powers of all points are a matrix. */
    static Node llsq(Input x, int points) {
        int n = x.shape().elements();
        double[][] powers = new double[points][n];
        double[] signs = new double[points];
        for (int i = 0; i < points; i++) {
            double t = -1 + i * 2.0 / (points - 1);
            signs[i] = Math.signum(t);
            powers[i][0] = 1;
            for (int k = 1; k < n; k++) {
                powers[i][k] = powers[i][k - 1] * t;
            }
        }
        Node polynomial = Constant.of(Tensor.of(powers)).matMul(x.reshape(n, 1)).reshape(points);
        return Constant.of(Tensor.of(signs)).subtract(polynomial).square().sum().divide(2);
    }

    static Node det(Input a, int n) {
        return minor(a.reshape(n, n), 0, new boolean[n]);
    }

    private static Node minor(Node a, int row, boolean... taken) {
        int n = taken.length;
        Node sum = Constant.of(0);
        int sign = 1;
        for (int column = 0; column < n; column++) {
            if (!taken[column]) {
                taken[column] = true;
                Node element = a.select(0, row).select(0, column);
                Node term = row == n - 1 ? element : element.multiply(minor(a, row + 1, taken));
                taken[column] = false;
                sum = sign > 0 ? sum.add(term) : sum.subtract(term);
                sign = -sign;
            }
        }
        return sum;
    }

    static Node kmeans(Input centers, double[]... points) {
        Node each = Constant.of(Tensor.of(points)).reshape(points.length, 1, points[0].length);
        return each.subtract(centers.reshape(1, centers.shape().size(0), points[0].length))
                .square()
                .sum(2)
                .min(1)
                .sum();
    }

    static Node lastOfOde(Input x, int steps) {
        double h = 1.0 / steps;
        int n = x.shape().elements();
        Node y = Scan.times(steps)
                .carry("y", Constant.of(Tensor.zeros(n)))
                .body(state -> {
                    Node k1 = slopeOfOde(x, state);
                    Node k2 = slopeOfOde(x, state.add(k1.multiply(h / 2)));
                    Node k3 = slopeOfOde(x, state.add(k2.multiply(h / 2)));
                    Node k4 = slopeOfOde(x, state.add(k3.multiply(h)));
                    return state.add(
                            k1.add(k2.multiply(2)).add(k3.multiply(2)).add(k4).multiply(h / 6));
                })
                .carry();
        return y.select(0, n - 1);
    }

    private static Node slopeOfOde(Input x, Node y) {
        return x.multiply(
                Constant.of(Tensor.ones(1)).concat(0, y.slice(0, 0, y.shape().elements() - 1)));
    }

    /** The input contains weights, means, logarithms of diagonals, and triangles, one after the other. */
    static Node gmm(Input x, Mixture like, Observed data) {
        int k = like.alphas().length, d = like.means()[0].length, n = data.points().length;
        int below = d * (d - 1) / 2;
        Node alphas = x.slice(0, 0, k);
        Node means = x.slice(0, k, k + k * d).reshape(k, d, 1);
        Node logs = x.slice(0, k + k * d, k + 2 * k * d).reshape(k, d);
        Node triangles = x.slice(0, k + 2 * k * d, k + 2 * k * d + k * below).reshape(k, below);
        Node diagonal = logs.exp();
        Node factors = diagonal.scatterAdd(places(IntStream.range(0, d).mapToObj(i -> new int[] {i, i}), d), 1, d * d)
                .add(triangles.scatterAdd(
                        places(
                                IntStream.range(0, d)
                                        .boxed()
                                        .flatMap(j -> IntStream.range(j + 1, d).mapToObj(i -> new int[] {i, j})),
                                d),
                        1,
                        d * d))
                .reshape(k, d, d);
        Node points = Constant.of(Tensor.of(data.points())).transpose();
        Node centered =
                factors.reshape(k * d, d).matMul(points).reshape(k, d, n).subtract(factors.batchMatMul(means));
        Node terms = alphas.add(logs.sum(1))
                .reshape(k, 1)
                .subtract(centered.square().sum(1).multiply(0.5));
        Node squares = diagonal.square().sum().add(triangles.square().sum());
        double constant = n * 0.5 * d * Math.log(2 * Math.PI)
                + k * (d + data.m() + 1) * d * Math.log(data.gamma() / Math.sqrt(2));
        return terms.logSumExp(0)
                .sum()
                .subtract(alphas.logSumExp().multiply(n))
                .add(squares.multiply(0.5 * data.gamma() * data.gamma()))
                .subtract(logs.sum().multiply(data.m()))
                .subtract(constant);
    }

    private static Constant places(java.util.stream.Stream<int[]> pairs, int d) {
        return Constant.of(
                Tensor.of(pairs.mapToDouble(pair -> pair[0] * d + pair[1]).toArray()));
    }

    /** All observations at once; the rotation by Rodrigues' formula. */
    static Node bundle(Input cameras, double[][] points, double[] weights, double[]... seen) {
        int count = seen.length;
        Node of = cameras.transpose().take(cycle(cameras.shape().size(0), count), 1);
        Node at = Constant.of(Tensor.of(points)).transpose().take(cycle(points.length, count), 1);
        Node w = Constant.of(Tensor.of(weights));
        Node features = Constant.of(Tensor.of(seen)).transpose();
        Node[] c = Moves.unstack(of, 0).toArray(new Node[0]);
        Node[] x = new Node[3];
        Arrays.setAll(x, i -> at.select(0, i).subtract(c[3 + i]));
        Node angle = c[0].square().add(c[1].square()).add(c[2].square()).sqrt();
        Node[] axis = {c[0].divide(angle), c[1].divide(angle), c[2].divide(angle)};
        Node cos = angle.cos();
        Node sin = angle.sin();
        Node along = axis[0].multiply(x[0])
                .add(axis[1].multiply(x[1]))
                .add(axis[2].multiply(x[2]))
                .multiply(Node.of(1).subtract(cos));
        Node[] rotated = new Node[3];
        for (int i = 0; i < 3; i++) {
            int j = (i + 1) % 3, k = (i + 2) % 3;
            Node cross = axis[j].multiply(x[k]).subtract(axis[k].multiply(x[j]));
            rotated[i] = x[i].multiply(cos).add(cross.multiply(sin)).add(axis[i].multiply(along));
        }
        Node u = rotated[0].divide(rotated[2]);
        Node v = rotated[1].divide(rotated[2]);
        Node square = u.square().add(v.square());
        Node scale = c[9].multiply(square)
                .add(c[10].multiply(square.square()))
                .add(1)
                .multiply(c[6]);
        Node first = w.multiply(u.multiply(scale).add(c[7]).subtract(features.select(0, 0)));
        Node second = w.multiply(v.multiply(scale).add(c[8]).subtract(features.select(0, 1)));
        Node third = Node.of(1).subtract(w.square());
        return first.square()
                .sum()
                .add(second.square().sum())
                .add(third.square().sum())
                .divide(2);
    }

    private static Constant cycle(int length, int count) {
        DoubleUnaryOperator index = i -> i % length;
        return Constant.of(
                Tensor.of(IntStream.range(0, count).asDoubleStream().map(index).toArray()));
    }
}
