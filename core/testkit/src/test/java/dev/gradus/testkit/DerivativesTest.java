package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Derivatives that are written by hand: right ones are not accused, and wrong ones are found and named. */
class DerivativesTest {
    /** A function of two numbers and its derivatives. */
    private record Known(String name, DoubleBinaryOperator f, DoubleBinaryOperator da, DoubleBinaryOperator db) {
        FunctionSpec spec(DoubleBinaryOperator written) {
            return FunctionSpec.of("a", "b", f)
                    .named(name)
                    .derivative("a", written)
                    .derivative("b", db)
                    .where("a", Values.between(0.5, 20))
                    .where("b", Values.between(0.5, 20));
        }
    }

    private static final List<Known> KNOWN = List.of(
            new Known(
                    "a² ln b + b / a",
                    (a, b) -> a * a * Math.log(b) + b / a,
                    (a, b) -> 2 * a * Math.log(b) - b / (a * a),
                    (a, b) -> a * a / b + 1 / a),
            new Known(
                    "a sin b",
                    (a, b) -> a * a * a * Math.sin(b / 7),
                    (a, b) -> 3 * a * a * Math.sin(b / 7),
                    (a, b) -> a * a * a * Math.cos(b / 7) / 7),
            new Known(
                    "√(a² + b)",
                    (a, b) -> Math.sqrt(a * a + b),
                    (a, b) -> a / Math.sqrt(a * a + b),
                    (a, b) -> 0.5 / Math.sqrt(a * a + b)),
            new Known(
                    "e^(−a/b)",
                    (a, b) -> Math.exp(-a / b),
                    (a, b) -> -Math.exp(-a / b) / b,
                    (a, b) -> Math.exp(-a / b) * a / (b * b)),
            new Known(
                    "a b / (a + 2 b)",
                    (a, b) -> a * b / (a + 2 * b),
                    (a, b) -> 2 * b * b / ((a + 2 * b) * (a + 2 * b)),
                    (a, b) -> a * a / ((a + 2 * b) * (a + 2 * b))));

    /** Twelve kinds of mistakes, each with the words that must name it, or none. */
    private static Map<String, Function<Known, DoubleBinaryOperator>> mistakes() {
        Map<String, Function<Known, DoubleBinaryOperator>> all = new LinkedHashMap<>();
        all.put("sign|the sign is wrong", f -> (a, b) -> -f.da.applyAsDouble(a, b));
        all.put("factor 2|2 times", f -> (a, b) -> 2 * f.da.applyAsDouble(a, b));
        all.put("a factor is missing|lacks the factor a", f -> (a, b) -> f.da.applyAsDouble(a, b) / a);
        all.put("arguments swapped|wrong order", f -> (a, b) -> f.da.applyAsDouble(b, a));
        all.put("of the other|derivative with respect to b", f -> f.db);
        all.put("a term is missing|3 ∗ b²", f -> (a, b) -> f.da.applyAsDouble(a, b) - 3 * b * b);
        all.put("degrees|degrees or radians?", f -> (a, b) -> Math.PI / 180 * f.da.applyAsDouble(a, b));
        all.put("percent|percent?", f -> (a, b) -> f.da.applyAsDouble(a, b) / 100);
        all.put("a wrong branch|", f -> (a, b) -> f.da.applyAsDouble(a, b) * (a > 3 ? 1.1 : 1));
        all.put("zero|the derivative is zero", f -> (a, b) -> 0);
        all.put(
                "a forward difference|",
                f -> (a, b) -> (f.f.applyAsDouble(a + 1e-4, b) - f.f.applyAsDouble(a, b)) / 1e-4);
        all.put("float|", f -> (a, b) -> (float) f.da.applyAsDouble(a, b));
        return all;
    }

    @TestFactory
    Stream<DynamicTest> wrongDerivativesAreFoundAndNamed() {
        return mistakes().entrySet().stream()
                .flatMap(mistake -> KNOWN.stream().map(f -> {
                    String[] parts = mistake.getKey().split("\\|", -1);
                    return DynamicTest.dynamicTest(f.name + ": " + parts[0], () -> {
                        Derivatives.Report report =
                                Derivatives.check(f.spec(mistake.getValue().apply(f)), 1, 30);
                        assertThat(report.isRight()).isFalse();
                        assertThat(report.toString())
                                .startsWith(f.name + " breaks the law: the gradient equals the numerical one.\n"
                                        + "The derivative ∂f/∂a is wrong.\n  derivative ")
                                .contains(parts[1])
                                .doesNotContain("upstream");
                    });
                }));
    }

