package dev.gradus.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.loss.MseLoss;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Tensor;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Compares derivatives of the first three orders with closed forms. */
class HigherDerivativesProperties {

    @Property
    void ofACube(@ForAll @DoubleRange(min = -3, max = 3) double x) {
        assertDerivatives(n -> n.multiply(n).multiply(n), x, x * x * x, 3 * x * x, 6 * x, 6);
    }

    @Property
    void ofExp(@ForAll @DoubleRange(min = -3, max = 3) double x) {
        double e = StrictMath.exp(x);
        assertDerivatives(Node::exp, x, e, e, e, e);
    }

    @Property
    void ofLog(@ForAll @DoubleRange(min = 0.1, max = 10) double x) {
        assertDerivatives(Node::log, x, StrictMath.log(x), 1 / x, -1 / (x * x), 2 / (x * x * x));
    }

    @Property
    void ofSigmoid(@ForAll @DoubleRange(min = -3, max = 3) double x) {
        double s = 1 / (1 + StrictMath.exp(-x));
        double slope = s * (1 - s);
        assertDerivatives(Node::sigmoid, x, s, slope, slope * (1 - 2 * s), slope * (1 - 6 * s + 6 * s * s));
    }

    @Property
    void ofTanh(@ForAll @DoubleRange(min = -3, max = 3) double x) {
        double t = StrictMath.tanh(x);
        double slope = 1 - t * t;
        assertDerivatives(Node::tanh, x, t, slope, -2 * t * slope, -2 * slope * (1 - 3 * t * t));
    }

    @Property
    void ofAQuotient(@ForAll @DoubleRange(min = 0.2, max = 5) double x) {
        assertDerivatives(
                n -> Constant.of(1).subtract(n).divide(n.negate()),
                x,
                (x - 1) / x,
                1 / (x * x),
                -2 / (x * x * x),
                6 / (x * x * x * x));
    }

    @Property
    void ofRelu(@ForAll @DoubleRange(min = -3, max = 3) double x) {
        assertDerivatives(Node::relu, x, Math.max(x, 0), x > 0 ? 1 : 0, 0, 0);
    }

    @Property
    void ofHalfASquaredError(@ForAll @DoubleRange(min = -3, max = 3) double x) {
        assertDerivatives(n -> new MseLoss(n, Constant.of(1)), x, (x - 1) * (x - 1) / 2, x - 1, 1, 0);
        assertDerivatives(n -> new MseLoss(Constant.of(1), n), x, (x - 1) * (x - 1) / 2, x - 1, 1, 0);
    }

    private static void assertDerivatives(UnaryOperator<Node> function, double at, double... expected) {
        Input x = Input.of("x");
        Node derivative = function.apply(x);
        for (double value : expected) {
            double actual = Evaluator.of(Graph.of(x, derivative))
                    .feed(x, Tensor.scalar(at))
                    .value(derivative)
                    .item();
            assertThat(actual).isCloseTo(value, Offset.offset(1e-13 * Math.max(1, Math.abs(value))));
            derivative = Gradients.of(derivative).wrt(x);
        }
    }

    /** ∂(xᵀAx)/∂x = (A + Aᵀ)x, and the Hessian times v is (A + Aᵀ)v. */
    @Test
    void ofAQuadraticForm() {
        Input x = Input.of("x", 2, 1), v = Input.of("v", 2, 1);
        Node A = Constant.of(Tensor.of(new double[][] {{1, 2}, {5, -3}}));
        Node form = x.transpose().matMul(A).matMul(x);
        Node gradient = Gradients.of(form).wrt(x);
        Node hessianTimesV = Gradients.of(gradient.multiply(v).sum()).wrt(x);
        Evaluator numbers = Evaluator.of(Graph.of(gradient, hessianTimesV))
                .feed(x, Tensor.of(new double[][] {{3}, {4}}))
                .feed(v, Tensor.of(new double[][] {{10}, {100}}));
        assertThat(numbers.value(gradient)).isEqualTo(Tensor.of(new double[][] {{34}, {-3}}));
        assertThat(numbers.value(hessianTimesV)).isEqualTo(Tensor.of(new double[][] {{720}, {-530}}));
    }

    /** ∂²/∂x∂y of x²y³ is 6xy², in either order. */
    @Property
    void mixedDerivativesCommute(
            @ForAll @DoubleRange(min = -3, max = 3) double atX, @ForAll @DoubleRange(min = -3, max = 3) double atY) {
        Input x = Input.of("x"), y = Input.of("y");
        Node f = x.multiply(x).multiply(y.multiply(y).multiply(y));
        Node xy = Gradients.of(Gradients.of(f).wrt(x)).wrt(y);
        Node yx = Gradients.of(Gradients.of(f).wrt(y)).wrt(x);
        Evaluator numbers =
                Evaluator.of(Graph.of(xy, yx)).feed(x, Tensor.scalar(atX)).feed(y, Tensor.scalar(atY));
        Offset<Double> rounding = Offset.offset(1e-12);
        assertThat(numbers.value(xy).item()).isCloseTo(6 * atX * atY * atY, rounding);
        assertThat(numbers.value(yx).item()).isCloseTo(6 * atX * atY * atY, rounding);
    }
}
