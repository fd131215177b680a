package dev.gradus.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.check.NumericalDerivative.Kind;
import dev.gradus.run.Verdict;
import org.junit.jupiter.api.Test;

/** Tests how a formula's derivative is judged. */
class EstimateTest {
    private static final double RTOL = 1e-8;

    private static Estimate smooth(double value, double error) {
        return new Estimate(Kind.SMOOTH, value, error, value, value);
    }

    @Test
    void smoothValuesMustAgreeToTheRelativeTolerance() {
        Estimate estimate = smooth(2, 0);
        assertThat(estimate.judge(2 + 1.9e-8, RTOL, 0)).isEqualTo(Verdict.PASS);
        assertThat(estimate.judge(2 - 1.9e-8, RTOL, 0)).isEqualTo(Verdict.PASS);
        assertThat(estimate.judge(2 + 2.1e-8, RTOL, 0)).isEqualTo(Verdict.WRONG);
        assertThat(estimate.judge(-2, RTOL, 0)).isEqualTo(Verdict.WRONG);
    }

    @Test
    void fourTimesTheEstimatesErrorIsAllowedToo() {
        Estimate estimate = smooth(2, 1e-3);
        assertThat(estimate.judge(2.0039, RTOL, 0)).isEqualTo(Verdict.PASS);
        assertThat(estimate.judge(2.0041, RTOL, 0)).isEqualTo(Verdict.WRONG);
    }

    @Test
    void belowTheScaleDerivativesAreComparedAbsolutely() {
        Estimate estimate = smooth(1e-9, 0);
        assertThat(estimate.judge(1.5e-9, RTOL, 0)).isEqualTo(Verdict.WRONG);
        assertThat(estimate.judge(1.5e-9, RTOL, 1)).isEqualTo(Verdict.PASS);
    }

    @Test
    void nanIsWrong() {
        assertThat(smooth(2, 1).judge(Double.NaN, RTOL, 1)).isEqualTo(Verdict.WRONG);
        assertThat(smooth(2, 1).judge(Double.POSITIVE_INFINITY, RTOL, 1)).isEqualTo(Verdict.WRONG);
        assertThat(kink(-1, 2).judge(Double.NaN, RTOL, 1)).isEqualTo(Verdict.WRONG);
    }

    private static Estimate kink(double left, double right) {
        return new Estimate(Kind.KINK, (left + right) / 2, 0, left, right);
    }

    @Test
    void atAKinkAnySlopeBetweenIsAllowed() {
        for (Estimate estimate : new Estimate[] {kink(-1, 2), kink(2, -1)}) {
            assertThat(estimate.judge(-1, RTOL, 0)).isEqualTo(Verdict.AT_KINK);
            assertThat(estimate.judge(0.3, RTOL, 0)).isEqualTo(Verdict.AT_KINK);
            assertThat(estimate.judge(2 + 1e-9, RTOL, 0)).isEqualTo(Verdict.AT_KINK);
            assertThat(estimate.judge(2.1, RTOL, 0)).isEqualTo(Verdict.WRONG);
            assertThat(estimate.judge(-1.1, RTOL, 0)).isEqualTo(Verdict.WRONG);
        }
    }

    @Test
    void atAJumpOnlyZeroIsAnAnswer() {
        Estimate jump = new Estimate(Kind.JUMP, Double.NaN, Double.POSITIVE_INFINITY, Double.NaN, Double.NaN);
        assertThat(jump.judge(0, RTOL, 0)).isEqualTo(Verdict.AT_KINK);
        assertThat(jump.judge(1, RTOL, 0)).isEqualTo(Verdict.INCONCLUSIVE);
    }
}
