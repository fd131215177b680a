package dev.gradus.testkit;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Ops that are wrong only where the output is huge, or in a narrow band far out that no constant in their code names. */
final class WrongFarOut {
    private static final Values ANY = Values.any();
    private static final int DECIMALS = 5;

    private WrongFarOut() {}

    static List<Mutant> all() {
        return List.of(
                mutant(
                        "x² whose rule treats a value of 1e20 as an overflow",
                        List.of("x = 1.0E10, upstream = 1"),
                        Formula.spec(
                                x -> x * x,
                                (f, u) -> cut(f, 1e20, u.multiply(f.x()).multiply(2)),
                                ANY),
                        Law.MAGNITUDES),
                mutant(
                        "a·b whose gradients vanish where the product is above 1e30",
                        List.of(
                                "a = 1.0E22, b = 1.0E8, upstream = 1",
                                "a = 1.0E30, b = 1, upstream = 1",
                                "a = 1, b = 1.0E30, upstream = 1"),
                        Formula.spec(
                                (a, b) -> a * b,
                                (f, u) -> List.of(
                                        cut(f, 1e30, u.multiply(f.b())).sumTo(f.a().shape()),
                                        cut(f, 1e30, u.multiply(f.a())).sumTo(f.b().shape()))),
                        Law.MAGNITUDES),
                mutant(
                        "√(1 + x²) whose rule is 0 where the value is above 1e12",
                        List.of("x = 1.0E12, upstream = 1"),
                        Formula.spec(
                                x -> Math.hypot(1, x),
                                (f, u) -> cut(f, 1e12, u.multiply(f.x()).divide(f)),
                                ANY),
                        Law.MAGNITUDES),
                mutant(
                        "x³ computed in float where the value is above 1e30",
                        List.of(
                                "x = 1.1E13, upstream = 1",
                                "x = 1.0E14, upstream = 1",
                                "x = 5.9E12, upstream = 1",
                                "x = -1.4E10, upstream = 1"),
                        spec(
                                x -> Math.abs(x * x * x) > 1e30 ? (float) (x * x * x / 1e30) * 1e30 : x * x * x,
                                x -> x * x * x,
                                (f, u) -> u.multiply(f.x().square()).multiply(3)),
                        Law.MAGNITUDES),
                mutant(
                        "sum of squares clipped at 1e24",
                        List.of("x = [1.0E12], upstream = 1"),
                        sumOfSquares(),
                        Law.MAGNITUDES),
                mutant(
                        "eˣ whose slope is bounded at 1e100",
                        List.of("x = 231, upstream = 1"),
                        Formula.spec(Math::exp, (f, u) -> u.multiply(f.minimum(1e100)), ANY),
                        Law.EVERYWHERE),
                mutant(
                        "softplus that is flat beyond a value of 1e6",
                        List.of("x = 1000000, upstream = 1"),
                        Formula.spec(
                                x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
                                (f, u) -> cut(f, 1e6, u.multiply(f.x().sigmoid())),
                                ANY),
                        Law.MAGNITUDES),
                mutant(
                        "a band around 1e5 that no constant names has half the slope",
                        List.of("x = 100001, upstream = 1"),
                        Formula.spec(
                                Math::log1p,
                                (f, u) -> u.divide(f.x().add(1)).multiply(half(f.x(), Math.pow(10, DECIMALS), 1.1)),
                                Values.nonNegative()),
                        Law.EVERYWHERE),
                mutant(
                        "a band around 7e4, a five-thousandth wide, has half the slope",
                        List.of("x = 70001, upstream = 1"),
                        Formula.spec(
                                Math::log1p,
                                (f, u) -> u.divide(f.x().add(1)).multiply(half(f.x(), 7 * Math.pow(10, 4), 1.0002)),
                                Values.nonNegative()),
                        Law.EVERYWHERE),
                mutant(
                        "a band around −2e3 has half the slope",
                        List.of("x = -2001, upstream = 1"),
                        Formula.spec(
                                x -> x / 3,
                                (f, u) -> u.divide(3).multiply(half(f.x().negate(), 2 * Math.pow(10, 3), 1.02)),
                                ANY),
                        Law.EVERYWHERE),
                mutant(
                        "a band around 3e7 is off by a millionth",
                        List.of("x = 3.1E7, upstream = 1", "x = 3.01E7, upstream = 1"),
                        spec(
                                x -> x * (isIn(x, 3 * Math.pow(10, 7), 1.05) ? 1 + Math.pow(10, -6) : 1),
                                x -> x,
                                (f, u) -> u),
                        Law.EVERYWHERE),
                mutant(
                        "a band around 5e-5 has no slope",
                        List.of("x = 5.0001000000000005E-5, upstream = 1"),
                        Formula.spec(
                                Math::sqrt,
                                (f, u) -> u.divide(f.multiply(2))
                                        .multiply(
                                                Constant.of(1).subtract(band(f.x(), 5 * Math.pow(10, -DECIMALS), 1.1))),
                                Values.positive()),
                        Law.EVERYWHERE),
                mutant(
                        "a quotient whose rule gives up where it is above 1e15",
                        List.of("a = 1.0E15, b = 1, upstream = 1", "a = 1.0E15, b = -1, upstream = 1"),
                        OpSpec.binary((a, b) -> Formula.binary(
                                        a,
                                        b,
                                        (x, y) -> x / y,
                                        (f, u) -> List.of(
                                                cut(f, 1e15, u.divide(f.b())).sumTo(f.a().shape()),
                                                cut(
                                                                f,
                                                                1e15,
                                                                u.multiply(f)
                                                                        .divide(f.b())
                                                                        .negate())
                                                        .sumTo(f.b().shape()))))
                                .input("a", Dims.broadcastable(), ANY)
                                .input("b", Dims.broadcastable(), Values.nonzero())
                                .reference((a, b) -> a / b),
                        Law.MAGNITUDES));
    }

    private static OpSpec spec(
            DoubleUnaryOperator value, DoubleUnaryOperator reference, Formula.Rule<Formula.Unary> rule) {
        return OpSpec.unary(Formula.unary(value, rule))
                .input("x", Dims.anyShape(), ANY)
                .reference(reference);
    }

    /** The gradient where the magnitude of the value is below this. */
    private static Node cut(Op value, double most, Node gradient) {
        return value.abs().less(most).where(gradient, Constant.of(0));
    }

    private static boolean isIn(double x, double from, double factor) {
        return x > from && x < factor * from;
    }

    private static Node band(Node x, double from, double factor) {
        return x.greater(from).multiply(x.less(factor * from));
    }

    private static Node half(Node x, double from, double factor) {
        return Constant.of(1).subtract(band(x, from, factor).divide(2));
    }

    private static OpSpec sumOfSquares() {
        return OpSpec.unary(x -> Custom.of(
                        List.of(x),
                        inputs -> Shape.scalar(),
                        (f, in, out) ->
                                out[0] = Arrays.stream(in[0]).map(y -> y * y).sum(),
                        (f, u) -> List.of(cut(f, 1e24, u).multiply(f.input(0)).multiply(2))))
                .input("x", Dims.dims("n"), ANY)
                .referenceTensor(in -> Tensor.scalar(
                        Arrays.stream(in.get(0).toArray()).map(y -> y * y).sum()));
    }

    private static Mutant mutant(String name, List<String> smallest, OpSpec spec, Law killer) {
        return new Mutant(name, spec, killer, smallest, true);
    }
}
