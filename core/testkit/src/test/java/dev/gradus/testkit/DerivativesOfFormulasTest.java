package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import net.finmath.functions.AnalyticFormulas;
import org.hipparchus.analysis.differentiation.DSFactory;
import org.hipparchus.analysis.polynomials.PolynomialsUtils;
import org.hipparchus.special.elliptic.jacobi.JacobiElliptic;
import org.hipparchus.special.elliptic.jacobi.JacobiEllipticBuilder;
import org.hipparchus.special.elliptic.legendre.LegendreEllipticIntegral;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ojalgo.function.multiary.QuadraticFunction;
import org.ojalgo.function.polynomial.PolynomialR064;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.structure.Access1D;

/**
 * More derivatives of Hipparchus, Commons Math, Commons Numbers and ojAlgo, and those of finmath-lib: polynomials, splines,
 * interpolation, elliptic functions, Bessel functions, quadratic functions, and the Greeks of option prices.
 */
@Tag("long")
class DerivativesOfFormulasTest {
    /**
     * @param derivatives how many derivatives the spec has
     */
    private record Found(String name, int derivatives, FunctionSpec spec) {}

    /** The findings, each with the words that report it. */
    private static final Map<String, String> FINDINGS = Map.of(
            "commons-math BicubicSplineInterpolatingFunction", "for x the derivative is 1/2 times what it should be",
            "hipparchus F(φ, m)", "The value at its only element is NaN.",
            "hipparchus E(φ, m)", "The value at its only element is NaN.");

    private static final double[] KNOTS = {0, 0.7, 1.5, 2, 3.1, 4}, VALUES = {1, 0.2, -0.5, 1.4, 2, 0.3};

    private static final double[] COEFFICIENTS = {0.3, -1.2, 0.7, 2.1, -0.4, 0.15};

    private static Found univariate(
            String name,
            DoubleUnaryOperator f,
            DoubleUnaryOperator first,
            DoubleUnaryOperator second,
            double lower,
            double upper) {
        return new Found(
                name,
                2,
                FunctionSpec.of("x", f)
                        .derivative(first)
                        .hessian(x -> new double[][] {{second.applyAsDouble(x[0])}})
                        .where("x", Values.between(lower, upper)));
    }

    private static Found univariate(
            String name, DoubleUnaryOperator f, DoubleUnaryOperator first, double lower, double upper) {
        return new Found(name, 1, FunctionSpec.of("x", f).derivative(first).where("x", Values.between(lower, upper)));
    }

    private static List<Found> polynomials() {
        List<Found> all = new ArrayList<>();
        Map<String, org.hipparchus.analysis.polynomials.PolynomialFunction> hipparchus = Map.of(
                "of degree 5", new org.hipparchus.analysis.polynomials.PolynomialFunction(COEFFICIENTS),
                "Chebyshev 6", PolynomialsUtils.createChebyshevPolynomial(6),
                "Hermite 5", PolynomialsUtils.createHermitePolynomial(5),
                "Laguerre 5", PolynomialsUtils.createLaguerrePolynomial(5),
                "Legendre 7", PolynomialsUtils.createLegendrePolynomial(7),
                "Jacobi 4 1 2", PolynomialsUtils.createJacobiPolynomial(4, 1, 2));
        hipparchus.forEach((name, p) -> all.add(univariate(
                "hipparchus polynomial " + name,
                p::value,
                p.polynomialDerivative()::value,
                p.polynomialDerivative().polynomialDerivative()::value,
                -2,
                2)));
        all.add(univariate(
                "hipparchus antiDerivative",
                hipparchus.get("of degree 5").antiDerivative()::value,
                hipparchus.get("of degree 5")::value,
                -2,
                2));
        Map<String, org.apache.commons.math3.analysis.polynomials.PolynomialFunction> math = Map.of(
                "of degree 5", new org.apache.commons.math3.analysis.polynomials.PolynomialFunction(COEFFICIENTS),
                "Chebyshev 6",
                        org.apache.commons.math3.analysis.polynomials.PolynomialsUtils.createChebyshevPolynomial(6),
                "Hermite 5", org.apache.commons.math3.analysis.polynomials.PolynomialsUtils.createHermitePolynomial(5),
                "Laguerre 5",
                        org.apache.commons.math3.analysis.polynomials.PolynomialsUtils.createLaguerrePolynomial(5),
                "Legendre 7",
                        org.apache.commons.math3.analysis.polynomials.PolynomialsUtils.createLegendrePolynomial(7),
                "Jacobi 4 1 2",
                        org.apache.commons.math3.analysis.polynomials.PolynomialsUtils.createJacobiPolynomial(4, 1, 2));
        math.forEach((name, p) -> all.add(univariate(
                "commons-math polynomial " + name,
                p::value,
                p.polynomialDerivative()::value,
                p.polynomialDerivative().polynomialDerivative()::value,
                -2,
                2)));
        PolynomialR064 ojAlgo = PolynomialR064.wrap(COEFFICIENTS);
        all.add(univariate(
                "ojAlgo polynomial",
                ojAlgo::invoke,
                ojAlgo.buildDerivative()::invoke,
                ((PolynomialR064) ojAlgo.buildDerivative()).buildDerivative()::invoke,
                -2,
                2));
        all.add(univariate("ojAlgo buildPrimitive", ojAlgo.buildPrimitive()::invoke, ojAlgo::invoke, -2, 2));
        List<String> names = List.of("c0", "c1", "c2", "c3");
        var ofHipparchus = new org.hipparchus.analysis.polynomials.PolynomialFunction.Parametric();
        var ofMath = new org.apache.commons.math3.analysis.polynomials.PolynomialFunction.Parametric();
        all.add(parametric("hipparchus", names, p -> ofHipparchus.value(1.3, p), p -> ofHipparchus.gradient(1.3, p)));
        all.add(parametric("commons-math", names, p -> ofMath.value(1.3, p), p -> ofMath.gradient(1.3, p)));
        return all;
    }

