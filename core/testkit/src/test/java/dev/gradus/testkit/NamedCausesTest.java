package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.Formula.Rule;
import dev.gradus.testkit.Formula.Rules;
import dev.gradus.testkit.Formula.Unary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import org.junit.jupiter.api.Test;

/** Ops with one mistake each, of fifteen kinds, and what the report says of the cause. */
class NamedCausesTest {
    private static final Values ANY = Values.any(), POSITIVE = Values.between(0.2, 5), SMALL = Values.between(-3, 3);

    /** The mistake in the words of the report, or a part of them. */
    private record Mistake(String named, OpSpec spec) {}

    private final List<Mistake> mistakes = new ArrayList<>();

    private void unary(String named, DoubleUnaryOperator value, Values values, Rule<Unary> rule) {
        mistakes.add(new Mistake(named, Formula.spec(value, rule, values)));
    }

    private void binary(String named, DoubleBinaryOperator value, Values values, Rules<Formula.Binary> rule) {
        mistakes.add(new Mistake(
                named,
                OpSpec.binary((a, b) -> Formula.binary(a, b, value, rule))
                        .input("a", Dims.dims("n"), values)
                        .input("b", Dims.dims("n"), values)
                        .reference(value)));
    }

    /** An op of a vector, of the same shape. */
    private void vector(String named, UnaryOperator<double[]> value, Values values, BiFunction<Op, Node, Node> rule) {
        mistakes.add(new Mistake(
                named,
                OpSpec.unary(x -> Custom.like(
                                x,
                                (self, in, out) -> System.arraycopy(value.apply(in[0]), 0, out, 0, out.length),
                                (self, u) -> List.of(rule.apply(self, u))))
                        .input("x", Dims.dims("n"), values)
                        .referenceTensor(in -> Tensor.of(
                                in.get(0).shape(), value.apply(in.get(0).toArray())))));
    }

    /** An op of a vector with one value. */
    private void scalar(String named, UnaryOperator<double[]> value, Values values, BiFunction<Op, Node, Node> rule) {
        mistakes.add(new Mistake(
                named,
                OpSpec.unary(x -> Custom.of(
                                List.of(x),
                                inputs -> Shape.of(),
                                (self, in, out) -> out[0] = value.apply(in[0])[0],
                                (self, u) -> List.of(rule.apply(self, u))))
                        .input("x", Dims.dims("n"), values)
                        .size("n", 1, 9)
                        .referenceTensor(
                                in -> Tensor.scalar(value.apply(in.get(0).toArray())[0]))));
    }

    /** An op with a drawn number. */
    private void scaled(String named, DoubleBinaryOperator value, Values values, Drawn rule) {
        mistakes.add(new Mistake(
                named,
                OpSpec.drawing(layout -> Arbitraries.doubles().between(0.25, 4))
                        .unary((x, c) -> (Unary) Formula.unary(
                                        each -> value.applyAsDouble(each, c), (self, u) -> rule.gradient(self, u, c))
                                .apply(x))
                        .input("x", Dims.dims("n"), values)
                        .referenceTensor((in, c) -> in.get(0).map(each -> value.applyAsDouble(each, c)))));
    }

    @FunctionalInterface
    private interface Drawn {
        Node gradient(Unary self, Node upstream, double drawn);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double[] one(double x) {
        return new double[] {x};
    }

    private static double sum(double[] x, DoubleUnaryOperator of) {
        return Arrays.stream(x).map(of).sum();
    }

    private static double[] softmax(double[] x) {
        double most = Arrays.stream(x).max().orElse(0), all = sum(x, each -> Math.exp(each - most));
        return Arrays.stream(x).map(each -> Math.exp(each - most) / all).toArray();
    }

    private static Node mask(Node condition, Node yes) {
        return condition.where(yes, Constant.of(0));
    }

