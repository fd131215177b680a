package dev.gradus.testkit;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** Ops that are wrong only for equal elements, for zeros, or for tensors whose norm is tiny. */
final class WrongForDegenerateData {
    private static final Values ANY = Values.any();

    private WrongForDegenerateData() {}

    static List<Mutant> all() {
        return List.of(
                mutant(
                        "the standard deviation's gradient is NaN for equal elements",
                        List.of("x = [1, 1], upstream = 1"),
                        scalar(
                                        WrongForDegenerateData::deviation,
                                        ANY.kinksWhereZero("the standard deviation", x -> deviation(x.toArray())),
                                        (f, u) -> centered(f.input(0))
                                                .multiply(u)
                                                .divide(f.multiply(
                                                        f.input(0).shape().elements())))
                                .size("n", 2, 4)),
                mutant(
                        "the norm's gradient is NaN at 0",
                        List.of("x = [0], upstream = 1"),
                        scalar(
                                WrongForDegenerateData::norm,
                                ANY.kinksWhereZero("the norm", x -> norm(x.toArray())),
                                (f, u) -> f.input(0).multiply(u).divide(f))),
                mutant(
                        "the norm's gradient is bounded by a guard of 1e-6",
                        List.of("x = [1.0E-7], upstream = 1"),
                        scalar(
                                WrongForDegenerateData::norm,
                                ANY.kinksWhereZero("the norm", x -> norm(x.toArray())),
                                (f, u) -> f.input(0).multiply(u).divide(f.maximum(1e-6)))),
                mutant(
                        "a unit vector whose norm has a guard of 1e-4",
                        List.of("x = [1.0E-5], upstream = [1]", "x = [5.0E-5], upstream = [1]"),
                        like(
                                x -> divided(x, Math.max(norm(x), 1e-4)),
                                x -> divided(x, norm(x)),
                                ANY.whereNonzero("the norm", x -> norm(x.toArray())),
                                (f, u) -> {
                                    Node norm = f.input(0).square().sum().sqrt();
                                    return u.subtract(f.multiply(f.multiply(u).sum()))
                                            .divide(norm);
                                })),
                mutant(
                        "a product whose second derivative is wrong where two factors are 0",
                        List.of("x = [0, 0], upstream = 1"),
                        productOfOthers()),
                mutant(
                        "the mean of the elements that are not 0 is NaN if there are none",
                        List.of("x = [0], upstream = 1"),
                        scalar(
                                x -> sum(x) / count(x),
                                ANY.kinksAt(0),
                                (f, u) -> {
                                    Node isNot = f.input(0).notEqual(0);
                                    return isNot.multiply(u).divide(isNot.sum());
                                },
                                x -> count(x) == 0 ? 0 : sum(x) / count(x))),
                mutant(
                        "a normalization with a floor of 1e-5 for the variance in the rule only",
                        List.of(
                                "x = [10, 10, 10.001], upstream = [1, 1, -1]",
                                "x = [0, 0, 0.006], upstream = [1, 1, -1]"),
                        like(
                                        x -> divided(centered(x), deviation(x)),
                                        x -> divided(centered(x), deviation(x)),
                                        ANY.whereNonzero("the standard deviation", x -> deviation(x.toArray())),
                                        (f, u) -> {
                                            Node variance = centered(f.input(0))
                                                    .square()
                                                    .mean();
                                            Node parts = centered(u)
                                                    .subtract(f.multiply(
                                                            f.multiply(u).mean()));
                                            return parts.divide(
                                                    variance.maximum(1e-5).sqrt());
                                        })
                                .size("n", 2, 4)),
                mutant(
                        "cosine similarity with a guard of 1e-8 that its documentation does not state",
                        List.of(
                                "a = [1], b = [1.0E-9], upstream = 1",
                                "a = [1.0E-9], b = [1], upstream = 1",
                                "a = [1.0E-8], b = [0.9], upstream = 1",
                                "a = [1.0E-7], b = [0.09], upstream = 1"),
                        cosine()),
                mutant(
                        "the total variation's gradient is NaN for equal elements",
                        List.of("x = [1, 1], upstream = 1"),
                        scalar(
                                        WrongForDegenerateData::variation,
                                        ANY.kinksWhereZero("the variation", x -> variation(x.toArray())),
                                        (f, u) -> {
                                            Node x = f.input(0);
                                            Node steps = x.subtract(shifted(x, 1));
                                            return steps.subtract(shifted(steps, -1))
                                                    .multiply(u)
                                                    .divide(f);
                                        })
                                .size("n", 2, 4)),
                mutant(
                        "a standard deviation that is the root of a negative number for equal elements",
                        List.of("x = [1, 1], upstream = 1"),
                        scalar(
                                        x -> Math.sqrt(dot(x, x) / x.length - sum(x) / x.length * (sum(x) / x.length)),
                                        ANY.kinksWhereZero("the standard deviation", x -> deviation(x.toArray())),
                                        (f, u) -> centered(f.input(0))
                                                .multiply(u)
                                                .divide(f.multiply(
                                                        f.input(0).shape().elements())),
                                        WrongForDegenerateData::deviation)
                                .size("n", 2, 4)
                                .tolerance(1e-6, 1e-6)),
                mutant(
                        "a z-score that is 0 for elements that are nearly equal",
                        List.of("x = [0, 0.001], upstream = [1, 1]"),
                        like(
                                        x -> deviation(x) < 1e-3
                                                ? new double[x.length]
                                                : divided(centered(x), deviation(x)),
                                        x -> divided(centered(x), deviation(x)),
                                        ANY.whereNonzero("the standard deviation", x -> deviation(x.toArray())),
                                        WrongForDegenerateData::ofScore)
                                .size("n", 2, 4)),
                mutant(
                        "a z-score that is NaN for equal elements, and whose spec leaves out extremes",
                        List.of("x = [1, 1], upstream = [1, 1]"),
                        like(
                                        x -> divided(centered(x), deviation(x)),
                                        x -> deviation(x) == 0
                                                ? new double[x.length]
                                                : divided(centered(x), deviation(x)),
                                        ANY.kinksWhereZero("the standard deviation", x -> deviation(x.toArray())),
                                        WrongForDegenerateData::ofScore)
                                .size("n", 2, 4)
                                .without(Law.EXTREMES, "squares of huge numbers overflow")),
                mutant(
                        "log-sum-exp that divides by the spread of its elements",
                        List.of("x = [1, 1], upstream = 1"),
                        scalar(WrongForDegenerateData::logSumExp, ANY, (f, u) -> {
                                    Node spread = f.input(0)
                                            .subtract(f.input(0).mean())
                                            .square()
                                            .sum();
                                    return f.input(0)
                                            .subtract(f)
                                            .exp()
                                            .multiply(u)
                                            .multiply(spread.divide(spread));
                                })
                                .size("n", 2, 4)));
    }

