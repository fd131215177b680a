package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.law.ValueLaws;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The laws about values, with ops and numbers that are written down. */
class ValueLawsTest {
    private static final double[] ONE = {1};

    /** x plus something, with a reference of x. */
    private static OpSpec spec(DoubleUnaryOperator value, Formula.Rule<Formula.Unary> rule, Values domain) {
        return OpSpec.unary(Formula.unary(value, rule))
                .input("x", Dims.dims("n"), domain)
                .reference(x -> x);
    }

    private static OpSpec spec(DoubleUnaryOperator value, Formula.Rule<Formula.Unary> rule) {
        return spec(value, rule, Values.any());
    }

    private static OpSpec spec(DoubleUnaryOperator value) {
        return spec(value, (f, u) -> u);
    }

    private static Optional<String> reference(OpSpec spec, double... x) {
        return ValueLaws.equalsReference(Cases.of(spec, x, x)).map(Finding::what);
    }

    @Test
    void aValueMayDifferByTheTolerance() {
        OpSpec relative = spec(x -> 1.01 * x).tolerance(0.02, 0);
        OpSpec absolute = spec(x -> x + 0.01).tolerance(0, 0.02);

        assertThat(reference(relative, 100, 1e-9)).isEmpty();
        assertThat(reference(relative.tolerance(0.005, 0), 100)).contains("the value at [0] is wrong");
        assertThat(reference(absolute, 0, 100)).isEmpty();
        assertThat(reference(absolute.tolerance(0, 0.005), 0, 100)).contains("the value at [0] is wrong");
        assertThat(reference(spec(x -> x < 5 ? x : 1), 1, 2, 5)).contains("the value at [2] is wrong");
        assertThat(reference(spec(x -> x * 2).tolerance(0.5, 0.5), 1)).isEmpty();
    }

    @Test
    void nothingButNaNIsNaNAndNothingButInfinityIsInfinite() {
        OpSpec same = spec(x -> x);

        assertThat(reference(same, Double.NaN, Double.POSITIVE_INFINITY)).isEmpty();
        assertThat(reference(spec(x -> 1), Double.NaN)).isPresent();
        assertThat(reference(spec(x -> Double.NaN), 1)).isPresent();
        assertThat(reference(spec(x -> -x), Double.POSITIVE_INFINITY)).isPresent();
        assertThat(reference(spec(x -> Double.POSITIVE_INFINITY).tolerance(1, 1), 1))
                .isPresent();
    }

    @Test
    void aFindingShowsBothNumbers() {
        assertThat(ValueLaws.equalsReference(Cases.of(spec(x -> 3 * x), ONE, new double[] {2})))
                .hasValueSatisfying(finding -> {
                    assertThat(finding.fact("value")).contains("6");
                    assertThat(finding.fact("reference")).contains("2");
                    assertThat(finding.fact("ratio")).contains("3.00000000");
                });
    }

    @Test
    void aReferenceOfAnotherShapeIsNoReference() {
        OpSpec scalar = OpSpec.unary(Formula.unary(x -> x, (f, u) -> u))
                .input("x", Dims.dims("n"), Values.any())
                .referenceTensor(in -> Tensor.scalar(1));

        assertThat(reference(scalar, 1, 2)).contains("the reference has shape (), the op (n2=2)");
    }

    private static Optional<String> settled(OpSpec spec, double... x) {
        return ValueLaws.holdsWhereSettled(
                        Cases.of(spec, new double[x.length], x).withUpstream(ones(x)))
                .map(Finding::what);
    }

    private static Tensor ones(double... like) {
        return Tensor.ones(Shape.of(like.length));
    }

    @Test
    void whereTheValueIsFiniteItAndTheGradientAreChecked() {
        assertThat(settled(spec(x -> 2 * x, (f, u) -> u.multiply(2)), 1e6)).contains("the value at [0] is wrong");
        assertThat(settled(spec(x -> x, (f, u) -> u.multiply(3)), 2)).contains("the gradient ∂J/∂x[0] is wrong");
        assertThat(settled(spec(x -> x), 1e6, 2)).isEmpty();
        assertThat(settled(spec(x -> x > 5 ? Double.NaN : 2 * x, (f, u) -> u.multiply(2)), 1, 6))
                .isEmpty();
    }

    @Test
    void anExcusedLawIsNotCheckedUnderAnotherName() {
        OpSpec wrongValue = spec(x -> 2 * x, (f, u) -> u.multiply(2)).without(Law.VALUE, "not now");
        OpSpec wrongGradient = spec(x -> x, (f, u) -> u.multiply(3)).without(Law.GRADIENT, "not now");
        OpSpec wrongSecond = spec(x -> x * x, DETACHED).without(Law.VALUE, "x²").without(Law.SECOND_ORDER, "not now");

        assertThat(settled(wrongValue, 2)).isEmpty();
        assertThat(settled(wrongGradient, 2)).isEmpty();
        assertThat(nearEdges(wrongSecond, 2)).isEmpty();
        assertThat(smallest(wrongValue, 2)).isEmpty();
    }

    private static final Formula.Rule<Formula.Unary> DETACHED =
            (f, u) -> u.multiply(f.x().stopGradient()).multiply(2);

    private static Optional<String> nearEdges(OpSpec spec, double... x) {
        return ValueLaws.holdsNearEdges(Cases.of(spec, ones(x), Cases.vector(x)))
                .map(Finding::what);
    }

    @Test
    void nextToAnEdgeTheRuleIsDifferentiatedAsWell() {
        OpSpec detached = spec(x -> x * x, DETACHED).without(Law.VALUE, "x²");

        assertThat(nearEdges(detached, 2))
                .hasValueSatisfying(what -> assertThat(what).contains("the rule itself"));
        assertThat(nearEdges(spec(x -> x > 5 ? 1 / 0.0 : x * x, DETACHED), 2, 6))
                .isEmpty();
    }

