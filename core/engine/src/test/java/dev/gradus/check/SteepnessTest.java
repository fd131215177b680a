package dev.gradus.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.check.NumericalDerivative.Kind;
import dev.gradus.run.Verdict;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class SteepnessTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static Estimate at0(DoubleUnaryOperator f) {
        return Domain.EVERYWHERE.derivative(f, 0, f.applyAsDouble(0), 0, Claim.NONE);
    }

    private static Verdict judged(DoubleUnaryOperator f, double analytic) {
        return at0(f).judge(analytic, 1e-8, 0);
    }

    @Test
    void aCuspHasSlopesOfBothSigns() {
        Estimate cusp = at0(x -> 1 - Math.sqrt(Math.abs(x)));
        assertThat(cusp.kind()).isEqualTo(Kind.KINK);
        assertThat(cusp.leftSlope()).isEqualTo(INFINITY);
        assertThat(cusp.rightSlope()).isEqualTo(-INFINITY);
        assertThat(cusp.times(0).judge(0, 1e-8, 0)).isEqualTo(Verdict.AT_KINK);
        assertThat(judged(x -> Math.sqrt(Math.abs(x)), 0)).isEqualTo(Verdict.AT_KINK);
        assertThat(judged(x -> Math.sqrt(Math.abs(x)), Double.NaN)).isEqualTo(Verdict.WRONG);
    }

    @Test
    void aVerticalTangentHasOneInfiniteSlope() {
        for (DoubleUnaryOperator f : new DoubleUnaryOperator[] {Math::cbrt, Math::sqrt}) {
            assertThat(judged(f, INFINITY)).isEqualTo(Verdict.AT_KINK);
            assertThat(judged(f, -INFINITY)).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(judged(f, 0)).isEqualTo(Verdict.INCONCLUSIVE);
        }
        assertThat(judged(x -> -Math.sqrt(x), -INFINITY)).isEqualTo(Verdict.AT_KINK);
    }

    @Test
    void otherSlopesThatDoNotSettleRemainInconclusive() {
        assertThat(at0(x -> x == 0 ? 0 : x * Math.sin(1 / x)).kind()).isEqualTo(Kind.INCONCLUSIVE);
        assertThat(at0(x -> x == 0 ? 0 : x * Math.log(Math.abs(x))).kind()).isEqualTo(Kind.INCONCLUSIVE);
        assertThat(at0(x -> x < 0 ? x : Math.sqrt(x)).kind()).isEqualTo(Kind.INCONCLUSIVE);
        assertThat(at0(x -> 1 / x).kind()).isEqualTo(Kind.INCONCLUSIVE);
    }
}
