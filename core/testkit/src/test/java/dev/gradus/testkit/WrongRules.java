package dev.gradus.testkit;

import static dev.gradus.testkit.Formula.spec;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Pad;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Ops whose value is right and whose gradient is not. */
final class WrongRules {
    private static final Values ANY = Values.any();

    private WrongRules() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.of(
                                "upstream enters squared",
                                spec(
                                        x -> x * x,
                                        (f, u) -> u.multiply(u).multiply(f.x()).multiply(2),
                                        ANY),
                                Law.LINEAR,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "upstream is ignored",
                                spec(x -> x * x, (f, u) -> f.x().multiply(2), ANY),
                                Law.ZERO,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                        "mask of a ReLU lets negative numbers through",
                        spec(x -> Math.max(x, 0), (f, u) -> f.x().notEqual(0).where(u, Constant.of(0)), ANY.kinksAt(0)),
                        Law.GRADIENT,
                        "x = -1, upstream = 1"),
                Mutant.of(
                        "σ′ is missing",
                        spec(WrongRules::sigmoid, (f, u) -> u.multiply(f), ANY),
                        Law.GRADIENT,
                        "x = 1, upstream = 1"),
                Mutant.of(
                        "sign",
                        spec((a, b) -> a - b, (f, u) -> List.of(u.sumTo(f.a().shape()), u.sumTo(f.b().shape()))),
                        Law.GRADIENT,
                        "a = 1, b = 1, upstream = 1"),
                Mutant.of(
                                "wrong by one part in a million",
                                spec(Math::exp, (f, u) -> u.multiply(f).multiply(1.000001), ANY),
                                Law.GRADIENT,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "wrong from |x| = 3 on",
                                spec(
                                        Math::tanh,
                                        (f, u) -> f.x().abs()
                                                .less(3)
                                                .where(
                                                        u.multiply(
                                                                Constant.of(1).subtract(f.multiply(f))),
                                                        Constant.of(0)),
                                        ANY),
                                Law.GRADIENT,
                                "x = 3, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                        "gradients of a product swapped",
                        spec(
                                (a, b) -> a * b,
                                (f, u) -> List.of(
                                        u.multiply(f.a()).sumTo(f.a().shape()),
                                        u.multiply(f.b()).sumTo(f.b().shape()))),
                        Law.GRADIENT,
                        "a = 1, b = -1, upstream = 1",
                        "a = -1, b = 1, upstream = 1"),
                Mutant.of(
                        "mean over broadcast copies instead of their sum",
                        spec(
                                (a, b) -> a + b,
                                (f, u) -> List.of(
                                        u.sumTo(f.a().shape()),
                                        u.sumTo(f.b().shape())
                                                .multiply(f.b().shape().elements()
                                                        / Math.max(
                                                                1.0, f.shape().elements())))),
                        Law.GRADIENT,
                        "a = [1, 1], b = 1, upstream = [1, 1]",
                        "a = [[1], [1]], b = 1, upstream = [[1], [1]]"),
                Mutant.of(
                        "sum over broadcast copies missing",
                        spec((a, b) -> a + b, (f, u) -> List.of(u, u)),
                        Law.SHAPES,
                        "a = 1, b = [1], upstream = [1]",
                        "a = [1], b = 1, upstream = [1]"),
                Mutant.of("1/n missing", mean(1), Law.GRADIENT, "x = [1, 1], upstream = 1"),
                Mutant.of(
                        "right for square matrices only: n is the size of the other axis",
                        columnMeans(),
                        Law.GRADIENT,
                        "x = [[1, 1]], upstream = [[1, 1]]",
                        "x = [[1], [1]], upstream = [[1]]"),
                Mutant.of(
                                "right for symmetric matrices only",
                                transposeRule(),
                                Law.GRADIENT,
                                "x = [[1, 1], [1, 1]], upstream = [[1, 1], [-1, 1]]")
                        .survivingThePlainCheck(),
                Mutant.of(
                        "the gradient of a slice is placed one element off",
                        slice(),
                        Law.GRADIENT,
                        "x = [1, 1], upstream = [1]"),
                Mutant.of(
                                "gradient stops after 16 elements",
                                stopsAfter16(),
                                Law.ADJOINT,
                                "x = " + Collections.nCopies(17, 1) + ", upstream = " + Collections.nCopies(17, 1))
                        .survivingThePlainCheck(),
                Mutant.of(
                                "rule has no derivative of its own",
                                spec(
                                        x -> x * x * x,
                                        (f, u) -> u.multiply(f.x().multiply(f.x())
                                                .multiply(3)
                                                .stopGradient()),
                                        ANY),
                                Law.SECOND_ORDER,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "right on leaves only",
                                spec(
                                        x -> x * x,
                                        (f, u) -> u.multiply(f.x()).multiply(f.x() instanceof Op ? 1 : 2),
                                        ANY),
                                Law.IN_A_GRAPH,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "half the gradient when both operands are the same node",
                                spec((a, b) -> a * b, (f, u) -> {
                                    Node factor = f.a() == f.b() ? u.multiply(0.5) : u;
                                    return List.of(
                                            factor.multiply(f.b()).sumTo(f.a().shape()),
                                            factor.multiply(f.a()).sumTo(f.b().shape()));
                                }),
                                Law.SHARED_NODE,
                                "a = 1, b = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "ties get no gradient",
                                maximum((f, u) -> List.of(
                                        f.a().greater(f.b())
                                                .where(u, Constant.of(0))
                                                .sumTo(f.a().shape()),
                                        f.b().greater(f.a())
                                                .where(u, Constant.of(0))
                                                .sumTo(f.b().shape()))),
                                Law.KINKS,
                                "a = 1, b = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "ties get twice what they should",
                                maximum((f, u) -> List.of(
                                        f.a().greaterEqual(f.b())
                                                .where(u, Constant.of(0))
                                                .sumTo(f.a().shape()),
                                        f.b().greaterEqual(f.a())
                                                .where(u, Constant.of(0))
                                                .sumTo(f.b().shape()))),
                                Law.KINKS,
                                "a = 1, b = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "no sub-gradient at the kink",
                                spec(
                                        Math::abs,
                                        (f, u) -> f.x().equal(0)
                                                .where(
                                                        u.multiply(2),
                                                        f.x().greater(0).where(u, u.negate())),
                                        ANY.kinksAt(0)),
                                Law.KINKS,
                                "x = 0, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "clips upstream at 100",
                                spec(x -> 2 * x, (f, u) -> u.clip(-100, 100).multiply(2), ANY),
                                Law.LINEAR,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "drops upstream elements that are small compared with the largest",
                                spec(
                                        x -> 2 * x,
                                        (f, u) -> u.abs()
                                                .less(u.abs().sum().multiply(1e-10))
                                                .where(Constant.of(0), u.multiply(2)),
                                        ANY),
                                Law.LINEAR,
                                "x = [1, 1, 1], upstream = [1, 1, 1]",
                                "x = [[1, 1], [1, 1]], upstream = [[1, 1], [1, 1]]")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "drops upstream below a millionth",
                                spec(
                                        x -> 2 * x,
                                        (f, u) -> u.abs().less(1e-6).where(Constant.of(0), u.multiply(2)),
                                        ANY),
                                Law.LINEAR,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "slope wrong at exactly 0",
                                spec(
                                        Math::sin,
                                        (f, u) -> f.x().equal(0).where(Constant.of(0), u.multiply(f.x().cos())),
                                        ANY),
                                Law.GRADIENT,
                                "x = 0, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "slope wrong from |x| = 60 on",
                                spec(
                                        x -> Math.sqrt(1 + x * x),
                                        (f, u) -> f.x().abs()
                                                .less(60)
                                                .where(u.multiply(f.x()).divide(f), Constant.of(0)),
                                        Values.between(-1e100, 1e100)),
                                Law.MAGNITUDES,
                                "x = 60, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "slope wrong in a region 1e-4 wide, which the op's code names",
                                spec(
                                        Math::sin,
                                        (f, u) -> f.x().greaterEqual(0.7311)
                                                .multiply(f.x().less(0.7312))
                                                .where(u, u.multiply(f.x().cos())),
                                        ANY),
                                Law.EVERYWHERE,
                                "x = 0.7311, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "slope wrong in a region 1e-4 wide, which nothing names",
                                spec(
                                        Math::sin,
                                        (f, u) -> f.x().multiply(1e4)
                                                .floor()
                                                .equal(7311)
                                                .where(u, u.multiply(f.x().cos())),
                                        ANY),
                                Law.EVERYWHERE,
                                "x = 0.7311, upstream = 1",
                                "x = 0.73111, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "third derivative wrong",
                                spec(Math::sin, (f, u) -> u.multiply(cosine(f.x())), ANY),
                                Law.THIRD_ORDER,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck());
    }

    /** cos x, right up to its first derivative −sin x, whose own is cos x instead of −cos x. */
    private static Node cosine(Node x) {
        return Formula.unary(
                        Math::cos,
                        (f, u) -> u.multiply(Formula.unary(y -> -Math.sin(y), (g, v) -> v.multiply(g.x().cos()))
                                .apply(f.x())))
                .apply(x);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static OpSpec maximum(Formula.Rules<Formula.Binary> rule) {
        return spec(Math::max, rule).apart("a", "b");
    }

    private static OpSpec mean(int divisor) {
        return OpSpec.unary(x -> Custom.of(
                        List.of(x),
                        inputs -> Shape.scalar(),
                        (f, in, out) -> out[0] = Arrays.stream(in[0]).average().orElse(0),
                        (f, u) ->
                                List.of(u.divide(divisor).broadcastTo(f.input(0).shape()))))
                .input("x", Dims.dims("n"), ANY)
                .referenceTensor(in -> Tensor.scalar(
                        Arrays.stream(in.get(0).toArray()).average().orElse(0)));
    }

    /** Means of columns, (n, m) to (1, m), whose rule divides by m. */
    private static OpSpec columnMeans() {
        return OpSpec.unary(x -> Custom.of(
                        List.of(x),
                        inputs -> Shape.of(1, inputs.get(0).shape().size(1)),
                        (f, in, out) ->
                                System.arraycopy(means(Tensor.of(f.input(0).shape(), in[0])), 0, out, 0, out.length),
                        (f, u) -> List.of(u.divide(f.input(0).shape().size(1))
                                .broadcastTo(f.input(0).shape()))))
                .input("x", Dims.dims("n", "m"), ANY)
                .size("n", 1, 4)
                .size("m", 1, 4)
                .referenceTensor(in -> Tensor.of(Shape.of(1, in.get(0).shape().size(1)), means(in.get(0))));
    }

    private static double[] means(Tensor x) {
        double[] means = new double[x.shape().size(1)];
        for (int i = 0; i < x.shape().size(0); i++) {
            for (int j = 0; j < means.length; j++) {
                means[j] += x.get(i, j) / x.shape().size(0);
            }
        }
        return means;
    }

    /** xᵀ of a square matrix, whose rule forgets to turn upstream back. */
    private static OpSpec transposeRule() {
        return OpSpec.unary(x -> Custom.like(
                        x,
                        (f, in, out) -> {
                            int n = f.shape().size(0);
                            for (int i = 0; i < out.length; i++) {
                                out[i] = in[0][i % n * n + i / n];
                            }
                        },
                        (f, u) -> List.of(u)))
                .input("x", Dims.dims("n", "n"), ANY)
                .referenceTensor(in -> Tensor.generate(in.get(0).shape(), i -> {
                    int n = in.get(0).shape().size(0);
                    return in.get(0).get(i % n, i / n);
                }));
    }

    /** All but the first element; the gradient is put back at the front. */
    private static OpSpec slice() {
        return OpSpec.unary(x -> Custom.of(
                        List.of(x),
                        inputs -> Shape.of(inputs.get(0).shape().size(0) - 1),
                        (f, in, out) -> System.arraycopy(in[0], 1, out, 0, out.length),
                        (f, u) -> List.of(new Pad(u, 0, 0, 1))))
                .input("x", Dims.dims("n"), ANY)
                .size("n", 1, 4)
                .referenceTensor(in -> Tensor.of(Arrays.copyOfRange(
                        in.get(0).toArray(), 1, in.get(0).shape().size(0))));
    }

    /** 3x, whose rule leaves out what is beyond two blocks of eight. */
    private static OpSpec stopsAfter16() {
        return OpSpec.unary(x -> Custom.like(
                        x,
                        (f, in, out) -> Arrays.setAll(out, i -> 3 * in[0][i]),
                        (f, u) -> List.of(u.multiply(Constant.of(Tensor.generate(f.shape(), i -> i < 16 ? 3 : 0))))))
                .input("x", Dims.dims("n"), ANY)
                .reference(x -> 3 * x);
    }
}
