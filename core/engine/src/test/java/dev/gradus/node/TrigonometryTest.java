package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrigonometryTest {
    @Test
    void tangentOfTheDoubleNextToItsPoleIsFinite() {
        Scalar tan = Scalar.of(Node::tan);
        double t = tan.value(Math.PI / 2);
        assertThat(t).isCloseTo(1.633123935319537e16, within(1e2));
        assertThat(tan.slope(Math.PI / 2)).isEqualTo(t * t);
        assertThat(tan.derivative(2, Math.PI / 2)).isCloseTo(2 * t * t * t, within(1e34));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 1})
    void arcSineAndCosineAreVerticalAtTheEnds(double end) {
        assertThat(Scalar.of(Node::asin).slope(end)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Scalar.of(Node::acos).slope(end)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Scalar.of(Node::asin).value(2 * end)).isNaN();
        assertThat(Scalar.of(Node::acos).value(2 * end)).isNaN();
    }

    /** 1 − x² computed from x² has lost half its digits here. */
    @Test
    void arcSineKeepsItsDigitsNextToTheEnds() {
        double distance = 1e-10;
        double x = 1 - distance;
        double exactDistance = 1 - x;
        double slope = 1 / Math.sqrt(exactDistance * (2 - exactDistance));
        assertThat(Scalar.of(Node::asin).slope(x)).isCloseTo(slope, within(1e-14 * slope));
        assertThat(Scalar.of(Node::acos).slope(-x)).isCloseTo(-slope, within(1e-14 * slope));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e100, 1e154, 1e200, 1e300, -1e300})
    void arcTangentFlattensOut(double x) {
        Scalar atan = Scalar.of(Node::atan);
        assertThat(atan.value(x)).isEqualTo(Math.copySign(Math.PI / 2, x));
        assertThat(atan.slope(x)).isCloseTo(1 / x / x, within(1e-308));
        assertThat(atan.derivative(2, x)).isCloseTo(0, within(1e-299));
    }
}
