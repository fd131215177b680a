package dev.gradus.kernel.math;

/**
 * Elementary functions that return the same bits on every JVM and processor.
 *
 * <p>Each is a fixed sequence of +, −, ×, /, fma, selections and bit operations. IEEE 754 and Java define all of these
 * exactly, so compilers, processors and vector units cannot change a result. (The payload of NaN is not defined.)
 *
 * <p>Errors are measured against a reference of about 30 digits, in units in the last place of the nearest double,
 * including subnormal arguments and results. The largest errors found in millions of points are: exp 0.90, expm1 1.32,
 * log 0.86, log1p 0.84, tanh 0.99, sigmoid 1.45, softplus 1.63, erf 1.08. No result exceeds the mathematical range. The
 * functions are monotonic between adjacent doubles in all tested points, except that softplus at x ≥ 0 and erf at |x|
 * near 1 may decrease by 1 ulp.
 */
public final class Elementary {
    private Elementary() {}

    /** Returns e^x, within 1 ulp: 0 at −∞, 1 at ±0, ∞ above 709.782712893384, subnormal and then 0 below −708.4. */
    public static double exp(double x) {
        return Exponential.exp(x);
    }

    /** Returns e^x − 1 without cancellation, within 2 ulp: −1 at −∞, ±0 at ±0, ∞ above 709.782712893384. */
    public static double expm1(double x) {
        return Exponential.expm1(x);
    }

    /** Returns the natural logarithm of x, within 1 ulp: −∞ at ±0, 0 at 1, ∞ at ∞, NaN below 0. */
    public static double log(double x) {
        return Logarithm.log(x);
    }

    /** Returns log(1 + x) without cancellation, within 2 ulp: −∞ at −1, ±0 at ±0, ∞ at ∞, NaN below −1. */
    public static double log1p(double x) {
        return Logarithm.log1p(x);
    }

    /** Returns the hyperbolic tangent (e^x − e^−x)/(e^x + e^−x), within 2 ulp and exactly odd: ±0 at ±0, ±1 at ±∞. */
    public static double tanh(double x) {
        return Sigmoidal.tanh(x);
    }

    /** Returns the logistic function 1/(1 + e^−x), within 2 ulp. 0 at −∞, 1/2 at ±0, 1 at ∞; gradual underflow. */
    public static double sigmoid(double x) {
        return Sigmoidal.sigmoid(x);
    }

    /** Returns log(1 + e^x) without overflow, within 2 ulp: 0 at −∞, log 2 at ±0, ∞ at ∞. */
    public static double softplus(double x) {
        return Logarithm.softplus(x);
    }

    /** Returns the error function 2/√π·∫₀ˣ e^(−t²) dt, within 2 ulp and exactly odd: ±0 at ±0, ±1 at ±∞. */
    public static double erf(double x) {
        return ErrorFunction.erf(x);
    }

    /** Returns the sine of x radians, within 1 ulp for all x and exactly odd. NaN at ±∞. */
    public static double sin(double x) {
        return Trigonometric.sin(x);
    }

    /** Returns the cosine of x radians, within 1 ulp for all x and exactly even. NaN at ±∞. */
    public static double cos(double x) {
        return Trigonometric.cos(x);
    }

    /** Returns the tangent of x radians, within 1 ulp for all x and exactly odd. NaN at ±∞. */
    public static double tan(double x) {
        return Trigonometric.tan(x);
    }

    /** Returns the arcsine of x in [−π/2, π/2], within 1 ulp and exactly odd. NaN for |x| > 1. */
    public static double asin(double x) {
        return InverseTrigonometric.asin(x);
    }

    /** Returns the arccosine of x in [0, π], within 1 ulp. NaN for |x| > 1. */
    public static double acos(double x) {
        return InverseTrigonometric.acos(x);
    }

    /** Returns the arctangent of x in [−π/2, π/2], within 1 ulp and exactly odd. */
    public static double atan(double x) {
        return InverseTrigonometric.atan(x);
    }

    /** Returns the angle of the point (x, y) in [−π, π], within 1 ulp. Special cases follow the C standard. */
    public static double atan2(double y, double x) {
        return InverseTrigonometric.atan2(y, x);
    }

