package dev.gradus.kernel;

/**
 * The elementary functions to about 30 digits, by plain series. It is slow, and shares no code with the tested
 * functions.
 */
final class Reference {
    private static final DoubleDouble LN2 = DoubleDouble.parse("0.69314718055994530941723212145817656807550013436026");
    private static final DoubleDouble TWO_OVER_ROOT_PI =
            DoubleDouble.parse("1.1283791670955125738961589031215451716881012586580");

    /** Below this, functions through the origin equal their tangents to 100 digits. */
    private static final double TINY = 0x1p-400;

    private static final int TINY_EXPONENT = 600;

    private Reference() {}

    static Exact exp(double x) {
        int n = nearestMultipleOfLn2(x);
        return new Exact(expm1Series(remainder(x, n)).plus(1), n);
    }

    static Exact expm1(double x) {
        if (Math.abs(x) < TINY) {
            return tangent(x, DoubleDouble.ONE);
        }
        int n = nearestMultipleOfLn2(x);
        DoubleDouble series = expm1Series(remainder(x, n));
        return n > 0
                ? new Exact(series.plus(DoubleDouble.sum(1, -Math.scalb(1.0, -n))), n)
                : Exact.of(series.scale(n).plus(DoubleDouble.sum(Math.scalb(1.0, n), -1)));
    }

    static Exact log(double x) {
        return x < Double.MIN_NORMAL
                ? Exact.of(log(DoubleDouble.of(x * 0x1p60)).minus(LN2.times(60)))
                : Exact.of(log(DoubleDouble.of(x)));
    }

    static Exact log1p(double x) {
        return Math.abs(x) < TINY ? tangent(x, DoubleDouble.ONE) : Exact.of(log(DoubleDouble.sum(1, x)));
    }

    static Exact tanh(double x) {
        if (Math.abs(x) < TINY) {
            return tangent(x, DoubleDouble.ONE);
        }
        DoubleDouble negative = expm1(-2 * Math.min(Math.abs(x), 50)).value();
        DoubleDouble magnitude = negative.negate().dividedBy(negative.plus(2));
        return Exact.of(x < 0 ? magnitude.negate() : magnitude);
    }

    static Exact sigmoid(double x) {
        Exact w = exp(-Math.abs(x));
        DoubleDouble denominator = w.value().plus(1);
        return x < 0
                ? new Exact(w.mantissa().dividedBy(denominator), w.exponent())
                : Exact.of(DoubleDouble.ONE.dividedBy(denominator));
    }

    static Exact softplus(double x) {
        Exact w = exp(-Math.abs(x));
        if (x < -300) {
            return w;
        }
        return Exact.of(log(w.value().plus(1)).plus(Math.max(x, 0)));
    }

    /** 2/√π·e^(−x²)·Σ 2^k x^(2k+1)/(2k+1)!!, whose terms have one sign. */
    static Exact erf(double x) {
        if (Math.abs(x) < TINY) {
            return tangent(x, TWO_OVER_ROOT_PI);
        }
        double bounded = Math.max(-8, Math.min(8, x));
        DoubleDouble square = DoubleDouble.of(bounded).times(bounded);
        DoubleDouble term = DoubleDouble.of(bounded);
        DoubleDouble sum = term;
        for (int k = 1; Math.abs(term.high()) > 0x1p-110 * Math.abs(sum.high()); k++) {
            term = term.times(square).times(2).dividedBy(DoubleDouble.of(2 * k + 1));
            sum = sum.plus(term);
        }
        int n = nearestMultipleOfLn2(-square.high());
        DoubleDouble remainder = square.negate().minus(LN2.times(n));
        return new Exact(expm1Series(remainder).plus(1).times(sum).times(TWO_OVER_ROOT_PI), n);
    }

    private static Exact tangent(double x, DoubleDouble slope) {
        return new Exact(slope.times(Math.scalb(x, TINY_EXPONENT)), -TINY_EXPONENT);
    }

    private static int nearestMultipleOfLn2(double x) {
        return (int) Math.rint(bounded(x) / LN2.high());
    }

    private static DoubleDouble remainder(double x, int n) {
        return DoubleDouble.of(bounded(x)).minus(LN2.times(n));
    }

    /** Limits x, without changing overflow or underflow, so that n stays small. */
    private static double bounded(double x) {
        return Math.max(-2000, Math.min(2000, x));
    }

    /** x + x²/2! + x³/3! + … for |x| ≤ 0.35. */
    private static DoubleDouble expm1Series(DoubleDouble x) {
        DoubleDouble term = x;
        DoubleDouble sum = x;
        for (int k = 2; Math.abs(term.high()) > 0x1p-110 * Math.abs(sum.high()); k++) {
            term = term.times(x).dividedBy(DoubleDouble.of(k));
            sum = sum.plus(term);
        }
        return sum;
    }

    /** e·ln 2 + 2·artanh((m − 1)/(m + 1)) for x = m·2^e with m between 0.7 and 1.4. */
    private static DoubleDouble log(DoubleDouble x) {
        int floor = Math.getExponent(x.high());
        int e = Math.scalb(x.high(), -floor) > 1.4 ? floor + 1 : floor;
        DoubleDouble m = x.scale(-e);
        DoubleDouble s = m.plus(-1).dividedBy(m.plus(1));
        DoubleDouble square = s.times(s);
        DoubleDouble power = s;
        DoubleDouble sum = s;
        for (int k = 3; Math.abs(power.high()) > 0x1p-110 * Math.abs(sum.high()); k += 2) {
            power = power.times(square);
            sum = sum.plus(power.dividedBy(DoubleDouble.of(k)));
        }
        return sum.times(2).plus(LN2.times(e));
    }
}
