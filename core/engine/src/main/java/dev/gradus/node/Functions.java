package dev.gradus.node;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Mathematical functions of single elements: arithmetic, comparisons, elementary and special functions. */
public final class Functions {
    private static final double LN_2 = 0.6931471805599453;
    private static final double LN_PI = 1.1447298858494002;
    private static final double DEGREES = 180;

    /** From here on all doubles are integers. */
    private static final double INTEGERS = 0x1p52;

    private Functions() {}

    /** a + b. See {@link AddBroadcast}. */
    public static Node add(Node a, Node b) {
        return a.add(b);
    }

    /** a − b. See {@link SubtractBroadcast}. */
    public static Node subtract(Node a, Node b) {
        return a.subtract(b);
    }

    /** a · b, element by element. See {@link MultiplyBroadcast}. */
    public static Node multiply(Node a, Node b) {
        return a.multiply(b);
    }

    /** a / b, element by element. See {@link DivideBroadcast}. */
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

    /** −1, 0 or 1. See {@link Sign}. */
    public static Node sign(Node x) {
        return x.sign();
    }

    /** The greatest integer that is not above x. See {@link Floor}. */
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

    /** eˣ − 1, with all digits for small x. See {@link Expm1}. */
    public static Node expm1(Node x) {
        return x.expm1();
    }

    /** The natural logarithm. See {@link Log}. */
    public static Node log(Node x) {
        return x.log();
    }

    /** ln(1 + x), with all digits for small x. See {@link Log1p}. */
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

    /** x, but low below low and high above high. See {@link Clamp}. */
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

    /** a where the condition is not 0, and b where it is. See {@link Where}. */
    public static Node where(Node condition, Node a, Node b) {
        return condition.where(a, b);
    }

    /** x, which the backward pass takes as a constant. See {@link StopGradient}. */
    public static Node stopGradient(Node x) {
        return x.stopGradient();
    }

    /** x, with a gradient that the rule computes from the upstream gradient. See {@link WithGradient}. */
    public static Node withGradient(Node x, UnaryOperator<Node> rule) {
        return x.withGradient(rule);
    }

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

    /** The inverse of {@link #erfc}, with all digits for small x. */
    public static Node erfcinv(Node x) {
        return new Erfcinv(x);
    }

