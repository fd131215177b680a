package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.node.Constant;
import dev.gradus.node.MatMul;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.UnaryOp;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.CaseGenerator;
import dev.gradus.testkit.cases.Draw;
import dev.gradus.testkit.domain.Directions;
import dev.gradus.testkit.domain.Matrices;
import dev.gradus.testkit.domain.Space;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Shrinkable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Domains of several elements together: right ops pass, broken ones do not, and drawn tensors stay inside. */
class DomainsTest {
    private static final int TRIES = 30;

    private static OpSpec squares(Function<Node, Op> op, Values domain) {
        return OpSpec.unary(op).input("x", Dims.dims("n", "n"), domain).size("n", 1, 3);
    }

    private static Op xTimesTransposed(Node x, double factor) {
        return Custom.like(
                x,
                (self, in, out) -> {
                    int n = x.shape().size(0);
                    for (int p = 0; p < out.length; p++) {
                        out[p] = 0;
                        for (int k = 0; k < n; k++) {
                            out[p] += in[0][p / n * n + k] * in[0][p % n * n + k];
                        }
                    }
                },
                (self, u) -> List.of(u.add(u.transpose()).matMul(x(self)).multiply(factor)));
    }

    private static Node x(Op op) {
        return op.input(0);
    }

    /** Probabilities' entropy along the last axis. */
    private static Op entropy(Node p, boolean oneIsMissing) {
        return Custom.of(
                List.of(p),
                inputs -> Shape.of(inputs.get(0).shape().size(0)),
                (self, in, out) -> {
                    int n = self.input(0).shape().size(1);
                    for (int i = 0; i < out.length; i++) {
                        out[i] = 0;
                        for (int j = 0; j < n; j++) {
                            out[i] -= in[0][i * n + j] * Math.log(in[0][i * n + j]);
                        }
                    }
                },
                (self, u) -> {
                    Node log = x(self).log();
                    Node slope = oneIsMissing ? log : log.multiply(0.5);
                    return List.of(
                            slope.multiply(u.reshape(u.shape().size(0), 1)).negate());
                });
    }

    /** √(Σ x²), which has a kink where all elements are 0. */
    private static Op norm(Node x) {
        return Custom.of(
                List.of(x),
                inputs -> Shape.scalar(),
                (self, in, out) -> out[0] = Math.sqrt(Directions.dot(in[0], in[0])),
                (self, u) -> List.of(x(self).multiply(u.divide(self))));
    }

    private static double norm(Tensor x) {
        return Math.sqrt(Directions.dot(x.toArray(), x.toArray()));
    }

    private static Tensor inverse(Tensor x) {
        return Tensor.of(x.shape(), MatrixOps.inverse(x.toArray(), x.shape().size(0)));
    }

    private static Values bounded() {
        return Values.between(-1e3, 1e3);
    }