    /** Returns the hyperbolic sine (e^x − e^−x)/2, within 1 ulp and exactly odd. ±∞ for |x| > 710.4758600739439. */
    public static double sinh(double x) {
        return Hyperbolic.sinh(x);
    }

    /** Returns the hyperbolic cosine (e^x + e^−x)/2, within 1 ulp and exactly even. ∞ for |x| > 710.4758600739439. */
    public static double cosh(double x) {
        return Hyperbolic.cosh(x);
    }

    /** Returns the inverse hyperbolic sine of x, within 1 ulp and exactly odd. */
    public static double asinh(double x) {
        return Hyperbolic.asinh(x);
    }

    /** Returns the nonnegative inverse hyperbolic cosine of x, within 1 ulp. NaN below 1. */
    public static double acosh(double x) {
        return Hyperbolic.acosh(x);
    }

    /** Returns the inverse hyperbolic tangent of x, within 1 ulp and exactly odd. ±∞ at ±1, NaN for |x| > 1. */
    public static double atanh(double x) {
        return Hyperbolic.atanh(x);
    }

    /** Returns 2^x, within 1 ulp and exact for integers. */
    public static double exp2(double x) {
        return Exponential.exp2(x);
    }

    /** Returns the logarithm of x to base 2, within 1 ulp and exact for powers of 2. −∞ at ±0, NaN below 0. */
    public static double log2(double x) {
        return Logarithm.log2(x);
    }

    /** Returns the logarithm of x to base 10, within 1 ulp and exact for powers of 10. −∞ at ±0, NaN below 0. */
    public static double log10(double x) {
        return Logarithm.log10(x);
    }

    /**
     * Returns x^y, within 1 ulp. Special cases follow the C standard: the result is 1 for y = 0 and for x = 1, whatever
     * the other argument is.
     */
    public static double pow(double x, double y) {
        return Power.pow(x, y);
    }

    /** Returns ∛x, within 1 ulp and exactly odd. */
    public static double cbrt(double x) {
        return Roots.cbrt(x);
    }

    /** Returns 1/√x, within 1 ulp. ±∞ at ±0, 0 at ∞, NaN below 0. */
    public static double rsqrt(double x) {
        return Roots.rsqrt(x);
    }

    /** Returns √(a² + b²) without overflow of the squares, within 1 ulp. ∞ if either is infinite, even for a NaN. */
    public static double hypot(double a, double b) {
        return Roots.hypot(a, b);
    }

    /** Returns 1 − erf(x) without cancellation, within 1 ulp: 2 at −∞, 1 at ±0, subnormal and then 0 above 26.54. */
    public static double erfc(double x) {
        return ComplementaryErrorFunction.erfc(x);
    }

    /** Returns the inverse error function of x, within 1 ulp and exactly odd. ±∞ at ±1, NaN for |x| > 1. */
    public static double erfinv(double x) {
        return InverseErrorFunction.erfinv(x);
    }

    /** Returns the inverse complementary error function, within 1 ulp even for tiny x. ∞ at 0, −∞ at 2, NaN outside. */
    public static double erfcinv(double x) {
        return InverseErrorFunction.erfcinv(x);
    }

    /** Returns e^(x²)·erfc(x), within 4 ulp. ∞ below −26.6, 0 at ∞. */
    public static double erfcx(double x) {
        return ScaledErrorFunction.erfcx(x);
    }

    /** Returns the derivative of order n ≥ 0 of e^(x²)·erfc(x). ∞ below −26.6, 0 at ∞. */
    public static double erfcx(int order, double x) {
        return ScaledErrorFunction.derivative(order, x);
    }

    /** Returns the modified Bessel function I_n(x) of order n ≥ 0, multiplied by e^−|x| if scaled. */
    public static double besselI(int n, boolean scaled, double x) {
        return scaled ? BesselI.scaled(n, x) : BesselI.unscaled(n, x);
    }