    /** e^(x²) {@link #erfc}(x), which does not vanish. */
    public static Node erfcx(Node x) {
        return new Erfcx(x, 0);
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
     * @throws IllegalArgumentException if the order is negative
     */
    public static Node polygamma(Node x, int order) {
        return new Polygamma(x, order);
    }

    /**
     * √(a² + b²) without overflow on the way; its gradient at the origin is 0.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public static Node hypot(Node a, Node b) {
        return new HypotBroadcast(a, b);
    }

    /**
     * The angle of the point (x, y), between −π and π.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public static Node atan2(Node y, Node x) {
        return y.atan2(x);
    }

    /**
     * ln(eᵃ + eᵇ) without overflow.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public static Node logAddExp(Node a, Node b) {
        return new LogAddExpBroadcast(a, b);
    }

    /**
     * x ln y, but 0 where x is 0.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public static Node xlogy(Node x, Node y) {
        return new XlogyBroadcast(x, y);
    }

    /**
     * The normal distribution's probability of a number below x, ½ erfc(−x / √2): all digits of the lower tail.
     */
    public static Node normalCdf(Node x) {
        Objects.requireNonNull(x, "x");
        return erfc(x.multiply(-Math.sqrt(0.5))).multiply(0.5);
    }

    /**
     * ln {@link #normalCdf}(x), which does not underflow: the probability is erfcx(−x / √2) e^(−x²/2) / 2, see {@link Erfcx}.
     */
    public static Node logNormalCdf(Node x) {
        Node isTail = x.less(-1);
        Node inTail = isTail.where(x, Constant.of(-1));
        Node elsewhere = isTail.where(Constant.of(0), x);
        Node tail = erfcx(inTail.multiply(-Math.sqrt(0.5)))
                .log()
                .subtract(inTail.square().multiply(0.5))
                .subtract(LN_2);
        return isTail.where(tail, normalCdf(elsewhere.negate()).negate().log1p());
    }

    /** The number below which the normal distribution has this probability, −√2 erfcinv(2p): all digits of the lower tail. */
    public static Node normalQuantile(Node p) {
        return erfcinv(p.multiply(2)).multiply(-Math.sqrt(2));
    }

    /**
     * The modified Bessel function of the first kind, I_n(x). See {@link BesselI}.
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
     * Hurwitz's zeta function ζ(s, x) = Σ (x + k)^−s, Riemann's for x = 1. See {@link ZetaBroadcast}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public static Node zeta(Node s, Node x) {
        return new ZetaBroadcast(s, x);
    }

    /**
     * The regularised lower incomplete gamma function P(a, x). See {@link IncompleteGammaBroadcast}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public static Node gammaP(Node a, Node x) {
        return new IncompleteGammaBroadcast(a, x, false);
    }

    /**
     * The regularised upper incomplete gamma function Q(a, x) = 1 − P(a, x). See {@link IncompleteGammaBroadcast}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public static Node gammaQ(Node a, Node x) {
        return new IncompleteGammaBroadcast(a, x, true);
    }

    /**
     * The regularised incomplete beta function I_x(a, b), the beta distribution's probability of a number below x. See {@link
     * IncompleteBetaBroadcast}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public static Node betaP(Node a, Node b, Node x) {
        return new IncompleteBetaBroadcast(a, b, x);
    }

    /**
     * ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b) for a, b &gt; 0. See {@link LogBetaBroadcast}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public static Node logBeta(Node a, Node b) {
        return new LogBetaBroadcast(a, b);
    }

    /**
     * The beta function B(a, b) = Γ(a) Γ(b) / Γ(a + b) for a, b &gt; 0. Its error grows with the magnitude of {@link #logBeta}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public static Node beta(Node a, Node b) {
        return logBeta(a, b).exp();
    }

    /** The number w with w eʷ = x, for x ≥ −1/e. See {@link Lambertw}. */
    public static Node lambertw(Node x) {
        return new Lambertw(x);
    }

    /** −x ln x, the part of an entropy that a probability x has; 0 at 0 and −∞ below. */
    public static Node entropy(Node x) {
        return x.less(0)
                .where(Constant.of(Double.NEGATIVE_INFINITY), xlogy(x, x).negate());
    }

    /**
     * x ln(x / y), the part of a relative entropy that the probabilities x and y have: 0 where x is 0, and ∞ where one of them is
     * negative.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public static Node relativeEntropy(Node x, Node y) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(y, "y");
        Node isZero = x.equal(0).multiply(y.equal(0));
        Node ratio = x.divide(isZero.where(Constant.of(1), y));
        return x.minimum(y).less(0).where(Constant.of(Double.POSITIVE_INFINITY), xlogy(x, ratio.abs()));
    }

    /**
     * The greater of a and b; of NaN and a number, the number. Equal ones share the gradient.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public static Node fmax(Node a, Node b) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        return a.equal(a).where(b.equal(b).where(a.maximum(b), a), b);
    }

    /**
     * The smaller of a and b; of NaN and a number, the number. Equal ones share the gradient.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public static Node fmin(Node a, Node b) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        return a.equal(a).where(b.equal(b).where(a.minimum(b), a), b);
    }

    /**
     * log₂(2ᵃ + 2ᵇ) without overflow.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public static Node logAddExp2(Node a, Node b) {
        Objects.requireNonNull(b, "b");
        return logAddExp(a.multiply(LN_2), b.multiply(LN_2)).divide(LN_2);
    }

    /**
     * x ln(1 + y), but 0 where x is 0 and y is −1 or less, or ∞.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public static Node xlog1py(Node x, Node y) {
        Objects.requireNonNull(y, "y");
        Node isZero = x.equal(0).multiply(y.lessEqual(-1).maximum(y.equal(Double.POSITIVE_INFINITY)));
        Node zero = Constant.of(0);
        return isZero.where(zero, x.multiply(isZero.where(zero, y).log1p()));
    }

    /**
     * ln Γ_p(x), the multivariate gamma function of Wishart distributions: ¼ p (p − 1) ln π + Σ ln |Γ(x − j/2)| over j = 0 …
     * p − 1, defined for x &gt; (p − 1) / 2.
     *
     * @param p the dimension, 1 or more; 1 is {@link #lgamma}
     * @throws IllegalArgumentException if p is less than 1
     */
    public static Node multivariateLgamma(Node x, int p) {
        if (p < 1) {
            throw new IllegalArgumentException("multivariateLgamma: p must be 1 or more, such as 2, not " + p);
        }
        int[] row = new int[x.shape().rank() + 1];
        Arrays.fill(row, 1);
        row[row.length - 1] = p;
        Constant halves = Constant.of(Tensor.generate(Shape.of(row), j -> j / 2.0));
        return lgamma(x.expandDims(-1).subtract(halves)).sum(-1).add(p * (p - 1) / 4.0 * LN_PI);
    }

    /**
     * a + weight ∗ (b − a): a for the weight 0, exactly b for 1.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public static Node lerp(Node a, Node b, Node weight) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        Objects.requireNonNull(weight, "weight");
        Node way = b.subtract(a);
        Node fromA = a.add(weight.multiply(way));
        Node fromB = b.subtract(Node.of(1).subtract(weight).multiply(way));
        return weight.less(0.5).where(fromA, fromB);
    }

    /**
     * The magnitude of a with the sign of b; zeros have signs, too. Its slope in b is 0.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public static Node copySign(Node a, Node b) {
        Objects.requireNonNull(b, "b");
        Node magnitude = a.abs();
        Node signed = b.equal(0).where(b.reciprocal(), b); // 1 / −0 is −∞
        return signed.less(0).where(magnitude.negate(), magnitude);
    }

    /**
     * What is left of a divided by b, a − b ⌊a / b⌋, with the sign of b. See {@link RemainderBroadcast}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public static Node remainder(Node a, Node b) {
        return new RemainderBroadcast(a, b);
    }

    /**
     * What is left of a divided by b, where a / b is rounded towards 0: it has the sign of a, as {@code np.fmod} and Java's
     * {@code %}.
     *
     * @throws ShapeException if the shapes do not broadcast; see {@link BinaryOp}
     */
    public static Node fmod(Node a, Node b) {
        Objects.requireNonNull(b, "b");
        return copySign(remainder(a.abs(), b.abs()), a);
    }

    /** Degrees as radians, x π / 180. */
    public static Node deg2rad(Node x) {
        return x.multiply(Math.PI / DEGREES);
    }

    /** Radians as degrees, x 180 / π. */
    public static Node rad2deg(Node x) {
        return x.multiply(DEGREES / Math.PI);
    }

    /** x without its integer part: x − {@link #trunc}(x), which has the sign of x. It jumps at integers. */
    public static Node fraction(Node x) {
        return x.subtract(trunc(x));
    }

    /**
     * x with numbers in the place of those that are none, whose gradient is 0.
     *
     * @param nan in the place of NaN
     * @param high in the place of ∞
     * @param low in the place of −∞
     */
    public static Node nanToNum(Node x, double nan, double high, double low) {
        Node bounded = x.equal(Double.POSITIVE_INFINITY)
                .where(Constant.of(high), x.equal(Double.NEGATIVE_INFINITY).where(Constant.of(low), x));
        return x.equal(x).where(bounded, Constant.of(nan));
    }

    // Piecewise constant

    /** The integer part of x: the nearest integer towards 0. Its gradient is 0. */
    public static Node trunc(Node x) {
        Objects.requireNonNull(x, "x");
        return x.sign().multiply(x.abs().floor());
    }

    /** The least integer that is not below x. Its gradient is 0. */
    public static Node ceil(Node x) {
        return x.negate().floor().negate();
    }

    /** The nearest integer; of two that are equally near, the even one. Its gradient is 0. */
    public static Node round(Node x) {
        Node magnitude = x.abs();
        Node rounded = magnitude.add(INTEGERS).subtract(INTEGERS); // the sum has no bits for a fraction
        return magnitude.less(INTEGERS).where(x.sign().multiply(rounded), x).stopGradient();
    }

    /** 0 below 0, 1 above it, and at 0 a number such as ½. Its gradient is 0. */
    public static Node heaviside(Node x, double atZero) {
        return x.equal(0).where(Constant.of(atZero), x.sign().maximum(0));
    }
}