    private void missingFactorOfAnInput() {
        unary("lacks the factor x", x -> x * x, ANY, (f, u) -> u.multiply(2));
        unary("lacks the factor x²", x -> x * x * x, ANY, (f, u) -> u.multiply(3));
        unary("lacks the factor x", x -> Math.exp(x * x / 2), SMALL, (f, u) -> u.multiply(f));
        binary("lacks the factor b", (a, b) -> a * b, ANY, (f, u) -> List.of(u, u.multiply(f.a())));
    }

    private void missingFactorOfTheValue() {
        unary("lacks the factor this", Math::exp, SMALL, (f, u) -> u);
        unary("lacks the factor (1 − this)", NamedCausesTest::sigmoid, SMALL, (f, u) -> u.multiply(f));
        unary("lacks the factor (1 − this²)", Math::tanh, SMALL, (f, u) -> u);
        unary("lacks the factor (1 + this²)", Math::tan, Values.between(-1, 1), (f, u) -> u);
    }

    private void missingFunction() {
        unary("lacks the factor cos x", Math::sin, SMALL, (f, u) -> u);
        unary("lacks the factor −sin x", Math::cos, SMALL, (f, u) -> u);
        unary("has a factor too many: x", Math::log, POSITIVE, (f, u) -> u);
        unary(
                "lacks the factor e^x",
                x -> 1 / (1 + Math.exp(-x)),
                SMALL,
                (f, u) -> u.multiply(Constant.of(1).subtract(f).square()));
    }

    private void missingAttribute() {
        scaled("lacks the factor drawn", (x, c) -> c * x, ANY, (f, u, c) -> u);
        scaled("lacks the factor drawn", (x, c) -> Math.exp(c * x), Values.between(-1, 1), (f, u, c) -> u.multiply(f));
        scaled(
                "lacks the factor drawn",
                (x, c) -> Math.pow(x, c),
                POSITIVE,
                (f, u, c) -> u.multiply(f).divide(f.x()));
        scaled("has a factor too many: drawn", (x, c) -> x / c, ANY, (f, u, c) -> u);
    }

    private void missingCount() {
        scalar(
                "has a factor too many: the size n",
                x -> one(sum(x, v -> v) / x.length),
                ANY,
                (f, u) -> u.broadcastTo(f.input(0).shape()));
        scalar(
                "lacks the factor the size n",
                x -> one(sum(x, v -> v)),
                ANY,
                (f, u) -> u.divide(f.input(0).shape().elements())
                        .broadcastTo(f.input(0).shape()));
        scalar(
                "has a factor too many: the size n",
                x -> one(sum(x, v -> v * v) / x.length),
                ANY,
                (f, u) -> u.multiply(f.input(0)).multiply(2));
        scalar(
                "has a factor too many: the size n²",
                x -> one(sum(x, Math::sin) / x.length / x.length),
                SMALL,
                (f, u) -> u.multiply(f.input(0).cos()));
    }

    private void constants() {
        unary("the gradient is 1/2 times what it should be", x -> x * x, ANY, (f, u) -> u.multiply(f.x()));
        unary(
                "the gradient is 3 times what it should be",
                x -> x * x * x,
                ANY,
                (f, u) -> u.multiply(f.x().square()).multiply(9));
        unary("the gradient is 2 times what it should be", Math::sqrt, POSITIVE, (f, u) -> u.divide(f));
        unary(
                "the gradient is 1.1 times what it should be",
                Math::exp,
                SMALL,
                (f, u) -> u.multiply(f).multiply(1.1));
    }

    private void factorTooMany() {
        unary(
                "has a factor too many: x",
                x -> x * x,
                ANY,
                (f, u) -> u.multiply(f.x().square()).multiply(2));
        unary("has a factor too many: this", Math::exp, SMALL, (f, u) -> u.multiply(f.square()));
        binary(
                "has a factor too many: a",
                (a, b) -> a * b,
                ANY,
                (f, u) -> List.of(u.multiply(f.b()).multiply(f.a()), u.multiply(f.a())));
        binary(
                "has a factor too many: b",
                (a, b) -> a / b,
                POSITIVE,
                (f, u) -> List.of(u, u.multiply(f).divide(f.b()).negate()));
    }