    @TestFactory
    Stream<DynamicTest> rightDerivativesAreNotAccused() {
        Map<String, Values> domains = new LinkedHashMap<>();
        domains.put("ordinary", Values.between(0.5, 20));
        domains.put("large", Values.between(200, 2000));
        domains.put("logarithmic", Values.logarithmic(1e-3, 1e5));
        domains.put("small", Values.between(1e-9, 1));
        return domains.entrySet().stream()
                .flatMap(domain -> KNOWN.stream()
                        .map(f -> DynamicTest.dynamicTest(
                                f.name + ", " + domain.getKey(),
                                () -> assertThat(Derivatives.check(
                                                        f.spec(f.da)
                                                                .where("a", domain.getValue())
                                                                .where("b", domain.getValue()),
                                                        2,
                                                        100)
                                                .toString())
                                        .startsWith("right: "))));
    }

    /** A root that is found by iteration is exact to 1e-12 only. */
    @Test
    void noiseIsNoMistake() {
        assertThat(Derivatives.check(FunctionSpec.of("x", x -> Math.sqrt(x) * (1 + 1e-12 * Math.sin(1e9 * x)))
                                .derivative(x -> 0.5 / Math.sqrt(x))
                                .where("x", Values.between(1, 100)))
                        .toString())
                .startsWith("right: ");
    }

    /** 1 + x² hides the digits of x near 0, where the value is constant over short steps. */
    @Test
    void aFunctionMayRoundMoreThanItsValueShows() {
        assertThat(Derivatives.check(FunctionSpec.of("x", x -> Math.log(1 + x * x))
                                .derivative(x -> 2 * x / (1 + x * x))
                                .where("x", Values.between(-5, 5)))
                        .toString())
                .startsWith("right: ");
    }

    @Test
    void aFunctionMayBeSteepNearZero() {
        assertThat(Derivatives.check(FunctionSpec.of("a", "b", (a, b) -> Math.tanh(2 * a * b * b))
                                .derivative("a", (a, b) -> 2 * b * b * (1 - Math.pow(Math.tanh(2 * a * b * b), 2)))
                                .where("a", Values.between(-5, 5))
                                .where("b", Values.between(100, 1000)))
                        .toString())
                .startsWith("right: ");
    }

    @Test
    void aNarrowRegionInWhichTheDerivativeIsWrongIsFound() {
        assertThat(Derivatives.check(FunctionSpec.of("x", x -> x < 1e-4 ? 3 * x : x * x)
                                .derivative(x -> 2 * x)
                                .where("x", Values.between(0, 5)))
                        .toString())
                .contains("is wrong");
    }

    @Test
    void secondDerivativesAreCheckedAndSymmetric() {
        FunctionSpec f = FunctionSpec.of("a", "b", (a, b) -> a * a * Math.sin(b))
                .gradient((a, b) -> new double[] {2 * a * Math.sin(b), a * a * Math.cos(b)})
                .where("a", Values.between(-5, 5))
                .where("b", Values.between(-5, 5));
        assertThat(Derivatives.check(f.hessian((a, b) -> new double[][] {
                    {2 * Math.sin(b), 2 * a * Math.cos(b)}, {2 * a * Math.cos(b), -a * a * Math.sin(b)}
                })))
                .returns(true, Derivatives.Report::isRight);
        assertThat(Derivatives.check(f.second("a", "a", (a, b) -> 2 * Math.sin(b))
                                .second("a", "b", (a, b) -> 2 * a * Math.cos(b))
                                .second("b", "b", (a, b) -> a * a * Math.sin(b)))
                        .toString())
                .contains("breaks the law: the second derivatives equal the numerical ones.")
                .contains("The derivative of the first derivative by ");
        assertThat(Derivatives.check(f.hessian((a, b) -> new double[][] {
                                    {2 * Math.sin(b), 2 * a * Math.cos(b)}, {0, -a * a * Math.sin(b)}
                                })
                                .without(Law.SECOND_ORDER, "to see the other law")
                                .without(Law.NEAR_EDGES, "to see the other law")
                                .without(Law.DEGENERATE, "to see the other law"))
                        .toString())
                .contains("\"the second derivatives are symmetric\" does not hold")
                .contains("the element (1, 0) is 0.0, but (0, 1) is ");
    }