    /**
     * Returns the Hurwitz zeta function Σ (x + k)^−s, within 6 ulp for s > 1, x > 0. ∞ for s = 1 and x = 0, NaN below.
     */
    public static double zeta(double s, double x) {
        return Polygamma.hurwitzZeta(s, x);
    }

    /** Returns the derivative of order n ≥ 1 of zeta with respect to s. ±∞ for s = 1 and for x = 0, NaN below. */
    public static double zeta(int n, double s, double x) {
        return Polygamma.hurwitzZeta(n, s, x);
    }

    /**
     * Returns the derivative of order n ≥ 1 with respect to a of P(a, x), the regularized lower incomplete gamma
     * function. NaN for a above 10¹⁰.
     */
    public static double incompleteGamma(int n, double a, double x) {
        return GammaShapeDerivative.of(n, a, x);
    }

    /** Returns the regularized incomplete gamma function: the lower one, P(a, x), or the upper one, Q = 1 − P. */
    public static double incompleteGamma(boolean upper, double a, double x) {
        return IncompleteGamma.of(upper, a, x);
    }

    /** Returns the regularized incomplete beta function I_x(a, b). NaN unless a, b > 0 and 0 ≤ x ≤ 1. */
    public static double incompleteBeta(double a, double b, double x) {
        return IncompleteBeta.of(a, b, x);
    }

    /** Returns x^(a−1)·e^−x/Γ(a), within 5 ulp. NaN unless a, x ≥ 0. */
    public static double gammaDensity(double a, double x) {
        return GammaDensity.of(a, x);
    }

    /** Returns x^(a−1)·(1 − x)^(b−1)/B(a, b), within 20 ulp. NaN unless a, b > 0, not both ∞, and 0 ≤ x ≤ 1. */
    public static double betaDensity(double a, double b, double x) {
        return BetaDensity.of(a, b, x);
    }

    /**
     * Returns ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b). The error is a few ulp of the larger of the result and 1,
     * because the result is 0 where B is 1. NaN below 0.
     */
    public static double logBeta(double a, double b) {
        return LogBeta.of(a, b);
    }

    /** Returns the number w ≥ −1 with w·e^w = x, within 3 ulp: −1 at −1/e, NaN below, ∞ at ∞. */
    public static double lambertw(double x) {
        return LambertW.lambertw(x);
    }

    /**
     * Returns ln |Γ(x)|, within 2 ulp for x > 0. For {@code x < 0} the error is a few ulp of the larger of the result and 1,
     * because the result has zeros there. ∞ at the poles 0, −1, −2, … and at ±∞.
     */
    public static double lgamma(double x) {
        return LogGamma.lgamma(x);
    }

    /** Returns the derivative of ln Γ(x), within 2 ulp for x > 0. ∓∞ at ±0, NaN at −1, −2, …. */
    public static double digamma(double x) {
        return Polygamma.digamma(x);
    }

    /** Returns the derivative of order n ≥ 0 of digamma. ∞ or NaN at the poles, as both limits agree or differ. */
    public static double polygamma(int n, double x) {
        return Polygamma.polygamma(n, x);
    }

    /** Returns sin(πx)/(πx), within 3 ulp and exactly even: 1 at 0, 0 at ±∞. */
    public static double sinc(double x) {
        return Sinc.sinc(x);
    }

    /** Returns the derivative of order n ≥ 0 of sin(πx)/(πx). 1 at 0 for order 0; 0 at ±∞ for all orders. */
    public static double sinc(int order, double x) {
        return Sinc.sinc(order, x);
    }

    /** Returns ln(x/(1 − x)), the inverse of the logistic function, within 1 ulp. −∞ at 0, ∞ at 1, NaN outside. */
    public static double logit(double x) {
        return Logit.logit(x);
    }

    /** Returns ln(e^a + e^b) without overflow. −∞ if both are −∞. */
    public static double logaddexp(double a, double b) {
        return LogAddExp.logaddexp(a, b);
    }

    /** Returns a·ln b, or 0 if a is 0 and b is not NaN. */
    public static double xlogy(double a, double b) {
        return a == 0 && !Double.isNaN(b) ? 0 : a * log(b);
    }
}