    private static Found parametric(
            String library, List<String> names, ToDoubleFunction<double[]> f, Function<double[], double[]> gradient) {
        FunctionSpec spec = FunctionSpec.of(names, f).gradient(gradient);
        for (String name : names) {
            spec = spec.where(name, Values.between(-3, 3));
        }
        return new Found(library + " PolynomialFunction.Parametric", names.size(), spec);
    }

    private static List<Found> interpolation() {
        List<Found> all = new ArrayList<>();
        var natural = new org.hipparchus.analysis.interpolation.SplineInterpolator().interpolate(KNOTS, VALUES);
        var naturalOfMath =
                new org.apache.commons.math3.analysis.interpolation.SplineInterpolator().interpolate(KNOTS, VALUES);
        var akima = new org.hipparchus.analysis.interpolation.AkimaSplineInterpolator().interpolate(KNOTS, VALUES);
        var akimaOfMath = new org.apache.commons.math3.analysis.interpolation.AkimaSplineInterpolator()
                .interpolate(KNOTS, VALUES);
        all.add(univariate(
                "hipparchus SplineInterpolator",
                natural::value,
                natural.polynomialSplineDerivative()::value,
                0.01,
                3.99));
        all.add(univariate(
                "commons-math SplineInterpolator",
                naturalOfMath::value,
                naturalOfMath.polynomialSplineDerivative()::value,
                0.01,
                3.99));
        all.add(univariate(
                "hipparchus AkimaSplineInterpolator",
                akima::value,
                akima.polynomialSplineDerivative()::value,
                0.01,
                3.99));
        all.add(univariate(
                "commons-math AkimaSplineInterpolator",
                akimaOfMath::value,
                akimaOfMath.polynomialSplineDerivative()::value,
                0.01,
                3.99));
        DSFactory two = new DSFactory(1, 2);
        var newton =
                new org.hipparchus.analysis.interpolation.DividedDifferenceInterpolator().interpolate(KNOTS, VALUES);
        all.add(univariate(
                "hipparchus DividedDifferenceInterpolator",
                newton::value,
                x -> newton.value(two.variable(0, x)).getPartialDerivative(1),
                x -> newton.value(two.variable(0, x)).getPartialDerivative(2),
                0,
                4));
        var newtonOfMath = new org.apache.commons.math3.analysis.interpolation.DividedDifferenceInterpolator()
                .interpolate(KNOTS, VALUES);
        all.add(univariate(
                "commons-math DividedDifferenceInterpolator",
                newtonOfMath::value,
                x -> newtonOfMath.value(ofMath(x)).getPartialDerivative(1),
                x -> newtonOfMath.value(ofMath(x)).getPartialDerivative(2),
                0,
                4));
        var hermite = new org.hipparchus.analysis.interpolation.HermiteInterpolator();
        var hermiteOfMath = new org.apache.commons.math3.analysis.interpolation.HermiteInterpolator();
        for (int i = 0; i < 3; i++) {
            hermite.addSamplePoint(KNOTS[i], new double[] {VALUES[i]}, new double[] {COEFFICIENTS[i]});
            hermiteOfMath.addSamplePoint(KNOTS[i], new double[] {VALUES[i]}, new double[] {COEFFICIENTS[i]});
        }
        all.add(univariate(
                "hipparchus HermiteInterpolator",
                x -> hermite.value(x)[0],
                x -> hermite.derivatives(x, 2)[1][0],
                x -> hermite.derivatives(x, 2)[2][0],
                0,
                1.5));
        all.add(univariate(
                "commons-math HermiteInterpolator",
                x -> hermiteOfMath.value(x)[0],
                x -> hermiteOfMath.value(ofMath(x))[0].getPartialDerivative(1),
                x -> hermiteOfMath.value(ofMath(x))[0].getPartialDerivative(2),
                0,
                1.5));
        all.add(bicubic());
        return all;
    }