    /** The rule of |x| divides by 0 there, although the spec declares a kink. */
    @Test
    void aKinkHidesNoNaN() {
        OpSpec abs = OpSpec.unary(
                        Formula.unary(Math::abs, (f, u) -> u.multiply(f.x()).divide(f.x().abs())))
                .input("x", Dims.dims("n"), Values.any().kinksAt(0))
                .reference(Math::abs);

        assertThat(ValueLaws.holdsForDegenerateData(Cases.of(abs, ONE, new double[] {0}))
                        .map(Finding::what))
                .contains("the gradient ∂J/∂x[0] is NaN");
    }

    @Test
    void atADeclaredKinkTheGradientIsBetweenTheSlopes() {
        Formula.Rule<Formula.Unary> steep =
                (f, u) -> f.x().equal(0).where(u.multiply(7), f.x().sign().multiply(u));
        OpSpec abs = OpSpec.unary(Formula.unary(Math::abs, steep))
                .input("x", Dims.dims("n"), Values.any().kinksAt(0))
                .reference(Math::abs);
        Case atZero = Cases.of(abs, ONE, new double[] {0});

        assertThat(ValueLaws.holdsForDegenerateData(atZero).map(Finding::what))
                .contains("∂J/∂x[0] is not between the slopes on both sides");
        assertThat(ValueLaws.holdsForDegenerateData(Cases.of(abs.without(Law.KINKS, "not now"), ONE, new double[] {0})))
                .isEmpty();
        assertThat(ValueLaws.holdsForDegenerateData(Cases.of(abs, ONE, new double[] {2})))
                .isEmpty();
    }

    private static Optional<String> extremes(OpSpec spec, double... x) {
        return ValueLaws.survivesExtremes(Cases.of(spec, ones(x), Cases.vector(x)))
                .map(Finding::what);
    }

    @Test
    void anExtremeGivesNoNaNAndNoNeedlessInfinity() {
        assertThat(extremes(spec(x -> x > 5 ? Double.NaN : x), 1, 6)).contains("the value at [1] is NaN");
        assertThat(extremes(spec(x -> x > 5 ? 1 / 0.0 : x), 1, 6)).contains("the value at [1] is wrong");
        assertThat(extremes(spec(x -> x), 1, 1 / 0.0)).isEmpty();
        assertThat(extremes(spec(x -> x + 1), 1, 6)).isEmpty();
    }

    @Test
    void aGradientIsNaNOnlyWhereTheValueIsInfinite() {
        Formula.Rule<Formula.Unary> noNumber = (f, u) -> f.x().greater(5).where(Constant.of(Double.NaN), u);

        assertThat(extremes(spec(x -> x, noNumber), 1, 6)).contains("the gradient ∂J/∂x[1] is NaN");
        assertThat(extremes(spec(x -> x, noNumber), 1, 2)).isEmpty();
        assertThat(extremes(spec(x -> x, noNumber), 6, 1 / 0.0)).isEmpty();
    }

    /** ∞ from one output and −∞ from another add up to NaN: the gradient overflows, which is no mistake. */
    @Test
    void theSumOfInfiniteGradientsMayBeNaN() {
        OpSpec both = OpSpec.unary(x -> Custom.of(
                        List.of(x),
                        in -> Shape.of(2),
                        (self, in, out) -> out[0] = out[1] = 1,
                        (self, u) -> List.of(overflowing(u).sum().reshape(1))))
                .input("x", Dims.dims("n"), Values.any());
        OpSpec second = OpSpec.unary(x -> Custom.of(
                        List.of(x),
                        in -> Shape.of(2),
                        (self, in, out) -> out[0] = out[1] = 1,
                        (self, u) -> List.of(u.multiply(u)
                                .greater(2)
                                .where(Constant.of(Double.NaN), u)
                                .sum()
                                .reshape(1))))
                .input("x", Dims.dims("n"), Values.any());
        OpSpec infinite = OpSpec.unary(x -> Custom.of(
                        List.of(x),
                        in -> Shape.of(2),
                        (self, in, out) -> out[0] = out[1] = 1,
                        (self, u) -> List.of(
                                u.divide(self.input(0).subtract(1)).sum().reshape(1))))
                .input("x", Dims.dims("n"), Values.any());
        Tensor opposite = Cases.vector(2, -2);

        assertThat(ValueLaws.survivesExtremes(Cases.of(both, opposite, Cases.vector(1))))
                .isEmpty();
        assertThat(ValueLaws.survivesExtremes(Cases.of(infinite, opposite, Cases.vector(1))))
                .isEmpty();
        assertThat(ValueLaws.survivesExtremes(Cases.of(second, Cases.vector(1, 2), Cases.vector(1)))
                        .map(Finding::what))
                .contains("the gradient ∂J/∂x[0] is NaN");
    }

    private static Node overflowing(Node u) {
        return u.multiply(1e300).multiply(1e300);
    }

    private static Optional<String> smallest(OpSpec spec, double... x) {
        return ValueLaws.holdsForSmallestSizes(Cases.of(spec, ones(x), Cases.vector(x)))
                .map(Finding::what);
    }

    @Test
    void singleElementsAreCheckedLikeOthers() {
        assertThat(smallest(spec(x -> 2 * x), 1)).contains("the value at [0] is wrong");
        assertThat(smallest(spec(x -> x, (f, u) -> u.multiply(Double.NaN)), 1))
                .contains("the gradient ∂J/∂x[0] is NaN");
        assertThat(smallest(spec(x -> x))).isEmpty();
        assertThat(smallest(spec(x -> x), 1)).isEmpty();
    }
}