    static Map<String, OpSpec> right() {
        Map<String, OpSpec> specs = new LinkedHashMap<>();
        specs.put(
                "inverse",
                squares(MatrixOps::inverse, bounded().invertible()).referenceTensor(in -> inverse(in.get(0))));
        specs.put(
                "determinant",
                squares(MatrixOps::determinant, bounded().conditionNumberBelow(1e3))
                        .referenceTensor(in -> Tensor.scalar(MatrixOps.determinant(
                                in.get(0).toArray(), in.get(0).shape().size(0))))
                        .tolerance(1e-12, 1e-6)
                        .without(Law.EXTREMES, "its rule is 0 · ∞ where the determinant underflows"));
        specs.put(
                "Cholesky, symmetric gradient",
                squares(MatrixOps::cholesky, bounded().positiveDefinite()).without(Law.VALUE, "it has no other form"));
        specs.put(
                "Cholesky, gradient of a triangle",
                squares(x -> MatrixOps.cholesky(x, false), bounded().positiveDefinite())
                        .without(Law.VALUE, "it has no other form"));
        specs.put(
                "inverse of a triangle",
                squares(MatrixOps::inverse, bounded().upperTriangular().invertible())
                        .referenceTensor(in -> inverse(in.get(0))));
        specs.put(
                "xᵀ is the inverse of an orthogonal x",
                squares(MatrixOps::inverse, Values.any().orthogonal())
                        .referenceTensor(
                                in -> Tensor.of(Matrices.transpose(in.get(0).to2d()))));
        specs.put(
                "entropy, where the 1 of the slope cancels",
                OpSpec.unary(p -> entropy(p, true))
                        .input("p", Dims.dims("n", "m"), Values.between(1e-3, 1).rowsSumTo(1))
                        .size("m", 1, 3)
                        .without(Law.VALUE, "it has no other form"));
        specs.put(
                "norm",
                OpSpec.unary(DomainsTest::norm)
                        .input(
                                "x",
                                Dims.dims("n"),
                                Values.between(-1e100, 1e100).kinksWhereZero("the norm", DomainsTest::norm))
                        .size("n", 1, 3)
                        .referenceTensor(in -> Tensor.scalar(norm(in.get(0))))
                        .without(Law.EXTREMES, "0 / 0 at 0")
                        .without(Law.SMALLEST_SIZES, "0 / 0 at 0")
                        .without(Law.RUN, "0 / 0 at 0")
                        .without(Law.KINKS, "the gradient is NaN there"));
        specs.put(
                "a product of symmetric matrices",
                OpSpec.binary(MatMul::new)
                        .input("a", Dims.dims("n", "n"), bounded().symmetric())
                        .input("b", Dims.dims("n", "m"), bounded())
                        .referenceTensor(in -> product(in.get(0), in.get(1))));
        specs.put(
                "a kink at the attribute",
                OpSpec.drawing(layout -> Arbitraries.of(0.5, 1.0, 2.0))
                        .unary((Node x, Double at) -> shifted(x, at))
                        .input("x", Dims.anyShape(), (Double at) -> bounded().kinksAt(at))
                        .referenceTensor((in, at) -> in.get(0).map(x -> Math.max(x - at, 0))));
        return specs;
    }

    private static Tensor product(Tensor a, Tensor b) {
        int n = a.shape().size(0);
        int m = b.shape().size(1);
        return Tensor.generate(Shape.of(n, m), p -> {
            double sum = 0;
            for (int k = 0; k < n; k++) {
                sum += a.get(p / m, k) * b.get(k, p % m);
            }
            return sum;
        });
    }

    private static Op shifted(Node x, double at) {
        return new Shifted(x, at);
    }

    /** max(x − at, 0). */
    private static final class Shifted extends UnaryOp {
        private final double at;

        private Shifted(Node x, double at) {
            super(x, in -> new Shifted(in, at));
            this.at = at;
        }

        @Override
        public double apply(double x) {
            return Math.max(x - at, 0);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(x().greater(at).where(upstream, Constant.of(0)));
        }

        private record Attributes(double at) {}

        @Override
        public Record attributes() {
            return new Attributes(at);
        }
    }

    /** Every fourth law of them. */
    @TestFactory
    Stream<DynamicTest> rightOpsObeySomeLaws() {
        List<DynamicTest> all = rightOpsObeyAllLaws().toList();
        return IntStream.range(0, all.size()).filter(k -> k % 4 == 0).mapToObj(all::get);
    }

    @Tag("long")
    @TestFactory
    Stream<DynamicTest> rightOpsObeyAllLaws() {
        return right().entrySet().stream()
                .flatMap(spec -> EnumSet.allOf(Law.class).stream()
                        .filter(law -> law.excuse(spec.getValue().data()).isEmpty())
                        .map(law -> DynamicTest.dynamicTest(
                                spec.getKey() + ": " + law,
                                () -> assertThat(Trial.of(spec.getValue(), law, TRIES, 1))
                                        .isEmpty())));
    }

    /** How an op is broken, and the smallest case that shows it. */
    private record Broken(OpSpec spec, Law law, String smallest) {}

