package dev.gradus.node;

import java.util.function.UnaryOperator;

/**
 * Elementwise mathematical functions: arithmetic, comparisons, elementary and special functions.
 *
 * <p>A function of several nodes broadcasts them against each other by the rules of {@link BinaryOp}, and throws a
 * {@link ShapeException} if their shapes do not broadcast.
 */
public final class Functions {
    private static final double DEGREES = 180;

    private Functions() {}

    /** a + b. See {@link AddBroadcast}. */
    public static Node add(Node a, Node b) {
        return a.add(b);
    }

    /** a − b. See {@link SubtractBroadcast}. */
    public static Node subtract(Node a, Node b) {
        return a.subtract(b);
    }

    /** a · b. See {@link MultiplyBroadcast}. */
    public static Node multiply(Node a, Node b) {
        return a.multiply(b);
    }

    /** a / b. See {@link DivideBroadcast}. */
    public static Node divide(Node a, Node b) {
        return a.divide(b);
    }

    /** a to the power of b. See {@link PowBroadcast}. */
    public static Node pow(Node a, Node b) {
        return a.pow(b);
    }

    /** The greater of a and b; NaN if one of them is. See {@link MaximumBroadcast}. */
    public static Node maximum(Node a, Node b) {
        return a.maximum(b);
    }

    /** The lesser of a and b; NaN if one of them is. See {@link MinimumBroadcast}. */
    public static Node minimum(Node a, Node b) {
        return a.minimum(b);
    }

    /** −x. See {@link Negate}. */
    public static Node negate(Node x) {
        return x.negate();
    }

    /** 1 / x. See {@link Reciprocal}. */
    public static Node reciprocal(Node x) {
        return x.reciprocal();
    }

    /** |x|. See {@link Abs}. */
    public static Node abs(Node x) {
        return x.abs();
    }

    /** The sign of x: −1, 0 or 1. See {@link Sign}. */
    public static Node sign(Node x) {
        return x.sign();
    }

    /** The greatest integer that is at most x. See {@link Floor}. */
    public static Node floor(Node x) {
        return x.floor();
    }

    /** x². See {@link Square}. */
    public static Node square(Node x) {
        return x.square();
    }

    /** √x. See {@link Sqrt}. */
    public static Node sqrt(Node x) {
        return x.sqrt();
    }

    /** eˣ. See {@link Exp}. */
    public static Node exp(Node x) {
        return x.exp();
    }

    /** eˣ − 1, accurate for small x. See {@link Expm1}. */
    public static Node expm1(Node x) {
        return x.expm1();
    }

    /** The natural logarithm. See {@link Log}. */
    public static Node log(Node x) {
        return x.log();
    }

    /** ln(1 + x), accurate for small x. See {@link Log1p}. */
    public static Node log1p(Node x) {
        return x.log1p();
    }

    /** The sine. See {@link Sin}. */
    public static Node sin(Node x) {
        return x.sin();
    }

    /** The cosine. See {@link Cos}. */
    public static Node cos(Node x) {
        return x.cos();
    }

    /** The tangent. See {@link Tan}. */
    public static Node tan(Node x) {
        return x.tan();
    }

    /** The inverse sine. See {@link Asin}. */
    public static Node asin(Node x) {
        return x.asin();
    }

    /** The inverse cosine. See {@link Acos}. */
    public static Node acos(Node x) {
        return x.acos();
    }

    /** The inverse tangent. See {@link Atan}. */
    public static Node atan(Node x) {
        return x.atan();
    }

    /** The hyperbolic sine. See {@link Sinh}. */
    public static Node sinh(Node x) {
        return x.sinh();
    }

    /** The hyperbolic cosine. See {@link Cosh}. */
    public static Node cosh(Node x) {
        return x.cosh();
    }

    /** The hyperbolic tangent. See {@link Tanh}. */
    public static Node tanh(Node x) {
        return x.tanh();
    }

    /** The error function. See {@link Erf}. */
    public static Node erf(Node x) {
        return x.erf();
    }

    /** x limited to the range from low to high. See {@link Clamp}. */
    public static Node clip(Node x, double low, double high) {
        return x.clip(low, high);
    }