    @Test
    void vectorsAndJacobians() {
        FunctionSpec sum = FunctionSpec.ofVector(
                        "x", x -> Arrays.stream(x).map(e -> e * e * e).sum())
                .where("x", Values.between(-9, 9));
        assertThat(Derivatives.check(
                        sum.gradient(x -> Arrays.stream(x).map(e -> 3 * e * e).toArray())))
                .returns(true, Derivatives.Report::isRight);
        assertThat(Derivatives.check(sum.gradient(x ->
                                Arrays.stream(x).map(e -> 3 * e * Math.abs(e)).toArray()))
                        .toString())
                .contains("The derivative ∂f/∂x[0] is wrong")
                .contains("[-1]");
        FunctionSpec pair = FunctionSpec.ofVectors("x", x -> new double[] {x[0] * x[1], Math.exp(x[1])})
                .where("x", Values.between(-3, 3))
                .length(2);
        assertThat(Derivatives.check(pair.jacobian(x -> new double[][] {{x[1], x[0]}, {0, Math.exp(x[1])}})))
                .returns(true, Derivatives.Report::isRight);
        assertThat(Derivatives.check(pair.jacobian(x -> new double[][] {{x[1], x[0]}, {Math.exp(x[1]), 0}}))
                        .toString())
                .contains("The derivative ∂f/∂x[0] is wrong")
                .contains("weights (2)");
    }

    record State(double T, double p) {
        double logarithm() {
            return T * T * Math.log(p);
        }
    }

    @Test
    void theArgumentsMayBeARecord() {
        FunctionSpec f = FunctionSpec.of(State.class, State::logarithm)
                .where("T", Values.between(200, 2000))
                .where("p", Values.logarithmic(1, 1e8));
        assertThat(Derivatives.check(f.gradient(State.class, s -> new State(2 * s.T * Math.log(s.p), s.T * s.T / s.p))))
                .returns(true, Derivatives.Report::isRight);
        assertThat(Derivatives.check(f.derivative("p", State.class, s -> s.T * s.T * s.p))
                        .toString())
                .contains("The derivative ∂f/∂p is wrong");
        record Mixed(double x, int n) {}
        assertThatThrownBy(() -> FunctionSpec.of(Mixed.class, mixed -> mixed.x))
                .hasMessage("the components of a record of arguments must be double, but Mixed.n is int");
        record Other(double x) {}
        assertThatThrownBy(() -> f.gradient(Other.class, other -> other))
                .hasMessage("Other has the components [x], but the function has the arguments [T, p]; use the record of"
                        + " the function");
    }

    /** The second digit that is lost is beyond a numerical derivative, and the sixth is within it. */
    @Test
    void exactDerivativesConfirmMoreDigits() {
        FunctionSpec f = FunctionSpec.of("a", "b", (a, b) -> a * a * Math.log(b) + b / a)
                .where("a", Values.between(1, 20))
                .where("b", Values.between(1, 20));
        FunctionSpec exact = f.exact(x ->
                new double[] {2 * x[0] * Math.log(x[1]) - x[1] / (x[0] * x[0]), x[0] * x[0] / x[1] + 1 / x[0]});
        DoubleBinaryOperator db = (a, b) -> (a * a * a + b) / (a * b);
        assertThat(Derivatives.check(exact.derivative("b", db))).returns(true, Derivatives.Report::isRight);
        DoubleBinaryOperator rounded = (a, b) -> db.applyAsDouble(a, b) * (1 + 1e-11);
        assertThat(Derivatives.check(f.derivative("b", rounded))).returns(true, Derivatives.Report::isRight);
        assertThat(Derivatives.check(exact.derivative("b", rounded)).toString())
                .contains("The derivative ∂f/∂b is wrong")
                .containsPattern("\n  derivative    \\S+\n  exact         \\S+\n  ratio         1 \\+ 1.0e-11\n")
                .contains("likely cause  all but the last digits are right")
                .doesNotContain("\n  numeric ");
        assertThat(Derivatives.check(exact.derivative("b", (a, b) -> 2 * db.applyAsDouble(a, b)))
                        .toString())
                .contains("\n  numeric ", "\n  exact ");
    }

    @Test
    void exactDerivativesMayLoseDigitsWhereTheFunctionDoes() {
        assertThat(Derivatives.check(FunctionSpec.of("x", x -> Math.sin(1e4 * x))
                                .derivative(x -> 1e4 * (1 - 2 * Math.pow(Math.sin(0.5e4 * x), 2)))
                                .exact(x -> new double[] {1e4 * Math.cos(1e4 * x[0])})
                                .where("x", Values.between(1, 10)))
                        .toString())
                .startsWith("right: ");
    }