    private void missingTerm() {
        unary("too small by the term upstream ∗ e^x", x -> x * Math.exp(x), SMALL, (f, u) -> u.multiply(f));
        unary(
                "too small by the term upstream",
                x -> x * x + x,
                ANY,
                (f, u) -> u.multiply(f.x()).multiply(2));
        binary(
                "too small by the term upstream ∗ b",
                (a, b) -> a * b + a * a,
                ANY,
                (f, u) -> List.of(u.multiply(f.a()).multiply(2), u.multiply(f.a())));
        vector(
                "lacks a term that is equal for all elements along the last axis",
                x -> standardized(x),
                SMALL,
                (f, u) -> u.subtract(f.multiply(u.multiply(f).mean())).divide(deviation(f.input(0))));
        vector("too large by the term Σ upstream ∗ this ∗ this", x -> softmax(x), SMALL, (f, u) -> u.multiply(f));
    }

    private static double[] standardized(double[] x) {
        double mean = sum(x, each -> each) / x.length;
        double deviation = Math.sqrt(sum(x, each -> (each - mean) * (each - mean)) / x.length + 1e-3);
        return Arrays.stream(x).map(each -> (each - mean) / deviation).toArray();
    }

    private static Node deviation(Node x) {
        return x.subtract(x.mean()).square().mean().add(1e-3).sqrt();
    }

    private void termTooMany() {
        unary(
                "too large by the term upstream",
                x -> x * x,
                ANY,
                (f, u) -> u.multiply(f.x()).multiply(2).add(u));
        unary(
                "too large by the term upstream ∗ x",
                Math::exp,
                SMALL,
                (f, u) -> u.multiply(f).add(u.multiply(f.x())));
        binary("has a factor too many: (1 + b)", (a, b) -> a + b, ANY, (f, u) -> List.of(u.add(u.multiply(f.b())), u));
        unary(
                "too large by the term upstream ∗ this",
                Math::sin,
                SMALL,
                (f, u) -> u.multiply(f.x().cos()).add(u.multiply(f)));
    }

    private void wrongSign() {
        unary("the sign is wrong", Math::cos, SMALL, (f, u) -> u.multiply(f.x().sin()));
        unary("the sign is wrong", x -> -x, ANY, (f, u) -> u);
        binary("the sign is wrong", (a, b) -> a - b, ANY, (f, u) -> List.of(u, u));
        unary("the sign is wrong", x -> 1 / x, POSITIVE, (f, u) -> u.multiply(f.square()));
    }

    private void wrongSignOfATerm() {
        unary(
                "the wrong sign?",
                x -> x * x + x,
                ANY,
                (f, u) -> u.multiply(f.x()).multiply(2).subtract(u));
        unary(
                "the wrong sign?",
                x -> x * Math.exp(x),
                SMALL,
                (f, u) -> u.multiply(f).subtract(u.multiply(f.x().exp())));
        binary(
                "the wrong sign?",
                (a, b) -> a * b + a,
                ANY,
                (f, u) -> List.of(u.multiply(f.b()).subtract(u), u.multiply(f.a())));
        unary(
                "the wrong sign?",
                x -> x * Math.sin(x),
                SMALL,
                (f, u) -> u.multiply(f.x().cos()).multiply(f.x()).subtract(u.multiply(f.x().sin())));
    }

    private void wrongPlace() {
        vector("the right numbers at the wrong elements", x -> reversed(x), ANY, (f, u) -> u);
        vector("the right numbers at the wrong elements", x -> rotated(x), ANY, (f, u) -> u);
        vector("the right numbers at the wrong elements", x -> sorted(x), ANY.distinct(), (f, u) -> u);
        binary(
                "that of b: are the two swapped?",
                (a, b) -> a * b,
                ANY,
                (f, u) -> List.of(u.multiply(f.a()), u.multiply(f.b())));
    }