    private static Map<String, Broken> broken() {
        Map<String, Broken> broken = new LinkedHashMap<>();
        broken.put(
                "the inverse without its minus",
                new Broken(
                        squares(x -> negated(MatrixOps.inverse(x)), bounded().invertible()),
                        Law.GRADIENT,
                        "x = [[1]], upstream = [[1]]"));
        broken.put(
                "x·xᵀ with half its gradient, at symmetric x",
                new Broken(
                        squares(x -> xTimesTransposed(x, 0.5), bounded().symmetric()),
                        Law.GRADIENT,
                        "x = [[1]], upstream = [[1]]"));
        broken.put(
                "the gradient of Cholesky's triangle is not doubled",
                new Broken(
                        squares(x -> notDoubled(x), bounded().positiveDefinite()),
                        Law.GRADIENT,
                        "x = [[1, 0], [0, 1]], upstream = [[1, 1], [1, 1]]"));
        broken.put(
                "a rotation by half the angle",
                new Broken(
                        squares(x -> scaledRule(x, 0.5), Values.any().orthogonal()),
                        Law.GRADIENT,
                        "x = [[1, 0], [0, 1]], upstream = [[1, 1], [-1, 1]]"));
        broken.put(
                "half the entropy's slope",
                new Broken(
                        OpSpec.unary(p -> entropy(p, false))
                                .input(
                                        "p",
                                        Dims.dims("n", "m"),
                                        Values.between(1e-3, 1).rowsSumTo(1))
                                .size("m", 1, 3),
                        Law.GRADIENT,
                        "p = [[0.8, 0.2]], upstream = [1]"));
        return broken;
    }

    private static Op negated(Op inverse) {
        return Custom.like(
                x(inverse),
                (self, in, out) -> inverse.forward(in, out),
                (self, u) -> List.of(self.transpose().matMul(u).matMul(self.transpose())));
    }

    private static Op notDoubled(Node x) {
        Op right = MatrixOps.cholesky(x);
        return Custom.like(x, (self, in, out) -> right.forward(in, out), (self, u) -> {
            int n = x.shape().size(0);
            Node mask = Constant.of(Tensor.generate(Shape.of(n, n), p -> p / n >= p % n ? 1 : 0));
            return List.of(MatrixOps.cholesky(x(self)).gradients(u).get(0).multiply(mask));
        });
    }

    private static Op scaledRule(Node x, double factor) {
        return Custom.like(
                x,
                (self, in, out) -> System.arraycopy(in[0], 0, out, 0, out.length),
                (self, u) -> List.of(u.multiply(factor)));
    }