    /** ∏x, whose rule computes the product of the other factors from the positions of the zeros. */
    private static OpSpec productOfOthers() {
        return scalar(WrongForDegenerateData::product, ANY, (f, u) -> {
            Node x = f.input(0);
            Node isZero = x.equal(0);
            Node zeros = isZero.sum();
            Node others = isZero.where(Constant.of(1), x);
            Node rest = Custom.of(
                    List.of(others),
                    inputs -> Shape.scalar(),
                    (g, in, out) -> out[0] = product(in[0]),
                    (g, v) -> List.of(g.multiply(v).divide(g.input(0))));
            Node ofZeros = isZero.multiply(zeros.equal(1)).multiply(rest);
            Node theZero = isZero.multiply(x).sum();
            Node ofOthers =
                    zeros.equal(0).where(rest, zeros.equal(1).multiply(theZero).multiply(rest));
            return u.multiply(
                    ofZeros.add(ofOthers.divide(others).multiply(Constant.of(1).subtract(isZero))));
        });
    }

    private static OpSpec cosine() {
        return OpSpec.binary((a, b) -> Custom.of(
                        List.of(a, b),
                        inputs -> Shape.scalar(),
                        (f, in, out) -> out[0] = dot(in[0], in[1]) / Math.max(norm(in[0]) * norm(in[1]), 1e-8),
                        (f, u) -> {
                            Node na = f.input(0).square().sum().sqrt();
                            Node nb = f.input(1).square().sum().sqrt();
                            Node ua = f.input(0).divide(na);
                            Node ub = f.input(1).divide(nb);
                            return List.of(
                                    ub.subtract(ua.multiply(f)).divide(na).multiply(u),
                                    ua.subtract(ub.multiply(f)).divide(nb).multiply(u));
                        }))
                .input("a", Dims.dims("n"), ANY.whereNonzero("the norm", x -> norm(x.toArray())))
                .input("b", Dims.dims("n"), ANY.whereNonzero("the norm", x -> norm(x.toArray())))
                .size("n", 1, 4)
                .referenceTensor(in -> {
                    double[] a = in.get(0).toArray();
                    double[] b = in.get(1).toArray();
                    return Tensor.scalar(dot(divided(a, norm(a)), divided(b, norm(b))));
                });
    }

