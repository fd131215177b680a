package dev.gradus.node;

/** Mathematical functions of single elements that are rarer than those with a method of {@link Node}. */
public final class Functions {
    private Functions() {}

    /** The inverse hyperbolic sine. */
    public static Node asinh(Node x) {
        return new Asinh(x);
    }

    /** The inverse hyperbolic cosine, for x ≥ 1. */
    public static Node acosh(Node x) {
        return new Acosh(x);
    }

    /** The inverse hyperbolic tangent, for −1 &lt; x &lt; 1. */
    public static Node atanh(Node x) {
        return new Atanh(x);
    }

    /** 2ˣ. */
    public static Node exp2(Node x) {
        return new Exp2(x);
    }

    /** The logarithm to base 2. */
    public static Node log2(Node x) {
        return new Log2(x);
    }

    /** The logarithm to base 10. */
    public static Node log10(Node x) {
        return new Log10(x);
    }

    /** The cube root. */
    public static Node cbrt(Node x) {
        return new Cbrt(x);
    }

    /** 1 / √x. */
    public static Node rsqrt(Node x) {
        return new Rsqrt(x);
    }

    /** 1 − erf(x) with all digits of the tail. */
    public static Node erfc(Node x) {
        return new Erfc(x);
    }

    /** The inverse of the error function. */
    public static Node erfinv(Node x) {
        return new Erfinv(x);
    }

    /** ln |Γ(x)|. */
    public static Node lgamma(Node x) {
        return new Lgamma(x);
    }

    /** ψ(x), the derivative of ln Γ(x). */
    public static Node digamma(Node x) {
        return new Digamma(x);
    }

    /** ln(x / (1 − x)), the inverse of the sigmoid. */
    public static Node logit(Node x) {
        return new Logit(x);
    }

    /** sin(πx) / (πx), and 1 at 0. */
    public static Node sinc(Node x) {
        return new Sinc(x, 0);
    }

    /**
     * ψ⁽ⁿ⁾(x), the derivative of this order of the digamma function.
     *
     * @throws IllegalArgumentException if the order is negative or above 100
     */
    public static Node polygamma(Node x, int order) {
        return new Polygamma(x, order);
    }

    /**
     * √(a² + b²) without overflow on the way; its gradient at the origin is 0.
     *
     * @throws ShapeException if the shapes do not broadcast, see {@link BinaryOp}
     */
    public static Node hypot(Node a, Node b) {
        return new HypotBroadcast(a, b);
    }

    /**
     * The angle of the point (x, y), between −π and π.
     *
     * @throws ShapeException if the shapes do not broadcast, see {@link BinaryOp}
     */
    public static Node atan2(Node y, Node x) {
        return new Atan2Broadcast(y, x);
    }

    /**
     * ln(eᵃ + eᵇ) without overflow.
     *
     * @throws ShapeException if the shapes do not broadcast, see {@link BinaryOp}
     */
    public static Node logAddExp(Node a, Node b) {
        return new LogAddExpBroadcast(a, b);
    }

    /**
     * x ln y, but 0 where x is 0.
     *
     * @throws ShapeException if the shapes do not broadcast, see {@link BinaryOp}
     */
    public static Node xlogy(Node x, Node y) {
        return new XlogyBroadcast(x, y);
    }
}
