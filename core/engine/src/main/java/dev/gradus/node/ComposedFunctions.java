package dev.gradus.node;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;

/** The functions of {@link Functions} that are composed of several ops. */
final class ComposedFunctions {
    private static final double LN_2 = 0.6931471805599453;
    private static final double LN_PI = 1.1447298858494002;

    /** From here on, all doubles are integers. */
    private static final double INTEGERS = 0x1p52;

    private ComposedFunctions() {}

    static Node normalCdf(Node x) {
        Objects.requireNonNull(x, "x");
        return Functions.erfc(x.multiply(-Math.sqrt(0.5))).multiply(0.5);
    }

    static Node logNormalCdf(Node x) {
        Node isTail = x.less(-1);
        Node inTail = isTail.where(x, Constant.of(-1));
        Node elsewhere = isTail.where(Constant.of(0), x);
        Node tail = Functions.erfcx(inTail.multiply(-Math.sqrt(0.5)))
                .log()
                .subtract(inTail.square().multiply(0.5))
                .subtract(LN_2);
        return isTail.where(tail, normalCdf(elsewhere.negate()).negate().log1p());
    }

    static Node entropy(Node x) {
        return x.less(0)
                .where(
                        Constant.of(Double.NEGATIVE_INFINITY),
                        Functions.xlogy(x, x).negate());
    }

    static Node relativeEntropy(Node x, Node y) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(y, "y");
        Node isZero = x.equal(0).multiply(y.equal(0));
        Node ratio = x.divide(isZero.where(Constant.of(1), y));
        return x.minimum(y).less(0).where(Constant.of(Double.POSITIVE_INFINITY), Functions.xlogy(x, ratio.abs()));
    }

    static Node fmax(Node a, Node b) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        return a.equal(a).where(b.equal(b).where(a.maximum(b), a), b);
    }

    static Node fmin(Node a, Node b) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        return a.equal(a).where(b.equal(b).where(a.minimum(b), a), b);
    }

    static Node logAddExp2(Node a, Node b) {
        Objects.requireNonNull(b, "b");
        return Functions.logAddExp(a.multiply(LN_2), b.multiply(LN_2)).divide(LN_2);
    }

    static Node xlog1py(Node x, Node y) {
        Objects.requireNonNull(y, "y");
        Node isZero = x.equal(0).multiply(y.lessEqual(-1).maximum(y.equal(Double.POSITIVE_INFINITY)));
        Node zero = Constant.of(0);
        return isZero.where(zero, x.multiply(isZero.where(zero, y).log1p()));
    }

    static Node multivariateLgamma(Node x, int p) {
        if (p < 1) {
            throw new IllegalArgumentException("multivariateLgamma: p must be 1 or more, such as 2, not " + p);
        }
        int[] row = new int[x.shape().rank() + 1];
        Arrays.fill(row, 1);
        row[row.length - 1] = p;
        Constant halves = Constant.of(Tensor.generate(Shape.of(row), j -> j / 2.0));
        return Functions.lgamma(x.expandDims(-1).subtract(halves)).sum(-1).add(p * (p - 1) / 4.0 * LN_PI);
    }

    static Node lerp(Node a, Node b, Node weight) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        Objects.requireNonNull(weight, "weight");
        Node difference = b.subtract(a);
        Node fromA = a.add(weight.multiply(difference));
        Node fromB = b.subtract(Node.of(1).subtract(weight).multiply(difference));
        return weight.less(0.5).where(fromA, fromB);
    }

    static Node copySign(Node a, Node b) {
        Objects.requireNonNull(b, "b");
        Node magnitude = a.abs();
        Node signed = b.equal(0).where(b.reciprocal(), b); // a zero gets the sign of its reciprocal, ±∞
        return signed.less(0).where(magnitude.negate(), magnitude);
    }

    static Node fmod(Node a, Node b) {
        Objects.requireNonNull(b, "b");
        return copySign(Functions.remainder(a.abs(), b.abs()), a);
    }

    static Node nanToNum(Node x, double nan, double high, double low) {
        Node bounded = x.equal(Double.POSITIVE_INFINITY)
                .where(Constant.of(high), x.equal(Double.NEGATIVE_INFINITY).where(Constant.of(low), x));
        return x.equal(x).where(bounded, Constant.of(nan));
    }

    static Node trunc(Node x) {
        Objects.requireNonNull(x, "x");
        return x.sign().multiply(x.abs().floor());
    }

    static Node round(Node x) {
        Node magnitude = x.abs();
        Node rounded = magnitude.add(INTEGERS).subtract(INTEGERS); // the sum has no bits for a fraction
        return magnitude.less(INTEGERS).where(x.sign().multiply(rounded), x).stopGradient();
    }

    static Node heaviside(Node x, double atZero) {
        return x.equal(0).where(Constant.of(atZero), x.sign().maximum(0));
    }
}
