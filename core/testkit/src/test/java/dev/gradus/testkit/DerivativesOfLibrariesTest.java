package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.hipparchus.analysis.differentiation.DSFactory;
import org.hipparchus.analysis.differentiation.UnivariateDifferentiableFunction;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Derivatives of Hipparchus, Commons Math, Commons Statistics, Commons Numbers and ojAlgo: densities, which are the
 * derivatives of cumulative probabilities, elementary functions with their first and second derivatives, and gradients of
 * models with respect to their parameters. docs/21 lists the findings.
 */
@Tag("long")
class DerivativesOfLibrariesTest {
    /** A function of a library, by its name. */
    private record Found(String name, int derivatives, FunctionSpec spec) {
        Found(String name, FunctionSpec spec) {
            this(name, 1, spec);
        }
    }

    /** The findings, each with the words that report it. */
    private static final Map<String, String> FINDINGS = Map.of(
            "ojAlgo TDistribution of 7", "ratio         1.00000025",
            "hipparchus Gamma.logGamma", "ratio         1 + 1.7e-08",
            "commons-math Gamma.logGamma", "ratio         1 + 1.7e-08");

    private static final String MATH = "org.apache.commons.math3.";
    private static final String HIPPARCHUS = "org.hipparchus.";

    /** The distributions that both Commons Math and Hipparchus have, with their parameters. */
    private static final List<String> DISTRIBUTIONS = List.of(
            "Beta 2 3.5",
            "Cauchy 1 2",
            "ChiSquared 4",
            "Exponential 2",
            "F 5 7",
            "Gamma 3 2",
            "Gamma 300 2",
            "Gumbel 1 2",
            "Laplace -30 2",
            "Levy 0 1",
            "Logistic 1 2",
            "LogNormal 0.5 0.8",
            "Nakagami 2 3",
            "Normal 1 2",
            "Pareto 1.5 2.5",
            "T 5",
            "Weibull 1.5 2");

    /** Elementary functions and where they are checked. */
    private static final List<String> FUNCTIONS = List.of(
            "Acos -0.9 0.9",
            "Acosh 1.1 9",
            "Asin -0.9 0.9",
            "Asinh -9 9",
            "Atan -9 9",
            "Atanh -0.9 0.9",
            "Cbrt 0.1 9",
            "Cos -9 9",
            "Cosh -9 9",
            "Exp -9 9",
            "Expm1 -9 9",
            "Inverse 0.1 9",
            "Log 0.1 9",
            "Log10 0.1 9",
            "Log1p -0.9 9",
            "Minus -9 9",
            "Sin -9 9",
            "Sinc -9 9",
            "Sinh -9 9",
            "Sqrt 0.1 9",
            "Tan -1 1",
            "Tanh -9 9");

    private static Object made(String type, double... parameters) throws ReflectiveOperationException {
        Class<?>[] types = new Class<?>[parameters.length];
        Arrays.fill(types, double.class);
        return Class.forName(type)
                .getConstructor(types)
                .newInstance(Arrays.stream(parameters).boxed().toArray());
    }