    private static double[] reversed(double[] x) {
        return IntStream.range(0, x.length)
                .mapToDouble(i -> x[x.length - 1 - i])
                .toArray();
    }

    private static double[] rotated(double[] x) {
        return IntStream.range(0, x.length)
                .mapToDouble(i -> x[(i + 1) % x.length])
                .toArray();
    }

    private static double[] sorted(double[] x) {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private void maskOfAnInput() {
        unary("only where x < 0", x -> Math.max(x, 0), ANY.kinksAt(0), (f, u) -> u);
        unary(
                "only where x > 0",
                x -> Math.max(x, 0.1 * x),
                ANY.kinksAt(0),
                (f, u) -> f.x().greater(0).where(u.multiply(2), u.multiply(0.1)));
        unary("only where x < 0: there, the sign", Math::abs, ANY.kinksAt(0), (f, u) -> u);
        unary("only where |x| > 2", x -> Math.min(Math.max(x, -2), 2), ANY.kinksAt(-2, 2), (f, u) -> u);
    }

    private void regionOfTwo() {
        binary("only where a − b", (a, b) -> Math.max(a, b), ANY.distinct(), (f, u) -> List.of(u, u));
        binary(
                "only where b > 0",
                (a, b) -> a * Math.abs(b),
                ANY.kinksAt(0),
                (f, u) -> List.of(
                        f.b().greater(0)
                                .where(
                                        u.multiply(f.b()).multiply(2),
                                        u.multiply(f.b()).negate()),
                        u.multiply(f.a()).multiply(f.b().sign())));
        binary(
                "only where b < 0",
                (a, b) -> a * Math.abs(b),
                ANY.kinksAt(0),
                (f, u) -> List.of(u.multiply(f.b()), u.multiply(f.a()).multiply(f.b().sign())));
        unary(
                "only where x > 0",
                x -> Math.exp(x),
                SMALL,
                (f, u) -> f.greater(1).where(u, u.multiply(f)));
    }

    private void regionOfSizes() {
        vector(
                "only where the size n > 2",
                x -> x.clone(),
                ANY,
                (f, u) -> f.shape().elements() > 2 ? u.multiply(2) : u);
        vector(
                "wrong for some elements only: there, the gradient is 3 times",
                x -> x.clone(),
                ANY,
                (f, u) -> f.shape().elements() > 1 ? u.multiply(3) : u);
        scaled("only where drawn > 1", (x, c) -> c * x, ANY, (f, u, c) -> u.multiply(Math.min(c, 1)));
        scaled(
                "only where drawn < 1",
                (x, c) -> x * x * c,
                ANY,
                (f, u, c) -> u.multiply(f.x()).multiply(2 * Math.max(c, 1)));
    }

    @Test
    void theCauseIsNamedAndNeverAWrongOne() {
        missingFactorOfAnInput();
        missingFactorOfTheValue();
        missingFunction();
        missingAttribute();
        missingCount();
        constants();
        factorTooMany();
        missingTerm();
        termTooMany();
        wrongSign();
        wrongSignOfATerm();
        wrongPlace();
        maskOfAnInput();
        regionOfTwo();
        regionOfSizes();
        int named = 0;
        List<String> wrong = new ArrayList<>();
        for (Mistake mistake : mistakes) {
            String report = Trial.of(mistake.spec, Law.GRADIENT, 200, 1)
                    .map(error -> error.complete("").report())
                    .orElse("not found");
            String cause = report.lines()
                    .filter(line -> line.startsWith("  likely cause"))
                    .findFirst()
                    .orElse("");
            if (cause.contains(mistake.named)) {
                named++;
            } else if (!cause.isEmpty()) {
                wrong.add(mistake.named + "  BUT" + cause);
            } else {
                wrong.add(mistake.named + "  UNNAMED" + report.lines().limit(4).toList());
            }
        }
        assertThat(mistakes).hasSize(61);
        assertThat(wrong).isEmpty();
        assertThat(named).isEqualTo(mistakes.size());
    }
}
