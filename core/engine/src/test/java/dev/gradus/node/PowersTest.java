package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.graph.UndefinedGradientException;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PowersTest {
    @Property
    void integerPowersAreExact(
            @ForAll @IntRange(min = -30, max = 30) int base, @ForAll @IntRange(max = 10) int exponent) {
        double product = 1;
        for (int i = 0; i < exponent; i++) {
            product *= base;
        }
        assertThat(Scalar.of(a -> a.pow(exponent)).value(base)).isEqualTo(product);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1, 0, 0",
        "0, 0.5, 0, Infinity, -Infinity",
        "0, 1, 0, 1, 0",
        "0, 1.5, 0, 0, Infinity",
        "0, 2, 0, 0, 2",
        "0, 3, 0, 0, 0",
        "-2, 0, 1, 0, 0",
        "-2, 1, -2, 1, 0",
        "-2, 3, -8, 12, -12",
        "-2, -1, -0.5, -0.25, -0.25",
        "1e-310, 0, 1, 0, 0",
        "1e-310, 1, 1e-310, 1, 0",
        "1e-310, 2, 0, 2e-310, 2",
        "1e300, 0, 1, 0, 0",
        "1e300, 0.5, 1e150, 5e-151, 0",
        "1e300, 1, 1e300, 1, 0"
    })
    void derivativesInTheBaseHoldAtTheEdges(double a, double b, double value, double first, double second) {
        Parameter variable = Parameter.of("b", Tensor.scalar(b));
        for (Scalar power : new Scalar[] {Scalar.of(x -> x.pow(b)), Scalar.of(x -> x.pow(variable))}) {
            assertThat(power.value(a)).isEqualTo(value);
            assertThat(power.slope(a)).isCloseTo(first, within(1e-15 * Math.abs(first)));
            assertThat(power.derivative(2, a)).isCloseTo(second, within(1e-15 * Math.abs(second)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "0, 2, 0",
        "0, 0.5, 0",
        "1, 3, 0",
        "2, 0, 0.6931471805599453",
        "0.5, 3000, 0",
        "1e-310, 0, -713.8013788281542",
        "1e300, 2, Infinity"
    })
    void derivativeInTheExponentHoldsAtTheEdges(double a, double b, double slope) {
        Parameter base = Parameter.of("a", Tensor.scalar(a));
        assertThat(Scalar.of(base::pow).slope(b)).isEqualTo(slope);
    }

    @Test
    void negativeBaseTakesIntegerExponentsThatStayAsTheyAre() {
        Parameter base = Parameter.of("a", Tensor.scalar(-2));
        assertThat(Scalar.of(a -> a.pow(0.5)).value(-2)).isNaN();
        assertThat(Scalar.of(base::pow).value(2)).isEqualTo(4);
        assertThat(Scalar.of(base::pow).slope(2)).isNaN();
    }

    /** ∂²(aᵇ)/∂a∂b = aᵇ⁻¹ (1 + b ln a) is 1 / a where b = 0, although ∂/∂a is 0 there. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 0.25, 3})
    void mixedDerivativeHoldsWhereTheExponentIsZero(double a) {
        Parameter base = Parameter.of("a", Tensor.scalar(a));
        Parameter exponent = Parameter.of("b", Tensor.scalar(0));
        Node power = base.pow(exponent);
        Evaluator evaluator = Evaluator.of(Graph.of(power));
        Node slopeInBase = Gradients.of(power).wrt(base);
        Node slopeInExponent = Gradients.of(power).wrt(exponent);
        assertThat(evaluator.value(Gradients.of(slopeInBase).wrt(exponent)).item())
                .isCloseTo(1 / a, within(1e-15 / a));
        assertThat(evaluator.value(Gradients.of(slopeInExponent).wrt(base)).item())
                .isCloseTo(1 / a, within(1e-15 / a));
    }

    @Test
    void constantExponentsMayDiffer() {
        Input x = Input.of("x", 2, 1);
        Node powers = new PowBroadcast(x, Constant.of(Tensor.of(new double[][] {{0, 1, 2, 3}})));
        Evaluator evaluator = Evaluator.of(Graph.of(powers.sum())).feed(x, Tensor.of(new double[][] {{-2}, {0}}));
        assertThat(evaluator.value(powers)).isEqualTo(Tensor.of(new double[][] {{1, -2, 4, -8}, {1, 0, 0, 0}}));
        assertThat(evaluator.gradient(x)).isEqualTo(Tensor.of(new double[][] {{1 - 4 + 12}, {1}}));
    }

    @Test
    void constantExponentHasNoGradientAndNoLogarithm() {
        Input x = Input.of("x");
        Constant exponent = Constant.of(2);
        Node power = x.pow(exponent);
        assertThat(power.expression()).isEqualTo("x ^ 2");
        Gradients gradients = Gradients.of(power);
        assertThat(gradients.wrt(x).expression()).isEqualTo("1 ∗ (2 ∗ x ^ 1)");
        assertThatThrownBy(() -> gradients.wrt(exponent))
                .isInstanceOf(UndefinedGradientException.class)
                .hasMessage(
                        "There is no gradient of x ^ 2 with respect to 2: PowBroadcast has no derivative with respect"
                                + " to b (a constant exponent is not differentiated; make it an Input or a Parameter)");
    }

    @Test
    void printWithTheParenthesesThatTheyNeed() {
        Input x = Input.of("x");
        assertThat(x.pow(3).pow(x).expression()).isEqualTo("(x ^ 3) ^ x");
        assertThat(x.pow(x.pow(3)).expression()).isEqualTo("x ^ (x ^ 3)");
        assertThat(x.negate().pow(-1).expression()).isEqualTo("(−x) ^ (−1)");
        assertThat(x.square().square().expression()).isEqualTo("(x²)²");
        assertThat(x.pow(3).square().negate().expression()).isEqualTo("−(x ^ 3)²");
        assertThat(x.add(1).square().expression()).isEqualTo("(x + 1)²");
        assertThat(x.add(1).reciprocal().multiply(x.reciprocal()).expression()).isEqualTo("1 / (x + 1) ∗ (1 / x)");
    }

    /** The intermediate results would overflow or vanish if the rule squared before it multiplied. */
    @Test
    void reciprocalAndSquareMultiplyInAnOrderThatLosesNothing() {
        assertThat(Scalar.of(Node::reciprocal).slope(1e-200, 1e-300)).isCloseTo(-1e100, within(1e85));
        assertThat(Scalar.of(Node::reciprocal).slope(1e-200, 0)).isZero();
        assertThat(Scalar.of(Node::square).slope(1.5e308, 0.25)).isEqualTo(0.75e308);
        assertThat(Scalar.of(Node::square).slope(1.5e308, 0)).isZero();
    }

    @Test
    void valuesAtTheEdges() {
        assertThat(Scalar.of(Node::reciprocal).value(0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Scalar.of(Node::reciprocal).value(1e300)).isEqualTo(1e-300);
        assertThat(Scalar.of(Node::square).value(1e200)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Scalar.of(Node::sqrt).value(-1)).isNaN();
        assertThat(Scalar.of(Node::sqrt).value(Double.MIN_VALUE)).isEqualTo(Math.sqrt(Double.MIN_VALUE));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.0})
    void rootOfZeroIsZeroWithAnInfiniteSlope(double zero) {
        Scalar root = Scalar.of(Node::sqrt);
        assertThat(root.value(zero)).isEqualTo(0.0);
        assertThat(root.slope(zero)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(root.derivative(2, zero)).isEqualTo(Double.NEGATIVE_INFINITY);
    }
}