    private static org.apache.commons.math3.analysis.differentiation.DerivativeStructure ofMath(double x) {
        return new org.apache.commons.math3.analysis.differentiation.DerivativeStructure(1, 2, 0, x);
    }

    /** x³ y² on cells of 0.5 by 0.25. */
    @SuppressWarnings("deprecation")
    private static Found bicubic() {
        double[] xs = {0, 0.5, 1, 1.5}, ys = {0, 0.25, 0.5};
        var f = new org.apache.commons.math3.analysis.interpolation.BicubicSplineInterpolatingFunction(
                xs,
                ys,
                table(xs, ys, (x, y) -> x * x * x * y * y),
                table(xs, ys, (x, y) -> 3 * x * x * y * y),
                table(xs, ys, (x, y) -> x * x * x * 2 * y),
                table(xs, ys, (x, y) -> 6 * x * x * y),
                true);
        return new Found(
                "commons-math BicubicSplineInterpolatingFunction",
                2,
                FunctionSpec.of("x", "y", f::value)
                        .derivative("x", f::partialDerivativeX)
                        .derivative("y", f::partialDerivativeY)
                        .where("x", Values.between(0.55, 0.95))
                        .where("y", Values.between(0.26, 0.49)));
    }

    private static double[][] table(double[] xs, double[] ys, DoubleBinaryOperator f) {
        return Arrays.stream(xs)
                .mapToObj(x -> Arrays.stream(ys).map(y -> f.applyAsDouble(x, y)).toArray())
                .toArray(double[][]::new);
    }

    private static List<Found> specialFunctions() {
        JacobiElliptic jacobi = JacobiEllipticBuilder.build(0.6);
        return List.of(
                univariate(
                        "hipparchus sn",
                        u -> jacobi.valuesN(u).sn(),
                        u -> jacobi.valuesN(u).cn() * jacobi.valuesN(u).dn(),
                        -5,
                        5),
                univariate(
                        "hipparchus cn",
                        u -> jacobi.valuesN(u).cn(),
                        u -> -jacobi.valuesN(u).sn() * jacobi.valuesN(u).dn(),
                        -5,
                        5),
                univariate(
                        "hipparchus dn",
                        u -> jacobi.valuesN(u).dn(),
                        u -> -0.6 * jacobi.valuesN(u).sn() * jacobi.valuesN(u).cn(),
                        -5,
                        5),
                univariate(
                        "hipparchus K(m)",
                        LegendreEllipticIntegral::bigK,
                        m -> (LegendreEllipticIntegral.bigE(m) / (1 - m) - LegendreEllipticIntegral.bigK(m)) / (2 * m),
                        0.1,
                        0.9),
                univariate(
                        "hipparchus E(m)",
                        LegendreEllipticIntegral::bigE,
                        m -> (LegendreEllipticIntegral.bigE(m) - LegendreEllipticIntegral.bigK(m)) / (2 * m),
                        0.1,
                        0.9),
                univariate(
                        "hipparchus F(φ, m)",
                        phi -> LegendreEllipticIntegral.bigF(phi, 0.6),
                        phi -> 1 / Math.sqrt(1 - 0.6 * Math.sin(phi) * Math.sin(phi)),
                        -1.5,
                        1.5),
                univariate(
                        "hipparchus E(φ, m)",
                        phi -> LegendreEllipticIntegral.bigE(phi, 0.6),
                        phi -> Math.sqrt(1 - 0.6 * Math.sin(phi) * Math.sin(phi)),
                        -1.5,
                        1.5),
                univariate("hipparchus erf", org.hipparchus.special.Erf::erf, x -> bell(x), -4, 4),
                univariate("commons-math erf", org.apache.commons.math3.special.Erf::erf, x -> bell(x), -4, 4),
                univariate("commons-numbers erf", org.apache.commons.numbers.gamma.Erf::value, x -> bell(x), -4, 4),
                univariate("commons-numbers erfc", org.apache.commons.numbers.gamma.Erfc::value, x -> -bell(x), -4, 4),
                univariate(
                        "commons-numbers erfcx",
                        org.apache.commons.numbers.gamma.Erfcx::value,
                        x -> 2 * x * org.apache.commons.numbers.gamma.Erfcx.value(x) - 2 / Math.sqrt(Math.PI),
                        -2,
                        9),
                univariate("ojAlgo erf", org.ojalgo.function.special.ErrorFunction::erf, x -> bell(x), -4, 4),
                univariate(
                        "hipparchus J₀",
                        x -> org.hipparchus.special.BesselJ.value(0, x),
                        x -> -org.hipparchus.special.BesselJ.value(1, x),
                        0.5,
                        20),
                univariate(
                        "commons-math J₀",
                        x -> org.apache.commons.math3.special.BesselJ.value(0, x),
                        x -> -org.apache.commons.math3.special.BesselJ.value(1, x),
                        0.5,
                        20));
    }