    /** 1 where a &gt; b, otherwise 0. See {@link GreaterBroadcast}. */
    public static Node greater(Node a, Node b) {
        return a.greater(b);
    }

    /** 1 where a ≥ b, otherwise 0. See {@link GreaterOrEqualBroadcast}. */
    public static Node greaterEqual(Node a, Node b) {
        return a.greaterEqual(b);
    }

    /** 1 where a &lt; b, otherwise 0. See {@link LessBroadcast}. */
    public static Node less(Node a, Node b) {
        return a.less(b);
    }

    /** 1 where a ≤ b, otherwise 0. See {@link LessOrEqualBroadcast}. */
    public static Node lessEqual(Node a, Node b) {
        return a.lessEqual(b);
    }

    /** 1 where a = b, otherwise 0. See {@link EqualBroadcast}. */
    public static Node equal(Node a, Node b) {
        return a.equal(b);
    }

    /** 1 where a ≠ b, otherwise 0. See {@link NotEqualBroadcast}. */
    public static Node notEqual(Node a, Node b) {
        return a.notEqual(b);
    }

    /** a where the condition is not 0, and b where it is 0. See {@link Where}. */
    public static Node where(Node condition, Node a, Node b) {
        return condition.where(a, b);
    }

    /** x, treated as a constant by the backward pass. See {@link StopGradient}. */
    public static Node stopGradient(Node x) {
        return x.stopGradient();
    }

    /** x, with a gradient that the rule computes from the upstream gradient. See {@link WithGradient}. */
    public static Node withGradient(Node x, UnaryOperator<Node> rule) {
        return x.withGradient(rule);
    }

    /** The inverse hyperbolic sine. See {@link Asinh}. */
    public static Node asinh(Node x) {
        return new Asinh(x);
    }

    /** The inverse hyperbolic cosine. See {@link Acosh}. */
    public static Node acosh(Node x) {
        return new Acosh(x);
    }

    /** The inverse hyperbolic tangent. See {@link Atanh}. */
    public static Node atanh(Node x) {
        return new Atanh(x);
    }

    /** 2ˣ. See {@link Exp2}. */
    public static Node exp2(Node x) {
        return new Exp2(x);
    }

    /** The logarithm to base 2. See {@link Log2}. */
    public static Node log2(Node x) {
        return new Log2(x);
    }

    /** The logarithm to base 10. See {@link Log10}. */
    public static Node log10(Node x) {
        return new Log10(x);
    }

    /** The real cube root. See {@link Cbrt}. */
    public static Node cbrt(Node x) {
        return new Cbrt(x);
    }

    /** 1 / √x. See {@link Rsqrt}. */
    public static Node rsqrt(Node x) {
        return new Rsqrt(x);
    }

    /** 1 − erf(x), accurate in the tail. See {@link Erfc}. */
    public static Node erfc(Node x) {
        return new Erfc(x);
    }

    /** The inverse of the error function. See {@link Erfinv}. */
    public static Node erfinv(Node x) {
        return new Erfinv(x);
    }

    /** The inverse of {@link #erfc}, accurate for small x. See {@link Erfcinv}. */
    public static Node erfcinv(Node x) {
        return new Erfcinv(x);
    }

    /** e^(x²) {@link #erfc}(x), which does not underflow. See {@link Erfcx}. */
    public static Node erfcx(Node x) {
        return new Erfcx(x, 0);
    }

    /** ln |Γ(x)|. See {@link Lgamma}. */
    public static Node lgamma(Node x) {
        return new Lgamma(x);
    }

    /** ψ(x), the derivative of ln Γ(x). See {@link Digamma}. */
    public static Node digamma(Node x) {
        return new Digamma(x);
    }

    /** ln(x / (1 − x)), the inverse of the sigmoid. See {@link Logit}. */
    public static Node logit(Node x) {
        return new Logit(x);
    }

    /** sin(πx) / (πx), and 1 at 0. See {@link Sinc}. */
    public static Node sinc(Node x) {
        return new Sinc(x, 0);
    }

