package dev.gradus.testkit.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.check.NumericalDerivative.Kind;
import dev.gradus.testkit.cases.Precision;
import dev.gradus.testkit.domain.Interval;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class CoarseSlopeTest {
    private static Estimate at(double x, DoubleUnaryOperator f) {
        return CoarseSlope.of(
                Precision.FLOAT32,
                moved -> Precision.FLOAT32.nearest(f.applyAsDouble(moved)),
                x,
                new Interval(x - 1, x + 1),
                1,
                Math.abs(x));
    }

    @Test
    void aSmoothFunctionHasASlope() {
        Estimate sine = at(0.5, Math::sin);

        assertThat(sine.isSmooth()).isTrue();
        assertThat(sine.value()).isCloseTo(Math.cos(0.5), within(sine.error()));
        assertThat(at(0, x -> x * x * x).value()).isCloseTo(0, within(1e-4));
    }

    @Test
    void aKinkHasTwo() {
        assertThat(at(0, Math::abs).kind()).isEqualTo(Kind.KINK);
    }

    /** Its slope is 1000 at 0, and the differences over longer steps double with every half step. */
    @Test
    void aRiseWithinTheStepsHasNone() {
        assertThat(at(0, x -> x / Math.sqrt(x * x + 1e-6)).kind()).isEqualTo(Kind.INCONCLUSIVE);
    }
}