    @Test
    void theExactJacobianOfAVectorFunction() {
        FunctionSpec f = FunctionSpec.ofVectors("x", x -> new double[] {x[0] * x[1], Math.exp(x[1])})
                .where("x", Values.between(-3, 3))
                .length(2)
                .exactJacobian(x -> new double[][] {{x[1], x[0]}, {0, Math.exp(x[1])}});
        assertThat(Derivatives.check(f.jacobian(x -> new double[][] {{x[1], x[0]}, {0, Math.exp(x[1]) * (1 + 1e-11)}})))
                .returns(false, Derivatives.Report::isRight);
        assertThat(Derivatives.check(f.jacobian(x -> new double[][] {{x[1], x[0]}, {0, Math.exp(x[1])}})))
                .returns(true, Derivatives.Report::isRight);
    }

    @Test
    void identitiesHold() {
        FunctionSpec ideal = FunctionSpec.of("n", "V", "T", (n, v, t) -> n * t * Math.log(n / v))
                .derivative("n", (n, v, t) -> t * (Math.log(n / v) + 1))
                .derivative("V", (n, v, t) -> -n * t / v)
                .derivative("T", (n, v, t) -> n * Math.log(n / v))
                .where("n", Values.logarithmic(1e-3, 1e3))
                .where("V", Values.logarithmic(1e-3, 1e3))
                .where("T", Values.between(200, 2000));
        assertThat(Derivatives.check(ideal.homogeneous(1, "n", "V").homogeneous(1, "T")))
                .returns(true, Derivatives.Report::isRight);
        assertThat(Derivatives.check(ideal.homogeneous(2, "n", "V")).toString())
                .contains("\"Σ x ∂f/∂x = 2.0 f for x in [n, V]\" does not hold", "\n  left ", "\n  right ");
        FunctionSpec vector = FunctionSpec.ofVector(
                        "x", x -> Math.sqrt(Arrays.stream(x).map(e -> e * e).sum()))
                .gradient(x -> {
                    double norm = Math.sqrt(Arrays.stream(x).map(e -> e * e).sum());
                    return Arrays.stream(x).map(e -> e / norm).toArray();
                })
                .where("x", Values.between(1, 9));
        assertThat(Derivatives.check(vector.homogeneous(1))).returns(true, Derivatives.Report::isRight);
        assertThat(Derivatives.check(ideal.identity("f(n, V, T) = f(V, n, T)", x -> x[0], x -> x[1]))
                        .toString())
                .contains("\"f(n, V, T) = f(V, n, T)\" does not hold");
    }

    @Test
    void aJacobianMayBeGivenByItsElements() {
        FunctionSpec chain = FunctionSpec.ofVectors("x", x -> new double[] {x[0] * x[0], x[0] * x[1], x[2]})
                .where("x", Values.between(-3, 3))
                .length(3);
        int[] rows = {0, 1, 1, 2};
        assertThat(Derivatives.check(chain.jacobian(
                        rows, new int[] {0, 0, 1, 2}, x -> new double[] {2 * x[0], x[1], x[0], 1})))
                .returns(true, Derivatives.Report::isRight);
        assertThat(Derivatives.check(chain.jacobian(
                                rows, new int[] {0, 1, 0, 2}, x -> new double[] {2 * x[0], x[1], x[0], 1}))
                        .toString())
                .contains("The derivative ∂f/∂x[");
        assertThat(Derivatives.check(chain.jacobian(rows, new int[] {0, 0, 1, 3}, x -> new double[4]))
                        .toString())
                .contains("element 3 of the Jacobian is in row 2 and column 3, but the Jacobian is 3 × 3");
        assertThat(Derivatives.check(chain.jacobian(rows, new int[] {0, 0, 1, 2}, x -> new double[3]))
                        .toString())
                .contains("the Jacobian has 3 elements, but 4 rows and columns are given");
        assertThatThrownBy(() -> chain.jacobian(rows, new int[3], x -> x))
                .hasMessage("each element has a row and a column, but there are 4 rows and 3 columns");
    }

