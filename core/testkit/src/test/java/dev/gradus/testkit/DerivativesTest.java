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
