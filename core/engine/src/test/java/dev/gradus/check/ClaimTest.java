package dev.gradus.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.check.NumericalDerivative.Kind;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A claimed derivative saves steps if it is right, and changes nothing otherwise. */
class ClaimTest {
    private static Estimate claimed(DoubleUnaryOperator f, double x, double claim, double rtol) {
        return NumericalDerivative.of(
                f, x, f.applyAsDouble(x), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0, Claim.of(claim, rtol));
    }

    @Test
    void nineValuesConfirmARightClaim() {
        AtomicInteger values = new AtomicInteger();
        Estimate estimate = claimed(
                x -> {
                    values.incrementAndGet();
                    return Math.sin(x);
                },
                1,
                Math.cos(1),
                1e-8);
        assertThat(values).hasValue(9);
        assertThat(estimate.value()).isCloseTo(Math.cos(1), within(1e-10));
        assertThat(estimate.kind()).isEqualTo(Kind.SMOOTH);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1 + 1e-8, 1 - 3e-9, 0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aWrongClaimChangesNothing(double factor) {
        for (double x : new double[] {-2, -0.3, 0.7, 1, 5, 30}) {
            assertThat(claimed(Math::sin, x, factor * Math.cos(x), 1e-8))
                    .isEqualTo(NumericalDerivative.of(Math::sin, x));
        }
    }

    @Test
    void aClaimIsHeldToTheVerdictsOwnTolerance() {
        assertThat(claimed(Math::sin, 1, Math.cos(1) * (1 + 5e-12), 1e-12))
                .isEqualTo(NumericalDerivative.of(Math::sin, 1));
    }

    @Test
    void slopesThatAgreeAcrossAKinkDoNotHideIt() {
        assertThat(claimed(Math::abs, 0, 0, 1e-8).kind()).isEqualTo(Kind.KINK);
        assertThat(claimed(x -> x * x + 1e-3 * Math.abs(x - 1), 1, 2, 1e-8).kind())
                .isEqualTo(Kind.KINK);
        assertThat(claimed(x -> Math.max(x, 0), 0, 0.5, 1e-8).kind()).isEqualTo(Kind.KINK);
    }

    @Test
    void aJumpIsNoSlope() {
        assertThat(claimed(x -> x > 1 ? x + 1 : x, 1, 1, 1e-8).kind()).isEqualTo(Kind.JUMP);
    }
}