    @TestFactory
    Stream<DynamicTest> brokenOpsAreFoundInTheirDomain() {
        return broken().entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    Broken broken = each.getValue();
                    Optional<BrokenLawError> found = Trial.of(broken.spec, broken.law, 200, 1);
                    assertThat(found).isPresent();
                    assertThat(found.get().where().toString()).isEqualTo(broken.smallest);
                }));
    }

    private static Map<String, Values> domains() {
        Map<String, Values> domains = new LinkedHashMap<>();
        domains.put("symmetric", Values.any().symmetric());
        domains.put("positive definite", Values.any().positiveDefinite());
        domains.put("lower triangular", Values.nonzero().lowerTriangular());
        domains.put(
                "upper triangular, invertible", Values.any().upperTriangular().invertible());
        domains.put("orthogonal", Values.any().orthogonal());
        domains.put("invertible", Values.any().invertible());
        domains.put("well-conditioned", Values.between(-3, 3).conditionNumberBelow(1e3));
        domains.put("symmetric, invertible", Values.any().symmetric().invertible());
        domains.put("rows that sum to 0", Values.any().rowsSumTo(0));
        domains.put("probabilities", Values.between(0, 1).rowsSumTo(1));
        domains.put("a trace of 1", Values.any().onto("have a trace of 1", DomainsTest::withTraceOfOne));
        domains.put(
                "a positive sum",
                Values.any()
                        .wherePositive(
                                "the sum", x -> Arrays.stream(x.toArray()).sum()));
        return domains;
    }

    private static Tensor withTraceOfOne(Tensor x) {
        int n = x.shape().size(0);
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += x.get(i, i);
        }
        double missing = (1 - trace) / n;
        return Tensor.generate(x.shape(), p -> x.toArray()[p] + (p / n == p % n ? missing : 0));
    }

    /** Whatever part of the domain is drawn from, and however far it is shrunk. */
    @TestFactory
    Stream<DynamicTest> tensorsStayInTheirDomain() {
        return tensorsStayInTheirDomain(1, 5);
    }

    @Tag("long")
    @TestFactory
    Stream<DynamicTest> manyTensorsStayInTheirDomain() {
        return tensorsStayInTheirDomain(3, 20);
    }

    private static Stream<DynamicTest> tensorsStayInTheirDomain(int tensors, int smaller) {
        return domains().entrySet().stream()
                .map(domain -> DynamicTest.dynamicTest(domain.getKey(), () -> {
                    OpSpec spec = squares(x -> scaledRule(x, 1), domain.getValue());
                    Random random = new Random(1);
                    for (Draw draw : Draw.values()) {
                        CaseGenerator generator = new CaseGenerator(spec.data(), draw);
                        for (int i = 0; i < tensors; i++) {
                            assertStays(generator.next(random), domain.getValue(), random, smaller);
                        }
                    }
                }));
    }

    /** Shrinks a case some times, each time to one of the first few smaller ones. */
    private static void assertStays(Shrinkable<Case> drawn, Values domain, Random random, int few) {
        Shrinkable<Case> current = drawn;
        for (int step = 0; step < 5; step++) {
            Tensor x = current.value().values().get(0);
            assertThat(domain.domain().contains(x)).as("%s in %s", x, domain).isTrue();
            List<Shrinkable<Case>> smaller = current.shrink().limit(few).toList();
            if (smaller.isEmpty()) {
                return;
            }
            current = smaller.get(random.nextInt(smaller.size()));
        }
    }

    @Test
    void theGradientByFreeNumbersIsThatOfTheMap() {
        Random random = new Random(2);
        domains().forEach((name, domain) -> {
            OpSpec spec = squares(x -> scaledRule(x, 1), domain);
            Case where =
                    new CaseGenerator(spec.data(), Draw.SMOOTH).next(random).value();
            Tensor x = where.values().get(0);
            double[] gradient = Directions.golden(x.shape().elements(), 3);
            double[] exact = domain.domain().constraint().pulledBack(x, gradient);
            Space numerical = domain.domain().constraint()::onto;
            assertThat(numerical.pulledBack(x, gradient)).as(name).containsExactly(exact, within(1e-9));
        });
    }

    /** Beside a singular matrix the condition number is large only in a narrow band, which a path may step over. */
    @Test
    void noElementMovesAcrossASingularMatrix() {
        OpSpec spec = squares(x -> scaledRule(x, 1), Values.between(-3, 3).conditionNumberBelow(1e3));
        for (double[] x : new double[][] {{0.5, 0, 2, 0.25}, {1, 0.5, 1, 1}, {2, 1, 1, 1}}) {
            Tensor matrix = Tensor.of(Shape.of(2, 2), x);
            Case where = Cases.of(spec, Tensor.ones(Shape.of(2, 2)), matrix);
            for (int i = 0; i < 4; i++) {
                // a b − c d = 0, with the three others as they are
                double singular = i % 3 == 0 ? x[1] * x[2] / x[3 - i] : x[0] * x[3] / x[3 - i];
                assertThat(where.smoothAround(0, i).contains(singular))
                        .as("%s at element %d of %s", singular, i, matrix)
                        .isFalse();
            }
        }
    }

    @Test
    void aReportSaysInWhichDomain() {
        BrokenLawError error = Trial.of(broken().get("a rotation by half the angle").spec, Law.GRADIENT, 100, 1)
                .orElseThrow();
        assertThat(error.report()).contains("\n  while            tensors x are orthogonal\n");
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> Values.any().symmetric().orthogonal())
                .hasMessage("Values: tensors of this domain are symmetric already; they cannot also be orthogonal."
                        + " Combine both in one map: onto(…)");
        assertThatThrownBy(() -> Values.positive().rowsSumTo(-1))
                .hasMessage("Values: numbers from 0 on cannot have the sum -1");
        assertThatThrownBy(() -> Values.integers(0, 3).symmetric())
                .hasMessageStartingWith("Values: integers can only be bounded one by one");
        assertThatThrownBy(() -> Values.any().conditionNumberBelow(1))
                .hasMessage(
                        "Values: a condition number is at least 1, so its limit must be a finite number above 1, not 1");
        OpSpec impossible = squares(x -> scaledRule(x, 1), Values.any().wherePositive("−1", x -> -1));
        assertThatThrownBy(() -> new CaseGenerator(impossible.data(), Draw.SMOOTH).next(new Random(1)))
                .hasMessageContaining("where −1 > 0");
        OpSpec oblong = OpSpec.unary((Node x) -> scaledRule(x, 1))
                .input("x", Dims.dims("2", "3"), Values.any().symmetric());
        assertThatThrownBy(() -> new CaseGenerator(oblong.data(), Draw.SMOOTH).next(new Random(1)))
                .hasMessageContaining("one symbol for the last two axes, as in dims(\"n\", \"n\")")
                .hasMessageContaining("(2, 3)");
    }
}
