package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExponentialsTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void erfHasItsTabulatedValues() {
        Scalar erf = Scalar.of(Node::erf);
        assertClose(erf.value(0.5), 0.5204998778130465);
        assertClose(erf.value(-1), -0.8427007929497149);
        assertClose(erf.value(2), 0.9953222650189527);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 5, -8, 20})
    void erfHasSlopesOfTheBellCurve(double x) {
        double bell = 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x);
        assertClose(Scalar.of(Node::erf).slope(x), bell);
        assertClose(Scalar.of(Node::erf).derivative(2, x), -2 * x * bell);
    }

    /** From the value, which is −1 to its last digit, the slope of eˣ − 1 could not be had any more. */
    @ParameterizedTest
    @ValueSource(doubles = {-40, -700})
    void slopesKeepTheirDigitsFarBelowZero(double x) {
        assertClose(Scalar.of(Node::expm1).slope(x), StrictMath.exp(x));
        assertClose(Scalar.of(Node::softplus).slope(x), StrictMath.exp(x));
    }

    @Test
    void log1pEndsAtMinusOne() {
        Scalar log1p = Scalar.of(Node::log1p);
        assertThat(log1p.value(-1)).isEqualTo(-INFINITY);
        assertThat(log1p.slope(-1)).isEqualTo(INFINITY);
        assertThat(log1p.derivative(2, -1)).isEqualTo(-INFINITY);
        assertThat(log1p.value(-1.5)).isNaN();
        assertClose(log1p.slope(Math.nextUp(-1.0)), 0x1p53);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void growToInfinityOrNothingOfEveryOrder(int order) {
        assertThat(Scalar.of(Node::expm1).derivative(order, 1e300)).isEqualTo(INFINITY);
        assertThat(Scalar.of(Node::expm1).derivative(order, -1e300)).isEqualTo(order == 0 ? -1 : 0.0);
        assertThat(Scalar.of(Node::sinh).derivative(order, 1e300)).isEqualTo(INFINITY);
        assertThat(Scalar.of(Node::cosh).derivative(order, 711)).isEqualTo(INFINITY);
        assertThat(Scalar.of(Node::cosh).derivative(order, 710)).isLessThan(INFINITY);
        assertThat(Scalar.of(Node::log1p).derivative(order, 1e300)).isCloseTo(order == 0 ? 690.7755 : 0, within(1e-4));
        assertThat(Scalar.of(Node::softplus).derivative(order, 1e300))
                .isEqualTo(order == 0 ? 1e300 : order == 1 ? 1 : 0);
        assertThat(Scalar.of(Node::softplus).derivative(order, -1e300)).isZero();
        assertThat(Scalar.of(Node::erf).derivative(order, 1e300)).isEqualTo(order == 0 ? 1 : -0.0);
    }

    private static void assertClose(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(1e-15 * Math.abs(expected)));
    }
}
