package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.run.Verdict;
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
}