    private static double called(Object object, String method, double x) {
        try {
            return (double) object.getClass().getMethod(method, double.class).invoke(object, x);
        } catch (InvocationTargetException thrown) {
            throw new IllegalArgumentException(thrown.getCause());
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static double[] numbers(String[] words) {
        return Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray();
    }

    private static Found density(
            String name, DoubleUnaryOperator cumulative, DoubleUnaryOperator density, DoubleUnaryOperator quantile) {
        return new Found(
                name,
                FunctionSpec.of("x", cumulative)
                        .derivative(density)
                        .where("x", Values.between(quantile.applyAsDouble(0.001), quantile.applyAsDouble(0.999))));
    }

    private static List<Found> distributions() throws ReflectiveOperationException {
        List<Found> all = new ArrayList<>();
        for (String described : DISTRIBUTIONS) {
            String[] words = described.split(" ");
            for (String packageName : List.of(MATH + "distribution.", HIPPARCHUS + "distribution.continuous.")) {
                Object made = made(packageName + words[0] + "Distribution", numbers(words));
                all.add(density(
                        (packageName.startsWith(MATH) ? "commons-math " : "hipparchus ") + described,
                        x -> called(made, "cumulativeProbability", x),
                        x -> called(made, "density", x),
                        p -> called(made, "inverseCumulativeProbability", p)));
            }
            Class<?>[] types = new Class<?>[words.length - 1];
            Arrays.fill(types, double.class);
            ContinuousDistribution made = (ContinuousDistribution)
                    Class.forName("org.apache.commons.statistics.distribution." + words[0] + "Distribution")
                            .getMethod("of", types)
                            .invoke(null, Arrays.stream(numbers(words)).boxed().toArray());
            all.add(density(
                    "commons-statistics " + described,
                    made::cumulativeProbability,
                    made::density,
                    made::inverseCumulativeProbability));
            all.add(density(
                    "commons-statistics, survival of " + described,
                    x -> -made.survivalProbability(x),
                    made::density,
                    made::inverseCumulativeProbability));
        }
        return all;
    }

    private static List<Found> ofOjAlgo() {
        return Stream.<org.ojalgo.random.ContinuousDistribution>of(
                        org.ojalgo.random.Normal.of(1, 2),
                        org.ojalgo.random.Exponential.of(2),
                        org.ojalgo.random.Cauchy.of(1, 2),
                        new org.ojalgo.random.LogNormal(0.5, 0.8),
                        org.ojalgo.random.TDistribution.of(2),
                        org.ojalgo.random.TDistribution.of(3),
                        org.ojalgo.random.TDistribution.of(7))
                .map(each -> new Found(
                        "ojAlgo "
                                + (each.getClass() == org.ojalgo.random.TDistribution.class
                                        ? "TDistribution of 7"
                                        : each.getClass().getSimpleName()),
                        FunctionSpec.of("x", each::getDistribution)
                                .derivative(each::getDensity)
                                .where("x", Values.between(0.1, 6))))
                .toList();
    }

    private static FunctionSpec differentiable(
            DoubleUnaryOperator f, DoubleUnaryOperator first, DoubleUnaryOperator second, double lower, double upper) {
        return FunctionSpec.of("x", f)
                .derivative(first)
                .hessian(x -> new double[][] {{second.applyAsDouble(x[0])}})
                .where("x", Values.between(lower, upper));
    }

    private static List<Found> functions() throws ReflectiveOperationException {
        List<Found> all = new ArrayList<>();
        DSFactory factory = new DSFactory(1, 2);
        for (String described : FUNCTIONS) {
            String[] words = described.split(" ");
            double[] domain = numbers(words);
            var f = (UnivariateDifferentiableFunction) made(HIPPARCHUS + "analysis.function." + words[0]);
            all.add(new Found(
                    "hipparchus " + words[0],
                    2,
                    differentiable(
                            f::value,
                            x -> f.value(factory.variable(0, x)).getPartialDerivative(1),
                            x -> f.value(factory.variable(0, x)).getPartialDerivative(2),
                            domain[0],
                            domain[1])));
            var g = (org.apache.commons.math3.analysis.differentiation.UnivariateDifferentiableFunction)
                    made(MATH + "analysis.function." + words[0]);
            all.add(new Found(
                    "commons-math " + words[0],
                    2,
                    differentiable(
                            g::value,
                            x -> g.value(ofMath(x)).getPartialDerivative(1),
                            x -> g.value(ofMath(x)).getPartialDerivative(2),
                            domain[0],
                            domain[1])));
        }
        return all;
    }

    private static org.apache.commons.math3.analysis.differentiation.DerivativeStructure ofMath(double x) {
        return new org.apache.commons.math3.analysis.differentiation.DerivativeStructure(1, 2, 0, x);
    }

    /** A model of x = 0.7 and its gradient with respect to its parameters. */
    private static List<Found> models() {
        List<Found> all = new ArrayList<>();
        List<String> gaussian = List.of("norm", "mean", "sigma"), wave = List.of("amplitude", "omega", "phase");
        List<String> logistic = List.of("k", "m", "b", "q", "a", "n"), limits = List.of("lo", "hi");
        all.add(model(gaussian, new org.hipparchus.analysis.function.Gaussian.Parametric()));
        all.add(model(wave, new org.hipparchus.analysis.function.HarmonicOscillator.Parametric()));
        all.add(model(logistic, new org.hipparchus.analysis.function.Logistic.Parametric()));
        all.add(model(limits, new org.hipparchus.analysis.function.Sigmoid.Parametric()));
        all.add(model(gaussian, new org.apache.commons.math3.analysis.function.Gaussian.Parametric()));
        all.add(model(wave, new org.apache.commons.math3.analysis.function.HarmonicOscillator.Parametric()));
        all.add(model(logistic, new org.apache.commons.math3.analysis.function.Logistic.Parametric()));
        all.add(model(limits, new org.apache.commons.math3.analysis.function.Sigmoid.Parametric()));
        return all;
    }

    private static Found model(List<String> names, org.hipparchus.analysis.ParametricUnivariateFunction f) {
        return model(
                "hipparchus ",
                f,
                FunctionSpec.of(names, p -> f.value(0.7, p)).gradient(p -> f.gradient(0.7, p)),
                names);
    }

    private static Found model(List<String> names, org.apache.commons.math3.analysis.ParametricUnivariateFunction f) {
        return model(
                "commons-math ",
                f,
                FunctionSpec.of(names, p -> f.value(0.7, p)).gradient(p -> f.gradient(0.7, p)),
                names);
    }

    private static Found model(String library, Object f, FunctionSpec spec, List<String> names) {
        FunctionSpec all = spec;
        for (String name : names) {
            all = all.where(name, Values.between(0.2, 2));
        }
        return new Found(library + f.getClass().getDeclaringClass().getSimpleName() + ".Parametric", names.size(), all);
    }

    private static List<Found> specialFunctions() {
        return List.of(
                new Found(
                        "commons-numbers RegularizedGamma.P",
                        FunctionSpec.of("a", "x", RegularizedGamma.P::value)
                                .derivative("x", RegularizedGamma.P::derivative)
                                .where("a", Values.between(0.5, 20))
                                .where("x", Values.between(0.5, 20))),
                new Found(
                        "commons-numbers RegularizedGamma.Q",
                        FunctionSpec.of("a", "x", RegularizedGamma.Q::value)
                                .derivative("x", RegularizedGamma.Q::derivative)
                                .where("a", Values.between(0.5, 20))
                                .where("x", Values.between(0.5, 20))),
                new Found(
                        "commons-numbers RegularizedBeta",
                        FunctionSpec.of("x", "a", "b", RegularizedBeta::value)
                                .derivative("x", RegularizedBeta::derivative)
                                .where("x", Values.between(0.05, 0.95))
                                .where("a", Values.between(0.5, 9))
                                .where("b", Values.between(0.5, 9))),
                new Found(
                        "commons-numbers LogGamma, commons-numbers Digamma",
                        FunctionSpec.of("x", LogGamma::value)
                                .derivative(org.apache.commons.numbers.gamma.Digamma::value)
                                .where("x", Values.between(0.5, 30))),
                new Found(
                        "commons-numbers Digamma, commons-numbers Trigamma",
                        FunctionSpec.of("x", org.apache.commons.numbers.gamma.Digamma::value)
                                .derivative(org.apache.commons.numbers.gamma.Trigamma::value)
                                .where("x", Values.between(0.5, 30))),
                new Found(
                        "hipparchus Gamma.logGamma",
                        FunctionSpec.of("x", org.hipparchus.special.Gamma::logGamma)
                                .derivative(org.hipparchus.special.Gamma::digamma)
                                .where("x", Values.between(0.5, 30))),
                new Found(
                        "hipparchus Gamma.digamma",
                        FunctionSpec.of("x", org.hipparchus.special.Gamma::digamma)
                                .derivative(org.hipparchus.special.Gamma::trigamma)
                                .where("x", Values.between(0.5, 30))),
                new Found(
                        "commons-math Gamma.logGamma",
                        FunctionSpec.of("x", org.apache.commons.math3.special.Gamma::logGamma)
                                .derivative(org.apache.commons.math3.special.Gamma::digamma)
                                .where("x", Values.between(0.5, 30))),
                new Found(
                        "commons-math Gamma.digamma",
                        FunctionSpec.of("x", org.apache.commons.math3.special.Gamma::digamma)
                                .derivative(org.apache.commons.math3.special.Gamma::trigamma)
                                .where("x", Values.between(0.5, 30))));
    }

    private static List<Found> all() throws ReflectiveOperationException {
        List<Found> all = new ArrayList<>(distributions());
        all.addAll(ofOjAlgo());
        all.addAll(functions());
        all.addAll(models());
        all.addAll(specialFunctions());
        return all;
    }

    @Test
    void areMany() throws ReflectiveOperationException {
        assertThat(all().stream().mapToInt(Found::derivatives).sum()).isGreaterThan(150);
    }

    @TestFactory
    Stream<DynamicTest> areRightButForTheFindings() throws ReflectiveOperationException {
        return all().stream()
                .map(found -> DynamicTest.dynamicTest(
                        found.name,
                        () -> assertThat(Derivatives.check(
                                                found.spec
                                                        .named(found.name)
                                                        .without(Law.EXTREMES, "not the domain that it documents"),
                                                1,
                                                30)
                                        .toString())
                                .contains(FINDINGS.getOrDefault(found.name, "right: "))));
    }
}