    private static OpSpec scalar(ToDoubleFunction<double[]> value, Values domain, Custom1 rule) {
        return scalar(value, domain, rule, value);
    }

    private static OpSpec scalar(
            ToDoubleFunction<double[]> value, Values domain, Custom1 rule, ToDoubleFunction<double[]> reference) {
        return OpSpec.unary(x -> Custom.of(
                        List.of(x),
                        inputs -> Shape.scalar(),
                        (f, in, out) -> out[0] = value.applyAsDouble(in[0]),
                        (f, u) -> List.of(rule.gradient(f, u))))
                .input("x", Dims.dims("n"), domain)
                .size("n", 1, 4)
                .referenceTensor(
                        in -> Tensor.scalar(reference.applyAsDouble(in.get(0).toArray())));
    }

    private static OpSpec like(
            UnaryOperator<double[]> value, UnaryOperator<double[]> reference, Values domain, Custom1 rule) {
        return OpSpec.unary(x -> Custom.like(
                        x,
                        (f, in, out) -> System.arraycopy(value.apply(in[0]), 0, out, 0, out.length),
                        (f, u) -> List.of(rule.gradient(f, u))))
                .input("x", Dims.dims("n"), domain)
                .size("n", 1, 4)
                .referenceTensor(in ->
                        Tensor.of(in.get(0).shape(), reference.apply(in.get(0).toArray())));
    }

    /** The rule of an op with one input. */
    @FunctionalInterface
    private interface Custom1 {
        Node gradient(Custom self, Node upstream);
    }

    private static Node centered(Node x) {
        return x.subtract(x.mean());
    }

    private static double[] centered(double[] x) {
        double mean = sum(x) / x.length;
        return Arrays.stream(x).map(y -> y - mean).toArray();
    }

    private static double deviation(double[] x) {
        return norm(centered(x)) / Math.sqrt(x.length);
    }

    private static double variation(double[] x) {
        double[] steps = new double[x.length];
        Arrays.setAll(steps, i -> x[i] - x[(i + 1) % x.length]);
        return norm(steps);
    }

    /** The elements from this index on, and then the others. */
    private static Node shifted(Node x, int by) {
        return Custom.like(
                x,
                (f, in, out) -> Arrays.setAll(out, i -> in[0][Math.floorMod(i + by, out.length)]),
                (f, u) -> List.of(shifted(u, -by)));
    }

    private static Node ofScore(Custom f, Node u) {
        Node deviation = centered(f.input(0)).square().mean().sqrt();
        return centered(u).subtract(f.multiply(f.multiply(u).mean())).divide(deviation);
    }

    private static double norm(double[] x) {
        return Math.sqrt(dot(x, x));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double product(double[] x) {
        return Arrays.stream(x).reduce(1, (a, b) -> a * b);
    }

    private static double sum(double[] x) {
        return Arrays.stream(x).sum();
    }

    private static long count(double[] x) {
        return Arrays.stream(x).filter(y -> y != 0).count();
    }

    private static double logSumExp(double[] x) {
        double most = Arrays.stream(x).max().orElse(0);
        return most + Math.log(Arrays.stream(x).map(y -> Math.exp(y - most)).sum());
    }

    private static double[] divided(double[] x, double by) {
        return Arrays.stream(x).map(y -> y / by).toArray();
    }

    private static Mutant mutant(String name, List<String> smallest, OpSpec spec) {
        return new Mutant(name, spec, Law.DEGENERATE, smallest, true);
    }
}
