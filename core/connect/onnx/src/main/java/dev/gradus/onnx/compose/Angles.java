package dev.gradus.onnx.compose;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;

/** Trigonometric functions, from the sine and square roots: they have no kernels in float64. */
final class Angles {
    /** π/2 is the sum of these two to 107 bits. */
    private static final double HALF_PI = Math.PI / 2;

    private static final double HALF_PI_REST = 0x1.1a62633145c07p-54;

    /** After three halvings, tan(π/32)² to the power of nine is less than the last bit. */
    private static final int TERMS = 9;

    /** Of the derivatives of the cardinal sine: for higher ones the recurrence loses digits. */
    static final int MOST_DERIVATIVES = 4;

    /** Up to here it is the power series. */
    private static final double NEAR = 2;

    private static final int TERMS_OF_SINC = 26;

    private Angles() {}

    /**
     * The n-th derivative f⁽ⁿ⁾ of sin(πx) / (πx). Of x f(x) = sin(πx) / π the n-th derivative is x f⁽ⁿ⁾ + n f⁽ⁿ⁻¹⁾, which gives
     * one after the other; near 0 it is the power series Σ (−1)ᵏ π²ᵏ x²ᵏ / (2 k + 1)!, differentiated.
     */
    static Node sinc(Node x, int order) {
        Node isNear = x.abs().less(NEAR);
        Node divisor = isNear.where(Constant.of(1), x);
        Node value = Constant.of(0);
        for (int n = 0; n <= order; n++) {
            Node wave = x.multiply(Math.PI).add(n * HALF_PI).sin().multiply(Math.pow(Math.PI, n - 1));
            value = wave.subtract(value.multiply(n)).divide(divisor);
        }
        Node square = x.square();
        Node series = Constant.of(0);
        int first = (order + 1) / 2;
        for (int k = TERMS_OF_SINC; k >= first; k--) {
            series = series.multiply(square).add(coefficientOfSinc(k, order));
        }
        return isNear.where(order % 2 == 0 ? series : series.multiply(x), value);
    }

    /** (−1)ᵏ π²ᵏ / (2 k + 1)! ∗ 2 k (2 k − 1) … (2 k − n + 1). */
    private static double coefficientOfSinc(int k, int order) {
        double coefficient = 1;
        for (int j = 1; j <= k; j++) {
            coefficient *= -Math.PI * Math.PI / (2 * j * (2 * j + 1.0));
        }
        for (int j = 0; j < order; j++) {
            coefficient *= 2 * k - j;
        }
        return coefficient;
    }

    /** sin(π/2 − |x|), which keeps its digits where the cosine is near 0; 1 − 2 sin²(x/2) where |x| is larger. */
    static Node cos(Node x) {
        Node size = x.abs();
        Node near = Node.of(HALF_PI).subtract(size).add(HALF_PI_REST).sin();
        Node far = Node.of(1).subtract(x.multiply(0.5).sin().square().multiply(2));
        return size.less(4).where(near, far);
    }

    /**
     * Of |x| or its reciprocal, whichever is at most 1, the angle is halved three times by tan(φ/2) = tan φ / (1 + √(1 +
     * tan² φ)); then it is the series t − t³/3 + t⁵/5 − ….
     */
    static Node atan(Node x) {
        Node size = x.abs();
        Node isSteep = size.greater(1);
        Node t = isSteep.where(size.reciprocal(), size);
        for (int halving = 0; halving < 3; halving++) {
            t = t.divide(t.square().add(1).sqrt().add(1));
        }
        Node square = t.square();
        Node series = Node.of(1.0 / (2 * TERMS - 1));
        for (int k = TERMS - 2; k >= 0; k--) {
            series = Node.of(1.0 / (2 * k + 1)).subtract(series.multiply(square));
        }
        Node angle = t.multiply(series).multiply(8);
        return x.sign().multiply(isSteep.where(Node.of(HALF_PI).subtract(angle), angle));
    }

    /** The angle whose tangent is x / √(1 − x²). */
    static Node asin(Node x) {
        Node one = Node.of(1);
        return x.divide(one.subtract(x).multiply(x.add(1)).sqrt()).atan();
    }

    /** Twice the angle whose tangent is √((1 − x) / (1 + x)). */
    static Node acos(Node x) {
        return Node.of(1).subtract(x).divide(x.add(1)).sqrt().atan().multiply(2);
    }

    /**
     * The angle from the nearer axis, by the quotient that is at most 1. A sign is that of a zero, too, of which the reciprocal
     * has it.
     */
    static Node atan2(Node y, Node x) {
        Node isLow = x.abs().greaterEqual(y.abs());
        Node isOrigin = x.abs().add(y.abs()).equal(0);
        Node zero = Constant.of(0), one = Constant.of(1);
        Node isLeft = x.add(x.equal(0).where(x.reciprocal(), zero)).less(0);
        Node up = y.add(y.equal(0).where(y.reciprocal(), zero)).less(0).where(Constant.of(-1), one);
        Node over = isLow.where(y, x);
        Node under = isOrigin.where(one, isLow.where(x, y));
        Node bothInfinite = x.abs().equal(y.abs()).multiply(x.abs().equal(Double.POSITIVE_INFINITY));
        Node quotient = bothInfinite.where(over.sign().multiply(under.sign()), over.divide(under));
        Node angle = isOrigin.where(zero, quotient).atan();
        Node half = isLeft.where(up.multiply(Math.PI), up.multiply(0));
        Node low = angle.add(half);
        return isLow.where(low, up.multiply(HALF_PI).subtract(angle));
    }

    /** The greater one, m, times √(1 + (n / m)²). */
    static Node hypot(Node a, Node b) {
        Node most = a.abs().maximum(b.abs());
        Node least = a.abs().minimum(b.abs());
        Node isPlain = most.greater(0).multiply(most.less(Double.POSITIVE_INFINITY));
        Node ratio = least.divide(isPlain.where(most, Constant.of(1)));
        return isPlain.where(most.multiply(ratio.square().add(1).sqrt()), most);
    }
}
