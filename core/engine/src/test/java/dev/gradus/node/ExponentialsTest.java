package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExponentialsTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Property
    void valuesEqualThoseOfStrictMath(@ForAll @DoubleRange(min = -50, max = 50) double x) {
        assertThat(Scalar.of(Node::sinh).value(x)).isEqualTo(StrictMath.sinh(x));
        assertThat(Scalar.of(Node::cosh).value(x)).isEqualTo(StrictMath.cosh(x));
        assertClose(Scalar.of(Node::expm1).value(x), StrictMath.expm1(x));
        assertClose(Scalar.of(Node::log1p).value(Math.abs(x)), StrictMath.log1p(Math.abs(x)));
        assertClose(Scalar.of(Node::softplus).value(x), StrictMath.log1p(StrictMath.exp(x)));
    }

    private static void assertClose(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(1e-15 * Math.abs(expected)));
    }

    @Test
    void erfHasItsTabulatedValues() {
        Scalar erf = Scalar.of(Node::erf);
        assertClose(erf.value(0.5), 0.5204998778130465);
        assertClose(erf.value(-1), -0.8427007929497149);
        assertClose(erf.value(2), 0.9953222650189527);
        assertClose(erf.slope(0), 2 / Math.sqrt(Math.PI));
    }

    /** eˣ has no digits left in eˣ − 1, and 1 − σ(x) none in σ(x), where x is far from 0. */
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
}