    /** The search for wrong numbers draws thousands for elementwise ops, whose Jacobians would not fit into memory. */
    @Test
    void anElementwiseFunctionMayHaveAJacobian() {
        FunctionSpec squares = FunctionSpec.ofVectors(
                        "x", x -> Arrays.stream(x).map(e -> e * e).toArray())
                .where("x", Values.between(-3, 3));
        assertThat(Derivatives.check(squares.jacobian(x -> {
                    double[][] diagonal = new double[x.length][x.length];
                    for (int i = 0; i < x.length; i++) {
                        diagonal[i][i] = 2 * x[i];
                    }
                    return diagonal;
                })))
                .returns(true, Derivatives.Report::isRight);
    }

    @Test
    void derivativesInADirection() {
        FunctionSpec product =
                FunctionSpec.ofVector("x", x -> x[0] * x[1] * x[1]).length(2).where("x", Values.between(-9, 9));
        assertThat(Derivatives.check(product.directional((x, v) -> v[0] * x[1] * x[1] + 2 * v[1] * x[0] * x[1])))
                .returns(true, Derivatives.Report::isRight);
        assertThat(Derivatives.check(product.directional((x, v) -> v[0] * x[1] * x[1] + v[1] * x[0] * x[1]))
                        .toString())
                .contains("The derivative ∂f/∂x[1] is wrong");
        assertThat(Derivatives.check(product.directional(
                                (x, v) -> Math.abs(v[0]) * x[1] * x[1] + 2 * Math.abs(v[1]) * x[0] * x[1]))
                        .toString())
                .contains("\"the derivative in a direction is linear in the direction\" does not hold");
        FunctionSpec pair = FunctionSpec.ofVectors("x", x -> new double[] {x[0] * x[1], Math.exp(x[1])})
                .where("x", Values.between(-3, 3))
                .length(2);
        assertThat(Derivatives.check(pair.jacobianTimes(
                        (x, v) -> new double[] {v[0] * x[1] + x[0] * v[1], v[1] * Math.exp(x[1])})))
                .returns(true, Derivatives.Report::isRight);
    }

    @Test
    void aFunctionThatRemembersOrChangesItsArgumentsIsFound() {
        double[] last = {Double.NaN, 0};
        assertThat(Derivatives.check(FunctionSpec.of("x", x -> {
                                    last[1] = Math.abs(x - last[0]) < 1e-3 ? last[1] : x * x;
                                    last[0] = x;
                                    return last[1];
                                })
                                .derivative(x -> 2 * x))
                        .isRight())
                .isFalse();
    }

    @Test
    void wrongUsesSayWhatToDo() {
        FunctionSpec two = FunctionSpec.of("T", "p", (T, p) -> T * p);
        assertThatThrownBy(() -> Derivatives.check(two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no derivative is given; add derivative(…), gradient(…) or jacobian(…)");
        assertThatThrownBy(() -> two.where("V", Values.any()))
                .hasMessage("the function has no argument V; its arguments are [T, p]");
        assertThatThrownBy(() -> two.derivative(T -> T))
                .hasMessage(
                        "derivative(x -> …) is for a function of 1 number, but this one has the arguments [T, p]; use"
                                + " the method whose lambda gets an array");
        assertThatThrownBy(() -> Derivatives.check(two.derivative("T", (T, p) -> p), 1, 0))
                .hasMessage("tries must be at least 1, but is 0");
        assertThatThrownBy(() -> two.length(3)).hasMessageContaining("only a vector has a length");
        assertThatThrownBy(() -> Values.logarithmic(0, 1)).hasMessageContaining("must be positive, but is 0.0");
        assertThat(Derivatives.check(two.gradient((T, p) -> new double[] {p})).toString())
                .contains("the gradient has 1 elements for 2 arguments; it must have one for each");
    }

    static class ProductDerivatives implements DerivativeContract {
        @Override
        public FunctionSpec spec() {
            return FunctionSpec.of("T", "p", (T, p) -> T * p)
                    .named("T p")
                    .derivative("T", (T, p) -> p)
                    .where("T", Values.between(200, 2000))
                    .where("p", Values.logarithmic(1, 1e8));
        }
    }

    @Test
    void aContractHasAPropertyForEachLaw() {
        EngineTestKit.engine("jqwik")
                .configurationParameter("jqwik.database", "")
                .selectors(org.junit.platform.engine.discovery.DiscoverySelectors.selectClass(ProductDerivatives.class))
                .execute()
                .testEvents()
                .assertStatistics(counts -> counts.failed(0).succeeded(10).skipped(4));
    }
}
