package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.kernel.math.Elementary;
import org.junit.jupiter.api.Test;

/** The derivatives of zeta and the incomplete gamma functions by their first arguments, where something is special. */
class DerivativesByShapeTest {
    private final Input a = Input.of("a"), x = Input.of("x");

    @Test
    void ordersOutsideOfTheRangeAreRefused() {
        assertThatThrownBy(() -> new ZetaBroadcast(a, x, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ZetaBroadcast: the order must be between 0 and 30, not -1");
        assertThatThrownBy(() -> new IncompleteGammaBroadcast(a, x, true, 31))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("IncompleteGammaBroadcast: the order must be between 0 and 30, not 31");
    }

    /** The continued fraction of an integer a ends, those of its derivatives do not. */
    @Test
    void bothFormsMeetAtAnIntegerShape() {
        for (double shape = 1; shape < 40; shape++) {
            double border = shape + 1;
            double below = Elementary.incompleteGamma(1, shape, Math.nextDown(border));
            assertThat(Elementary.incompleteGamma(1, shape, border))
                    .as("a = %s", shape)
                    .isCloseTo(below, within(1e-13));
        }
    }

    @Test
    void edges() {
        assertThat(Elementary.incompleteGamma(1, 2, 0)).isZero();
        assertThat(Elementary.incompleteGamma(1, 2, Double.POSITIVE_INFINITY)).isZero();
        assertThat(Elementary.incompleteGamma(1, 1e11, 1e11)).isNaN();
        assertThat(Elementary.incompleteGamma(1, -1, 2)).isNaN();
        assertThat(Elementary.zeta(1, 1, 2)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Elementary.zeta(2, 1, 2)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Elementary.zeta(1, 0.5, 2)).isNaN();
    }
}
