package dev.gradus.onnx.compose;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;

/** Functions of exponentials and logarithms, composed without loss of digits near 0 and without overflow. */
final class Exponentials {
    private static final double LARGE = 1e8;

    private Exponentials() {}

    /**
     * eˣ − 1. With u = eˣ rounded, (u − 1) x / ln u has none of the digits that u lost: the errors of u − 1 and of ln u cancel
     * (Kahan; Higham, "Accuracy and stability of numerical algorithms", section 1.14.1).
     */
    static Node expm1(Node x) {
        Node u = x.exp();
        Node less = u.subtract(1);
        Node atEnds = less.equal(-1).where(less, u);
        Node isAtEnd = less.equal(-1).add(u.equal(Double.POSITIVE_INFINITY));
        return u.equal(1).where(x, isAtEnd.where(atEnds, less.multiply(x.divide(u.log()))));
    }

    /** ln(1 + x). With u = 1 + x rounded, it is ln u ∗ x / (u − 1), in the same way. */
    static Node log1p(Node x) {
        Node u = x.add(1);
        Node unchanged = u.equal(1).add(x.equal(Double.POSITIVE_INFINITY));
        return unchanged.where(x, u.log().multiply(x.divide(u.subtract(1))));
    }

    /** ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|). */
    static Node softplus(Node x) {
        return x.maximum(0).add(x.abs().negate().exp().log1p());
    }

    /** With e = e^|x| − 1, (e + e / (e + 1)) / 2 with the sign of x; where e may overflow, (e^|x|/2)² / 2. */
    static Node sinh(Node x) {
        Node size = x.abs();
        Node e = size.expm1();
        Node half = size.multiply(0.5).exp();
        Node large = half.multiply(half.multiply(0.5));
        return x.sign()
                .multiply(
                        size.greater(20).where(large, e.add(e.divide(e.add(1))).multiply(0.5)));
    }

    /** With h = e^|x|/2, h² / 2 + 1 / (2 h²). */
    static Node cosh(Node x) {
        Node half = x.abs().multiply(0.5).exp();
        return half.multiply(half.multiply(0.5)).add(Node.of(0.5).divide(half).divide(half));
    }

    /** ln(|x| + √(1 + x²)) as ln(1 + |x| + x² / (1 + √(1 + x²))), with the sign of x. */
    static Node asinh(Node x) {
        Node size = x.abs();
        Node square = x.square();
        Node small = size.add(square.divide(square.add(1).sqrt().add(1))).log1p();
        return x.sign().multiply(size.greater(LARGE).where(size.log().add(Math.log(2)), small));
    }

    /** ln(x + √(x² − 1)) as ln(1 + t + √(2 t + t²)) with t = x − 1. */
    static Node acosh(Node x) {
        Node t = x.subtract(1);
        Node small = t.add(t.multiply(2).add(t.square()).sqrt()).log1p();
        return x.greater(LARGE).where(x.log().add(Math.log(2)), small);
    }

    /** ½ ln((1 + x) / (1 − x)) as ½ ln(1 + 2 |x| / (1 − |x|)), with the sign of x. */
    static Node atanh(Node x) {
        Node size = x.abs();
        Node ratio = size.multiply(2).divide(Node.of(1).subtract(size));
        return x.sign().multiply(ratio.log1p().multiply(0.5));
    }

    /** x − tanh x, near 0 by Lambert's continued fraction: see {@link dev.gradus.nn.Tanhshrink}. */
    static Node tanhshrink(Node x) {
        Node square = x.square();
        Node fraction = square.divide(19);
        for (int odd = 17; odd > 1; odd -= 2) {
            fraction = square.divide(fraction.add(odd));
        }
        Node near = x.multiply(fraction.divide(fraction.add(1)));
        return x.abs().less(1).where(near, x.subtract(x.tanh()));
    }

    /** The greater one, and ln(1 + e^−|a − b|) more; equal ones, which may be infinite, differ by 0. */
    static Node logAddExp(Node a, Node b) {
        Node difference = a.equal(b).where(Constant.of(0), a.subtract(b));
        return a.maximum(b).add(difference.abs().negate().exp().log1p());
    }

    /** x ln y, and 0 where x is 0. */
    static Node xlogy(Node x, Node y) {
        return x.equal(0).where(Constant.of(0), x.multiply(y.log()));
    }
}