    /**
     * ψ⁽ⁿ⁾(x), the derivative of order n of the digamma function. See {@link Polygamma}.
     *
     * @param order n
     * @throws IllegalArgumentException if the order is negative
     */
    public static Node polygamma(Node x, int order) {
        return new Polygamma(x, order);
    }

    /** √(a² + b²) without intermediate overflow; the gradient at the origin is 0. See {@link HypotBroadcast}. */
    public static Node hypot(Node a, Node b) {
        return new HypotBroadcast(a, b);
    }

    /** The angle of the point (x, y), between −π and π. See {@link Atan2Broadcast}. */
    public static Node atan2(Node y, Node x) {
        return y.atan2(x);
    }

    /** ln(eᵃ + eᵇ) without overflow. See {@link LogAddExpBroadcast}. */
    public static Node logAddExp(Node a, Node b) {
        return new LogAddExpBroadcast(a, b);
    }

    /** x ln y, and 0 where x is 0. See {@link XlogyBroadcast}. */
    public static Node xlogy(Node x, Node y) {
        return new XlogyBroadcast(x, y);
    }

    /**
     * The cumulative distribution function of the standard normal distribution, ½ erfc(−x / √2), accurate in the lower
     * tail.
     */
    public static Node normalCdf(Node x) {
        return ComposedFunctions.normalCdf(x);
    }

    /**
     * ln {@link #normalCdf}(x), which does not underflow: the probability is erfcx(−x / √2) e^(−x²/2) / 2. See
     * {@link Erfcx}.
     */
    public static Node logNormalCdf(Node x) {
        return ComposedFunctions.logNormalCdf(x);
    }

    /** The quantile function of the standard normal distribution, −√2 erfcinv(2p), accurate in the lower tail. */
    public static Node normalQuantile(Node p) {
        return erfcinv(p.multiply(2)).multiply(-Math.sqrt(2));
    }

    /**
     * The modified Bessel function of the first kind I_n(x). See {@link BesselI}.
     *
     * @param order n
     * @throws IllegalArgumentException if the order is negative
     */
    public static Node besselI(Node x, int order) {
        return new BesselI(x, order, false);
    }

    /**
     * e^−|x| I_n(x), which does not overflow. See {@link BesselI}.
     *
     * @param order n
     * @throws IllegalArgumentException if the order is negative
     */
    public static Node scaledBesselI(Node x, int order) {
        return new BesselI(x, order, true);
    }

    /**
     * The Hurwitz zeta function ζ(s, x) = Σ (x + k)^−s, the Riemann zeta function for x = 1. See {@link ZetaBroadcast}.
     */
    public static Node zeta(Node s, Node x) {
        return new ZetaBroadcast(s, x);
    }

    /** The regularized lower incomplete gamma function P(a, x). See {@link IncompleteGammaBroadcast}. */
    public static Node gammaP(Node a, Node x) {
        return new IncompleteGammaBroadcast(a, x, false);
    }

    /** The regularized upper incomplete gamma function Q(a, x) = 1 − P(a, x). See {@link IncompleteGammaBroadcast}. */
    public static Node gammaQ(Node a, Node x) {
        return new IncompleteGammaBroadcast(a, x, true);
    }

    /** The regularized incomplete beta function I_x(a, b). See {@link IncompleteBetaBroadcast}. */
    public static Node betaP(Node a, Node b, Node x) {
        return new IncompleteBetaBroadcast(a, b, x);
    }

    /** ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b) for a, b &gt; 0. See {@link LogBetaBroadcast}. */
    public static Node logBeta(Node a, Node b) {
        return new LogBetaBroadcast(a, b);
    }

    /**
     * The beta function B(a, b) = Γ(a) Γ(b) / Γ(a + b) for a, b &gt; 0. Its error grows with the magnitude of
     * {@link #logBeta}.
     */
    public static Node beta(Node a, Node b) {
        return logBeta(a, b).exp();
    }

    /** The number w with w eʷ = x, for x ≥ −1/e. See {@link Lambertw}. */
    public static Node lambertw(Node x) {
        return new Lambertw(x);
    }

    /** −x ln x, the contribution of a probability x to an entropy; 0 at 0 and −∞ below. */
    public static Node entropy(Node x) {
        return ComposedFunctions.entropy(x);
    }

