package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.law.LinearityLaws;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The laws of linearity, with rules that are written down. */
class LinearityLawsTest {
    private static final double[] ONES = {1, 1, 1, 1, 1};

    @Test
    void aRuleThatSquaresIsNotAdditive() {
        assertThat(at(u -> u.multiply(u), ONES, ONES)).hasValueSatisfying(finding -> {
            assertThat(finding.what()).isEqualTo("∂J/∂x[0] for a sum of upstream gradients is not the sum");
            assertThat(finding.input()).hasValue(0);
            assertThat(finding.fact("backward")).isPresent();
            assertThat(finding.fact("expected")).isPresent();
            assertThat(finding.fact("ratio")).isPresent();
        });
    }

    @Test
    void aRuleThatClipsIsNotProportional() {
        assertThat(at(u -> u.less(1e6).where(u, Constant.of(1e6)), ONES, ONES))
                .map(Finding::what)
                .contains("∂J/∂x[0] is not 1.073741824E9 times as large when upstream is");
        assertThat(at(u -> u.less(1e6).where(u, Constant.of(Double.POSITIVE_INFINITY)), ONES, ONES))
                .map(Finding::what)
                .contains("∂J/∂x[0] is not 1.073741824E9 times as large when upstream is");
    }

    @Test
    void aRuleThatDropsTheSmallestIsNotProportional() {
        assertThat(at(u -> u.abs().less(0x1p-27).where(Constant.of(0), u), ONES, ONES))
                .map(Finding::what)
                .contains("∂J/∂x[0] is not 9.313225746154785E-10 times as large when upstream is");
    }

    /** It is additive and proportional where all elements are of one magnitude. */
    @Test
    void aRuleThatDropsWhatIsSmallBesideOthersIsNotTheSumOfItsParts() {
        UnaryOperator<Node> drops =
                u -> u.abs().less(u.abs().sum().multiply(2e-11)).where(Constant.of(0), u);

        assertThat(at(drops, ONES, ONES)).hasValueSatisfying(finding -> {
            assertThat(finding.what()).startsWith("∂J/∂x[2] for [1.073741824E9, 1024, 0.03125, ");
            assertThat(finding.what()).endsWith("] is not the sum of those for single elements");
            assertThat(finding.fact("backward")).contains("0");
            assertThat(finding.fact("expected")).contains("0.03125");
        });
        // The fifth element goes with the first.
        assertThat(at(u -> u.abs().less(0x1p-20).where(Constant.of(0), u), new double[] {1, 1, 1, 0, 1}, new double[] {
                    1, 1, 1, 1, 1
                }))
                .isPresent();
        assertThat(at(drops, new double[] {1, 1}, new double[] {1, 1})).isEmpty();
    }

    /** As ops on whole matrices do, it rounds each element beside the largest. */
    @Test
    void roundingBesideTheLargestElementIsNoFault() {
        UnaryOperator<Node> rounds = u -> {
            Node shift = u.abs().sum().stopGradient();
            return u.add(shift).subtract(shift);
        };

        assertThat(at(rounds, ONES, ONES)).isEmpty();
    }

    /** Numbers on the way are moved to see how large terms are, and an index must not be. */
    @Test
    void anIndexInARuleStaysAnIndex() {
        Formula.Rule<Formula.Unary> looksUp = (f, u) -> {
            Node large = u.multiply(1e8).take(f.x().argMax(0), 0);
            return large.add(u.multiply(f.x())).subtract(large);
        };

        assertThat(at(looksUp, new double[] {0.1, 1.3, -0.7}, new double[] {0.3, 0.7, 1.1}))
                .isEmpty();
    }

    /** (10⁸ + x)·u - 10⁸·u = x·u but for the rounding of terms that cancel. */
    @Test
    void roundingOfTermsThatCancelIsNoFault() {
        Formula.Rule<Formula.Unary> cancels =
                (f, u) -> u.multiply(1e8).add(u.multiply(f.x())).subtract(u.multiply(1e8));

        assertThat(at(cancels, new double[] {0.1, 1.3, -0.7, 2.9, 0.6}, new double[] {0.3, 0.7, 1.1, -0.2, 0.9}))
                .isEmpty();
    }

    /** u·x·x/x overflows for u = 2³⁰ where u·x does not. */
    @Test
    void anOverflowOfLargeNumbersProvesNothing() {
        Formula.Rule<Formula.Unary> overflows =
                (f, u) -> u.multiply(f.x()).multiply(f.x()).divide(f.x());
        Formula.Rule<Formula.Unary> infinite =
                (f, u) -> f.x().multiply(u.less(1e6).where(u, Constant.of(Double.POSITIVE_INFINITY)));

        assertThat(at(overflows, new double[] {1, 1}, new double[] {1e150, 1})).isEmpty();
        assertThat(at(infinite, new double[] {1, 1}, new double[] {1e150, 1})).isEmpty();
        assertThat(at(infinite, new double[] {1, 1}, new double[] {1e50, 1})).isPresent();
    }

    private static Optional<Finding> at(UnaryOperator<Node> rule, double[] upstream, double[] x) {
        return at((f, u) -> rule.apply(u), upstream, x);
    }

    /** What the laws find for the function x with this rule. */
    private static Optional<Finding> at(Formula.Rule<Formula.Unary> rule, double[] upstream, double[] x) {
        OpSpec spec = OpSpec.unary(Formula.unary(value -> value, rule)).input("x", Dims.dims("n"), Values.any());
        return LinearityLaws.isLinear(Cases.of(spec, upstream, x));
    }
}