    /** erf′. */
    private static double bell(double x) {
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
    }

    private static Found quadratic() {
        QuadraticFunction<Double> f = QuadraticFunction.wrap(
                R064Store.FACTORY.copy(org.ojalgo.structure.Access2D.wrap(new double[][] {{2, 0.5}, {-1, 3}})),
                R064Store.FACTORY.column(1.5, -2));
        return new Found(
                "ojAlgo QuadraticFunction",
                6,
                FunctionSpec.of(List.of("a", "b"), x -> f.invoke(Access1D.wrap(x)))
                        .gradient(x -> f.getGradient(Access1D.wrap(x)).toRawCopy1D())
                        .hessian(x -> f.getHessian(Access1D.wrap(x)).toRawCopy2D())
                        .where("a", Values.between(-5, 5))
                        .where("b", Values.between(-5, 5)));
    }

    /** A formula of five numbers. */
    private interface Formula {
        double of(double a, double b, double c, double d, double e);
    }

    private static ToDoubleFunction<double[]> array(Formula formula) {
        return x -> formula.of(x[0], x[1], x[2], x[3], x[4]);
    }

    private static Found price(String name, Formula f, String argument, Formula derivative) {
        return new Found(
                "finmath " + name + " by " + argument,
                1,
                FunctionSpec.of(List.of("S", "r", "σ", "T", "K"), array(f))
                        .derivative(argument, array(derivative))
                        .where("S", Values.between(60, 150))
                        .where("r", Values.between(-0.02, 0.08))
                        .where("σ", Values.between(0.1, 0.6))
                        .where("T", Values.between(0.2, 5))
                        .where("K", Values.between(60, 150)));
    }

    private static List<Found> optionPrices() {
        Formula price = AnalyticFormulas::blackScholesOptionValue;
        Formula digital = AnalyticFormulas::blackScholesDigitalOptionValue;
        // the payoff unit is e^(−r T) and the forward S / unit
        Formula normal = (s, r, v, t, k) ->
                AnalyticFormulas.bachelierOptionValue(s * Math.exp(r * t), 100 * v, t, k, Math.exp(-r * t));
        Formula general = (s, r, v, t, k) ->
                AnalyticFormulas.blackScholesGeneralizedOptionValue(s * Math.exp(r * t), v, t, k, Math.exp(-r * t));
        return List.of(
                price("price", price, "S", AnalyticFormulas::blackScholesOptionDelta),
                price("price", price, "σ", AnalyticFormulas::blackScholesOptionVega),
                price("price", price, "r", AnalyticFormulas::blackScholesOptionRho),
                price("price", price, "T", (s, r, v, t, k) -> -AnalyticFormulas.blackScholesOptionTheta(s, r, v, t, k)),
                price(
                        "delta",
                        AnalyticFormulas::blackScholesOptionDelta,
                        "S",
                        AnalyticFormulas::blackScholesOptionGamma),
                price("digital", digital, "S", AnalyticFormulas::blackScholesDigitalOptionDelta),
                price("digital", digital, "σ", AnalyticFormulas::blackScholesDigitalOptionVega),
                price("digital", digital, "r", AnalyticFormulas::blackScholesDigitalOptionRho),
                price(
                        "Bachelier",
                        normal,
                        "S",
                        (s, r, v, t, k) -> AnalyticFormulas.bachelierOptionDelta(
                                s * Math.exp(r * t), 100 * v, t, k, Math.exp(-r * t))),
                price(
                        "Bachelier",
                        normal,
                        "σ",
                        (s, r, v, t, k) -> 100
                                * AnalyticFormulas.bachelierGeneralizedOptionVega(
                                        s * Math.exp(r * t), 100 * v, t, k, Math.exp(-r * t))),
                price(
                        "generalized price",
                        general,
                        "σ",
                        (s, r, v, t, k) -> AnalyticFormulas.blackScholesGeneralizedOptionVega(
                                s * Math.exp(r * t), v, t, k, Math.exp(-r * t))));
    }

    private static List<Found> all() {
        List<Found> all = new ArrayList<>(polynomials());
        all.addAll(interpolation());
        all.addAll(specialFunctions());
        all.add(quadratic());
        all.addAll(optionPrices());
        return all;
    }

    @Test
    void areMany() {
        assertThat(all().stream().mapToInt(Found::derivatives).sum()).isEqualTo(82);
    }

    @TestFactory
    Stream<DynamicTest> areRightButForTheFindings() {
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
