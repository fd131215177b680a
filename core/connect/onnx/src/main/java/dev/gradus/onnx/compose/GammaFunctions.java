package dev.gradus.onnx.compose;

import dev.gradus.node.Node;

/** The logarithm of the gamma function and its derivative, by Stirling's series. */
final class GammaFunctions {
    /** From here on eight terms of the series are exact in a double. */
    private static final int SHIFT = 8;

    /** Beyond this a shift changes nothing, and the product of the shifts might overflow. */
    private static final double LARGE = 1e10;

    /** B₂ₙ / (2 n (2 n − 1)) for n = 1, 2, …, with Bernoulli's numbers B. */
    private static final double[] STIRLING = {
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400
    };

    private GammaFunctions() {}

    /**
     * For x &gt; 0, ln Γ(x + 8) − ln x (x + 1) … (x + 7), the first by (y − ½) ln y − y + ½ ln 2π + Σ cₙ y^(1 − 2n); where x is
     * negative, ln |π / sin πx| − ln Γ(1 − x).
     */
    static Node lgamma(Node x) {
        Node isLeft = x.less(0.5);
        Node z = isLeft.where(Node.of(1).subtract(x), x);
        Node product = z;
        for (int k = 1; k < SHIFT; k++) {
            product = product.multiply(z.add(k));
        }
        Node isLarge = z.greater(LARGE);
        Node y = isLarge.where(z, z.add(SHIFT));
        Node leading = y.subtract(0.5).multiply(y.log()).subtract(y).add(0.5 * Math.log(2 * Math.PI));
        Node sum = leading.add(series(y, 1).divide(y));
        Node right = isLarge.where(sum, sum.subtract(product.log()));
        Node reflected = sineOfPi(x).abs().log().negate().add(Math.log(Math.PI)).subtract(right);
        return isLeft.where(reflected, right);
    }

    /** Σ cₙ y^(2 − 2n), each coefficient times 2 n − 1 for the derivative. */
    private static Node series(Node y, int order) {
        Node inverse = y.square().reciprocal();
        Node series = Node.of(0);
        for (int n = STIRLING.length; n >= 1; n--) {
            series = series.multiply(inverse).add(STIRLING[n - 1] * (order == 1 ? 1 : 2 * n - 1));
        }
        return series;
    }

    /** The derivative of that: ln y − 1 / (2 y) − Σ (2 n − 1) cₙ y^(−2n), less the reciprocals of the shifts. */
    static Node digamma(Node x) {
        Node isLeft = x.less(0.5);
        Node z = isLeft.where(Node.of(1).subtract(x), x);
        Node y = z.add(SHIFT);
        Node sum =
                y.log().subtract(Node.of(0.5).divide(y)).subtract(series(y, 2).divide(y.square()));
        for (int k = 0; k < SHIFT; k++) {
            sum = sum.subtract(z.add(k).reciprocal());
        }
        Node cotangent = cosineOfPi(x).divide(sineOfPi(x));
        return isLeft.where(sum.subtract(cotangent.multiply(Math.PI)), sum);
    }

    /** sin πx, from the distance to the nearest integer, so that no digits are lost in a product with π. */
    private static Node sineOfPi(Node x) {
        Node nearest = x.add(0.5).floor();
        return x.subtract(nearest).multiply(Math.PI).sin().multiply(sign(nearest));
    }

    private static Node cosineOfPi(Node x) {
        Node nearest = x.add(0.5).floor();
        return x.subtract(nearest).multiply(Math.PI).cos().multiply(sign(nearest));
    }

    /** 1 for even integers, −1 for odd ones. */
    private static Node sign(Node integer) {
        Node half = integer.multiply(0.5);
        return half.equal(half.floor()).multiply(2).subtract(1);
    }
}
