package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.UnaryOp;
import dev.gradus.run.Verdict;
import dev.gradus.testkit.domain.Interval;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.law.GradientLaw;
import dev.gradus.testkit.law.Slopes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class SlopesTest {
    /** A weight as softmax gives it to a score that is lower by 28. */
    private static final double SMALL = Math.exp(-28);

    @Test
    void aSlopeThatIsTheDifferenceOfTwoHalvesSettlesWhereTheOutputsThemselvesAreZero() {
        // Two rows of attention by the value that both look at: -½·v + ½·(1 - ε)·v, at v = 0.
        Slopes slopes = new Slopes(
                in -> new double[] {in[0][0], (1 - SMALL) * in[0][0] + SMALL * in[0][1]},
                new double[][] {{0, 1}},
                new double[] {-0.5, 0.5},
                0);
        Estimate estimate = slopes.by(0, 0, Interval.EVERYTHING);

        assertThat(estimate.isSmooth()).isTrue();
        assertThat(estimate.judge(0.5 * (1 - SMALL) - 0.5, 1e-8, 0)).isEqualTo(Verdict.PASS);
        assertThat(estimate.judge(1e-9, 1e-8, 0)).isEqualTo(Verdict.WRONG);
    }

    @Test
    void whatDoesNotChangeWithinAStepIsLeftOut() {
        // Beyond x = 3, and outside the domain, the large output changes as well.
        Slopes far = of(x -> new double[] {1e-9 * x, 1e12 + (x > 3 ? 1e9 : 0)}, 1, 1, 1);
        Slopes outside = of(x -> new double[] {1e-9 * x, 1e12 + (0.99 < x && x < 1.01 ? 0 : 1e9)}, 1, 1, 1);

        assertThat(far.by(0, 0, Interval.EVERYTHING).value()).isCloseTo(1e-9, within(1e-15));
        assertThat(outside.by(0, 0, new Interval(0.99, 1.01)).value()).isCloseTo(1e-9, within(1e-15));
    }

    @Test
    void theRoundingOfWhatDoesNotChangeMayHideASlope() {
        Slopes slopes = of(x -> new double[] {x, 1e12}, 1, 1, 3);
        double hidden = Math.ulp(3e12) / (2.0 / 16);

        assertThat(slopes.by(0, 0, Interval.EVERYTHING).error()).isBetween(hidden, 1.001 * hidden);
        double within = Math.ulp(3e12) / 0.01;
        assertThat(slopes.by(0, 0, new Interval(0.99, 1.01)).error()).isBetween(within, 1.001 * within);
    }

    @Test
    void anOutputWithoutWeightDoesNotCount() {
        Slopes slopes = of(x -> new double[] {x, 1e20 * x}, 1, 1, 0);

        assertThat(slopes.by(0, 0, Interval.EVERYTHING).value()).isCloseTo(1, within(1e-12));
        assertThat(slopes.by(0, 0, Interval.EVERYTHING).error()).isLessThan(1e-9);
        assertThat(slopes.confirms(1, 0, 0, Interval.EVERYTHING)).isTrue();
    }

    @Test
    void aSmallStepConfirmsASlopeRoughly() {
        Slopes square = of(x -> new double[] {1000 * x * x}, 1, 1e-3);

        assertThat(square.confirms(2, 0, 0, Interval.EVERYTHING)).isTrue();
        assertThat(square.confirms(2.01, 0, 0, Interval.EVERYTHING)).isTrue();
        assertThat(square.confirms(2.03, 0, 0, Interval.EVERYTHING)).isFalse();
        assertThat(square.confirms(1.97, 0, 0, Interval.EVERYTHING)).isFalse();
        assertThat(square.confirms(-2, 0, 0, Interval.EVERYTHING)).isFalse();
    }

    /** An ulp of the outputs is 6 % of their difference: so much may it be off. */
    @Test
    void theRoundingOfTheOutputsIsAllowedFor() {
        for (double weight : new double[] {1, 1000}) {
            Slopes slopes = of(x -> new double[] {1e9 + 1e-3 * x}, 1, weight);
            assertThat(slopes.confirms(1e-3 * weight, 0, 0, Interval.EVERYTHING))
                    .isTrue();
            assertThat(slopes.confirms(1.05e-3 * weight, 0, 0, Interval.EVERYTHING))
                    .isFalse();
        }
    }

    @Test
    void aSlopeThatDrownsConfirmsNothing() {
        Slopes slopes = of(x -> new double[] {1e9 + 1e-9 * x}, 1, 1);

        assertThat(slopes.confirms(1e-9, 0, 0, Interval.EVERYTHING)).isFalse();
    }

    @Test
    void stepsThatConfirmAreSmallBesideTheNumberAndStayInTheDomain() {
        Slopes small = of(x -> new double[] {Math.abs(x)}, 1e-5, 1);
        Slopes huge = of(x -> new double[] {x}, 1e20, 1);
        Slopes narrow = of(x -> new double[] {1 - 1e-6 < x && x < 1 + 1e-6 ? x * x : Double.NaN}, 1, 1);
        Slopes atLowerEnd = of(x -> new double[] {x > 1 - 1e-6 ? x * x : Double.NaN}, 1, 1);

        assertThat(small.confirms(1, 0, 0, Interval.EVERYTHING)).isTrue();
        assertThat(huge.confirms(1, 0, 0, Interval.EVERYTHING)).isTrue();
        assertThat(narrow.confirms(2, 0, 0, new Interval(1 - 1e-6, 1 + 1e-6))).isTrue();
        assertThat(atLowerEnd.confirms(2, 0, 0, new Interval(1 - 1e-6, 5))).isTrue();
    }

    /** The rounding error of x − tanh x is that of x, which is millions of times greater than that of the difference. */
    @Test
    void valuesThatScatterAreLessAccurateThanTheyLook() {
        for (double x = -4e-6; x < -3e-6; x += 1e-8) {
            double slope = Math.pow(Math.tanh(x), 2);
            Interval around = new Interval(2 * x, 0);
            Slopes cancels = of(y -> new double[] {y - Math.tanh(y)}, x, 1).conditioned();
            Slopes accurate = of(y -> new double[] {y * y * y / 3}, x, 1).conditioned();

            assertThat(cancels.by(0, 0, around).judge(slope, 1e-8, 0)).isNotEqualTo(Verdict.WRONG);
            assertThat(accurate.by(0, 0, around).judge(slope, 1e-8, 0)).isEqualTo(Verdict.PASS);
            assertThat(accurate.by(0, 0, around).judge(1.0001 * slope, 1e-8, 0)).isEqualTo(Verdict.WRONG);
        }
    }

    /** log x + log 1/x is 0 apart from rounding, and nothing else changes. */
    @Test
    void theRoundingOfAConstantIsNoSlope() {
        DoubleUnaryOperator nothing = x -> Math.log(x) + Math.log(1 / x);
        double[] x = {0.1, 0.3, 0.7, 1, 1.7, 3};

        assertThat(law(nothing, 0, x)).isEmpty();
        assertThat(law(y -> 1000 + 1000 * nothing.applyAsDouble(y), 0, x)).isEmpty();
        assertThat(law(nothing, 1e-6, x)).isPresent();
    }

    @Test
    void aSmallJumpIsNoRounding() {
        for (double jump : new double[] {1e-9, 1e-13, -1e-13}) {
            assertThat(law(y -> y > 0.3 ? jump : 0, 0, 0.1, 0.3)).isPresent();
            assertThat(law(y -> y > 0.3 && y < 0.31 ? jump : 0, 0, 0.3)).isPresent();
            assertThat(law(y -> y < 0.3 && y > 0.29 ? jump : 0, 0, 0.3)).isPresent();
        }
    }

    @Test
    void roundingIsLookedForInTheDomainOnly() {
        for (double[] ends : new double[][] {{0.2999, 1}, {0.01, 0.3001}, {0.29, 0.3001}, {0.2999, 0.31}}) {
            DoubleUnaryOperator nothing =
                    x -> ends[0] <= x && x <= ends[1] ? Math.log(x) + Math.log(1 / x) : Double.NaN;
            assertThat(law(nothing, Values.between(ends[0], ends[1]), 0, 0.3)).isEmpty();
        }
    }

    @Test
    void aRuleDefinesTheDerivativesThatTheSpecDeclares() {
        OpSpec undefined = OpSpec.unary(Undefined::new).input("x", Dims.dims("n"), Values.any());

        assertThat(GradientLaw.check(Cases.of(undefined, new double[] {1}, new double[] {1})))
                .hasValueSatisfying(finding -> {
                    assertThat(finding.what()).startsWith("the rule says that the gradient for x is undefined");
                    assertThat(finding.fact("reason")).contains("not yet");
                });
    }

    private static final class Undefined extends UnaryOp {
        Undefined(Node x) {
            super(x, Undefined::new);
        }

        @Override
        public double apply(double x) {
            return x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(undefined("not yet"));
        }

        @Override
        public Notation notation() {
            return Notation.function("f");
        }
    }

    /** Checks a rule that says that the slope is the same everywhere. */
    private static Optional<Finding> law(DoubleUnaryOperator f, double slope, double... x) {
        return law(f, Values.positive(), slope, x);
    }

    private static Optional<Finding> law(DoubleUnaryOperator f, Values domain, double slope, double... x) {
        OpSpec spec =
                OpSpec.unary(Formula.unary(f, (self, u) -> u.multiply(slope))).input("x", Dims.dims("n"), domain);
        return GradientLaw.check(Cases.of(spec, x, x));
    }

    /** At both ends of a step of 1/16 the first output is what it is in between. */
    @Test
    void carefulSlopesCountWhatChangesOverShortSteps() {
        Slopes slopes = of(x -> new double[] {(x - 1) * (1 - 256 * (x - 1) * (x - 1)), x}, 1, 1, 1);

        assertThat(slopes.by(0, 0, Interval.EVERYTHING).value()).isCloseTo(1, within(1e-9));
        assertThat(slopes.conditioned().by(0, 0, Interval.EVERYTHING).value()).isCloseTo(2, within(1e-6));
    }

    /** 10⁸ (x − 1) changes by 2·10⁻⁸ from 1 to the next double. */
    @Test
    void theErrorOfCarefulSlopesGrowsWithTheCondition() {
        Slopes slopes = of(x -> new double[] {1e8 * (x - 1), 7}, 1, 1, 0);

        double error = slopes.by(0, 0, Interval.EVERYTHING).error();

        assertThat(slopes.conditioned().by(0, 0, Interval.EVERYTHING).error()).isBetween(1.5 * error, 100 * error);
    }

    /** A function that is computed in float32, whose slopes have three or four digits. */
    @Test
    void slopesOfFloat32AreRough() {
        double[] x = {0.3, 1, 2.5, 40};

        assertThat(single(y -> StrictMath.sin(y), (f, u) -> u.multiply(f.x().cos()), x))
                .isEmpty();
        assertThat(single(y -> 3 * y, (f, u) -> u.multiply(3 * (1 + 1e-4)), x)).isEmpty();
        assertThat(single(y -> 3 * y, (f, u) -> u.multiply(3 * 1.1), x)).isPresent();
        assertThat(single(y -> 1e4 + y, (f, u) -> u.multiply(1.01), 1)).isEmpty();
        assertThat(single(y -> 1e4 + y, (f, u) -> u.multiply(5), 1)).isPresent();
        assertThat(single(y -> Math.abs(y - 1), (f, u) -> u.multiply(f.x().greater(1)), 1))
                .hasValueSatisfying(finding -> assertThat(finding.what()).contains("kink"));
        assertThat(single(
                        y -> Math.abs(y - 1),
                        (f, u) -> u.multiply(f.x().subtract(1).sign()),
                        0.5,
                        2))
                .isEmpty();
    }

    private static Optional<Finding> single(DoubleUnaryOperator f, Formula.Rule<Formula.Unary> rule, double... x) {
        OpSpec spec = OpSpec.unary(Formula.unary(y -> (float) f.applyAsDouble(y), rule))
                .input("x", Dims.dims("n"), Values.positive())
                .float32();
        return GradientLaw.check(
                Cases.of(spec, x, Arrays.stream(x).map(y -> (float) y).toArray()));
    }

    private static Slopes of(DoubleFunction<double[]> f, double x, double... weights) {
        return new Slopes(in -> f.apply(in[0][0]), new double[][] {{x}}, weights, 0);
    }
}
