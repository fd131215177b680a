package dev.gradus.testkit;

import static dev.gradus.testkit.Formula.spec;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import java.util.List;

/** Ops that are right away from an edge, a kink or a tie, and at it, but not next to it. */
final class WrongNearEdges {
    private static final Values POSITIVE = Values.positive();

    private WrongNearEdges() {}

    static List<Mutant> all() {
        return List.of(
                mutant(
                        "1/x whose slope is bounded near the pole",
                        List.of("x = 1.0E-4, upstream = 1", "x = -1.0E-4, upstream = 1", "x = 2.0E-4, upstream = 1"),
                        spec(
                                x -> 1 / x,
                                (f, u) -> u.negate().divide(f.x().square().maximum(1e-6)),
                                Values.nonzero())),
                mutant(
                        "the logarithm's argument has a floor in the rule only",
                        List.of("x = 1.0E-8, upstream = 1", "x = 8.0E-8, upstream = 1"),
                        spec(Math::log, (f, u) -> u.divide(f.x().maximum(1e-7)), POSITIVE)),
                mutant(
                        "1/(2√x) with a floor for the root",
                        List.of("x = 1.0E-9, upstream = 1"),
                        spec(Math::sqrt, (f, u) -> u.divide(f.maximum(1e-4).multiply(2)), POSITIVE)),
                mutant(
                        "mask of a ReLU with a tolerance of 0.01",
                        List.of("x = 0.01, upstream = 1"),
                        spec(
                                x -> Math.max(x, 0),
                                (f, u) -> f.x().greater(0.01).where(u, Constant.of(0)),
                                Values.any().kinksAt(0))),
                mutant(
                        "clip that lets gradients through up to 1e-6 beyond its bounds",
                        List.of(
                                "x = -1.0E-7, upstream = 1",
                                "x = 1.00000001, upstream = 1",
                                "x = 1.000001, upstream = 1"),
                        spec(
                                x -> Math.max(0, Math.min(x, 1)),
                                (f, u) -> f.x().subtract(0.5)
                                        .abs()
                                        .less(0.5 + 1e-6)
                                        .where(u, Constant.of(0)),
                                Values.any().kinksAt(0, 1))),
                mutant(
                        "|x| whose rule rounds the corner",
                        List.of("x = 0.007, upstream = 1", "x = -0.007, upstream = 1"),
                        spec(
                                Math::abs,
                                (f, u) -> u.multiply(f.x())
                                        .divide(f.x().square().add(1e-12).sqrt()),
                                Values.any().kinksAt(0))),
                mutant(
                        "log(1 + x) whose rule stops 1e-5 before −1",
                        List.of("x = -0.999999, upstream = 1", "x = -0.9999999, upstream = 1"),
                        spec(
                                Math::log1p,
                                (f, u) -> u.divide(f.x().add(1).maximum(1e-5)),
                                Values.strictlyBetween(-1, Double.POSITIVE_INFINITY))),
                mutant(
                        "artanh whose rule stops before ±1",
                        List.of("x = -0.999999, upstream = 1"),
                        spec(
                                x -> Math.log1p(2 * x / (1 - x)) / 2,
                                (f, u) -> u.divide(
                                        Constant.of(1).subtract(f.x().square()).maximum(1e-5)),
                                Values.strictlyBetween(-1, 1))),
                mutant(
                        "probability clipped to [1e-7, 1 − 1e-7] before its logarithm",
                        List.of(
                                "p = 1.0E-8, upstream = 1",
                                "p = 0.99999999, upstream = 1",
                                "p = 0.999999999, upstream = 1"),
                        clipped()),
                mutant(
                        "a divisor kept away from 0 in the rule",
                        List.of(
                                "a = 1, b = -1.0E-9, upstream = 1",
                                "a = 1, b = 3.0E-9, upstream = 1",
                                "a = 1, b = 1.0E-9, upstream = 1"),
                        divided((f, u) -> {
                            Node b = f.b().abs().maximum(1e-8).multiply(f.b().sign());
                            return List.of(
                                    u.divide(b).sumTo(f.a().shape()),
                                    u.multiply(f).divide(b).negate().sumTo(f.b().shape()));
                        })),
                mutant(
                        "a maximum that treats operands within 0.01 as equal",
                        List.of(
                                "a = -1, b = -0.999, upstream = 1",
                                "a = 1.02, b = 1.015, upstream = 1",
                                "a = -0.01, b = -0.009, upstream = 1",
                                "a = 0, b = 0.009, upstream = 1",
                                "a = 1, b = 0.999, upstream = 1"),
                        OpSpec.binary((a, b) -> Formula.binary(a, b, Math::max, (f, u) -> {
                                    Node apart = f.a().subtract(f.b());
                                    Node share = apart.abs().less(0.01).where(Constant.of(0.5), apart.greater(0));
                                    return List.of(
                                            u.multiply(share).sumTo(f.a().shape()),
                                            u.multiply(Constant.of(1).subtract(share))
                                                    .sumTo(f.b().shape()));
                                }))
                                .input("a", Dims.broadcastable(), Values.any())
                                .input("b", Dims.broadcastable(), Values.any())
                                .apart("a", "b")
                                .reference(Math::max)),
                mutant(
                        "(eᵃ − eᵇ)/(a − b) that treats operands within 1e-3 as equal",
                        List.of(
                                "a = -1, b = -0.9999, upstream = 1",
                                "a = 1.016, b = 1.0151, upstream = 1",
                                "a = -0.001, b = -1.0E-4, upstream = 1",
                                "a = 0, b = 4.0E-4, upstream = 1",
                                "a = 1, b = 0.9999, upstream = 1"),
                        OpSpec.binary((a, b) -> Formula.binary(
                                        a, b, (x, y) -> Math.abs(x - y) < 1e-3 ? Math.exp(x) : slope(x, y), (f, u) -> {
                                            Node apart = f.a().subtract(f.b());
                                            Node ofA = f.a().exp().subtract(f).divide(apart);
                                            Node ofB = f.subtract(f.b().exp()).divide(apart);
                                            return List.of(
                                                    u.multiply(ofA).sumTo(f.a().shape()),
                                                    u.multiply(ofB).sumTo(f.b().shape()));
                                        }))
                                .input("a", Dims.broadcastable(), Values.any())
                                .input("b", Dims.broadcastable(), Values.any())
                                .apart("a", "b")
                                .reference(WrongNearEdges::slope)),
                mutant(
                        "the derivative of a rule is cut off near 0",
                        List.of("x = 1.0E-5, upstream = 1"),
                        spec(
                                x -> x * Math.log(x),
                                (f, u) -> {
                                    Node log = f.x().log();
                                    return u.multiply(f.x().less(1e-4)
                                            .where(log.stopGradient(), log)
                                            .add(1));
                                },
                                POSITIVE)));
    }

    private static double slope(double a, double b) {
        return Math.exp(b) * Math.expm1(a - b) / (a - b);
    }

    private static OpSpec divided(Formula.Rules<Formula.Binary> rule) {
        return OpSpec.binary((a, b) -> Formula.binary(a, b, (x, y) -> x / y, rule))
                .input("a", Dims.broadcastable(), Values.any())
                .input("b", Dims.broadcastable(), Values.nonzero())
                .reference((a, b) -> a / b);
    }

    private static OpSpec clipped() {
        return OpSpec.unary(Formula.unary(
                        p -> Math.log(Math.max(1e-7, Math.min(p, 1 - 1e-7))), (f, u) -> u.divide(f.x())))
                .input("p", Dims.anyShape(), Values.strictlyBetween(0, 1))
                .reference(Math::log);
    }

    private static Mutant mutant(String name, List<String> smallest, OpSpec spec) {
        return new Mutant(name, spec, Law.NEAR_EDGES, smallest, true);
    }
}