    /**
     * x ln(x / y), the contribution of the probabilities x and y to a relative entropy; 0 where x is 0, and ∞ where one
     * of them is negative.
     */
    public static Node relativeEntropy(Node x, Node y) {
        return ComposedFunctions.relativeEntropy(x, y);
    }

    /** The greater of a and b; if exactly one is NaN, the other. Equal operands share the gradient. */
    public static Node fmax(Node a, Node b) {
        return ComposedFunctions.fmax(a, b);
    }

    /** The lesser of a and b; if exactly one is NaN, the other. Equal operands share the gradient. */
    public static Node fmin(Node a, Node b) {
        return ComposedFunctions.fmin(a, b);
    }

    /** log₂(2ᵃ + 2ᵇ) without overflow. */
    public static Node logAddExp2(Node a, Node b) {
        return ComposedFunctions.logAddExp2(a, b);
    }

    /** x ln(1 + y), and 0 where x is 0 and y is at most −1 or ∞. */
    public static Node xlog1py(Node x, Node y) {
        return ComposedFunctions.xlog1py(x, y);
    }

    /**
     * ln Γ_p(x), the multivariate gamma function of Wishart distributions, for x &gt; (p − 1) / 2: ¼ p (p − 1) ln π + Σ
     * ln |Γ(x − j/2)| over j = 0, …, p − 1.
     *
     * @param p the dimension, 1 or more; for 1 the value is {@link #lgamma}
     * @throws IllegalArgumentException if p is less than 1
     */
    public static Node multivariateLgamma(Node x, int p) {
        return ComposedFunctions.multivariateLgamma(x, p);
    }

    /** Linear interpolation, a + weight ∗ (b − a): exactly a for the weight 0, exactly b for the weight 1. */
    public static Node lerp(Node a, Node b, Node weight) {
        return ComposedFunctions.lerp(a, b, weight);
    }

    /** The magnitude of a with the sign of b, including the sign of zero. The gradient of b is 0. */
    public static Node copySign(Node a, Node b) {
        return ComposedFunctions.copySign(a, b);
    }

    /** The remainder a − b ⌊a / b⌋, which has the sign of b. See {@link RemainderBroadcast}. */
    public static Node remainder(Node a, Node b) {
        return new RemainderBroadcast(a, b);
    }

    /** The remainder of a / b rounded towards 0, which has the sign of a, like {@code np.fmod} and Java's {@code %}. */
    public static Node fmod(Node a, Node b) {
        return ComposedFunctions.fmod(a, b);
    }

    /** Degrees converted to radians: x π / 180. */
    public static Node deg2rad(Node x) {
        return x.multiply(Math.PI / DEGREES);
    }

    /** Radians converted to degrees: x 180 / π. */
    public static Node rad2deg(Node x) {
        return x.multiply(DEGREES / Math.PI);
    }

    /** The fractional part x − {@link #trunc}(x), which has the sign of x and jumps at integers. */
    public static Node fraction(Node x) {
        return x.subtract(trunc(x));
    }

    /**
     * x with NaN and infinities replaced by numbers. The replaced elements get no gradient.
     *
     * @param nan replaces NaN
     * @param high replaces ∞
     * @param low replaces −∞
     */
    public static Node nanToNum(Node x, double nan, double high, double low) {
        return ComposedFunctions.nanToNum(x, nan, high, low);
    }

    // Piecewise constant

    /** The integer part of x: x rounded towards 0. Its gradient is 0. */
    public static Node trunc(Node x) {
        return ComposedFunctions.trunc(x);
    }

    /** The least integer that is at least x. Its gradient is 0. */
    public static Node ceil(Node x) {
        return x.negate().floor().negate();
    }

    /** The nearest integer; at a tie, the even one. Its gradient is 0. */
    public static Node round(Node x) {
        return ComposedFunctions.round(x);
    }

    /** 0 for x &lt; 0, 1 for x &gt; 0, and the given number, such as ½, at 0. Its gradient is 0. */
    public static Node heaviside(Node x, double atZero) {
        return ComposedFunctions.heaviside(x, atZero);
    }
}
