package dev.gradus.kernel.math;

/**
 * The arcsine, the arccosine and the arctangent.
 *
 * <p>{@code asin s = s + s³·A(s²)} for s ≤ ½, with a minimax fit A of degree 11. Greater |x| are reduced by the
 * half-angle formula {@code asin x = π/2 − 2·asin √((1 − x)/2)}, including the rounding error of the root.
 *
 * <p>{@code atan t = t + t³·T(t²)} for |t| ≤ √2 − 1, with a minimax fit T of degree 10. Greater angles are first
 * rotated by −π/4 or −π/2. The errors of all fits are below 2^-58 of the result.
 */
public final class InverseTrigonometric {
    static final double HALF_PI = 0x1.921fb54442d18p0;
    static final double HALF_PI_LOW = 0x1.1a62633145c07p-54;
    static final double QUARTER_PI = 0x1.921fb54442d18p-1;
    static final double QUARTER_PI_LOW = 0x1.1a62633145c07p-55;
    static final double THREE_QUARTER_PI = 0x1.2d97c7f3321d2p1;
    static final double THREE_QUARTER_PI_LOW = 0x1.a79394c9e8a0ap-54;

    /** tan(π/8) and tan(3π/8). */
    static final double TAN_EIGHTH = 0x1.a827999fcef32p-2;

    static final double TAN_THREE_EIGHTHS = 0x1.3504f333f9de6p1;

    /** Sides of triangles between these limits can be multiplied and divided without loss. */
    static final double LEAST_SIDE = 0x1p-400;

    static final double GREATEST_SIDE = 0x1p400;

    static final double A0 = 0x1.5555555555384p-3;
    static final double A1 = 0x1.333333336fdc6p-4;
    static final double A2 = 0x1.6db6db419c584p-5;
    static final double A3 = 0x1.f1c72c7fa1c47p-6;
    static final double A4 = 0x1.6e89edb88699bp-6;
    static final double A5 = 0x1.1c6c42c3614cdp-6;
    static final double A6 = 0x1.c6f65daf8663p-7;
    static final double A7 = 0x1.8ef2db042891cp-7;
    static final double A8 = 0x1.aa36b6b4d620cp-8;
    static final double A9 = 0x1.4108c12ae3a7fp-6;
    static final double A10 = -0x1.0b7f42e9a31ccp-6;
    static final double A11 = 0x1.05fe7f3e619b5p-5;

    static final double T0 = -0x1.555555555553dp-2;
    static final double T1 = 0x1.99999999958dfp-3;
    static final double T2 = -0x1.24924922b0cacp-3;
    static final double T3 = 0x1.c71c70e77e681p-4;
    static final double T4 = -0x1.745cf906db9eap-4;
    static final double T5 = 0x1.3b111c15c4c12p-4;
    static final double T6 = -0x1.10ebd9fed9104p-4;
    static final double T7 = 0x1.df11312223403p-5;
    static final double T8 = -0x1.9cdb2b24768acp-5;
    static final double T9 = 0x1.37eab0babf14ap-5;
    static final double T10 = -0x1.25978c8390031p-6;

    private InverseTrigonometric() {}

    public static double asin(double x) {
        double a = Math.abs(x);
        double square = squareOfHalf(a);
        double s = a > 0.5 ? Math.sqrt(square) : a;
        double tail = s * square * arcsineFit(square);
        double low = tail + rootLost(s, square);
        double turned = HALF_PI - 2 * s;
        double lost = (HALF_PI - turned) - 2 * s;
        double fromTop = turned + (lost + Math.fma(-2, low, HALF_PI_LOW));
        return Math.copySign(a > 0.5 ? fromTop : s + tail, x);
    }

    public static double acos(double x) {
        double a = Math.abs(x);
        double square = squareOfHalf(a);
        double s = a > 0.5 ? Math.sqrt(square) : a;
        double tail = s * square * arcsineFit(square);
        double low = tail + rootLost(s, square);
        double nearOne = 2 * (s + low);
        double signed = Math.copySign(s, x);
        double start = a > 0.5 ? 2 * HALF_PI : HALF_PI;
        double startLow = a > 0.5 ? 2 * HALF_PI_LOW : HALF_PI_LOW;
        double subtracted = a > 0.5 ? 2 * s : signed;
        double subtractedLow = a > 0.5 ? 2 * low : Math.copySign(tail, x);
        double turned = start - subtracted;
        double lost = (start - turned) - subtracted;
        double fromStart = turned + (lost + (startLow - subtractedLow));
        return x > 0.5 ? nearOne : fromStart;
    }

    public static double atan(double x) {
        double a = Math.abs(x);
        double numerator = a > TAN_EIGHTH ? a - 1 : a;
        double numeratorLow = a > TAN_EIGHTH ? (a - (numerator + 1)) : 0;
        double sum = a + 1;
        double denominator = a > TAN_EIGHTH ? sum : 1;
        double denominatorLow = a > TAN_EIGHTH ? (a < 1 ? a - (sum - 1) : 1 - (sum - a)) : 0;
        double start = a > TAN_EIGHTH ? QUARTER_PI : 0;
        double startLow = a > TAN_EIGHTH ? QUARTER_PI_LOW : 0;
        boolean steep = a > TAN_THREE_EIGHTHS;
        double angle = angle(
                steep ? -1 : numerator,
                steep ? 0 : numeratorLow,
                steep ? (a > GREATEST_SIDE ? GREATEST_SIDE : a) : denominator,
                steep ? 0 : denominatorLow,
                steep ? HALF_PI : start,
                steep ? HALF_PI_LOW : startLow);
        return Math.copySign(angle, x);
    }

    public static double atan2(double y, double x) {
        double a = Math.abs(y);
        double b = Math.abs(x);
        double greater = a > b ? a : b;
        double lesser = a > b ? b : a;
        if (!(greater < GREATEST_SIDE)) {
            return SeldomAngles.atan2(y, x);
        }
        if (!(lesser > LEAST_SIDE)) {
            return SeldomAngles.atan2(y, x);
        }
        return Math.copySign(ofSides(a, b, x), y);
    }

    /** Returns the angle of a point (±b, a), where x determines the sign, for sides that are neither huge nor tiny. */
    static double ofSides(double a, double b, double x) {
        boolean diagonal = a > TAN_EIGHTH * b;
        boolean steep = a > TAN_THREE_EIGHTHS * b;
        double difference = a - b;
        double part = a - difference;
        double differenceLow = (a - (difference + part)) + (part - b);
        double sum = a + b;
        double otherPart = sum - a;
        double sumLow = (a - (sum - otherPart)) + (b - otherPart);
        double numerator = steep ? -b : (diagonal ? difference : a);
        double numeratorLow = steep ? 0 : (diagonal ? differenceLow : 0);
        double denominator = steep ? a : (diagonal ? sum : b);
        double denominatorLow = steep ? 0 : (diagonal ? sumLow : 0);
        double start = steep ? HALF_PI : (diagonal ? QUARTER_PI : 0);
        double startLow = steep ? HALF_PI_LOW : (diagonal ? QUARTER_PI_LOW : 0);
        double back = steep ? HALF_PI : (diagonal ? THREE_QUARTER_PI : 2 * HALF_PI);
        double backLow = steep ? HALF_PI_LOW : (diagonal ? THREE_QUARTER_PI_LOW : 2 * HALF_PI_LOW);
        boolean left = x < 0;
        return angle(
                left ? -numerator : numerator,
                left ? -numeratorLow : numeratorLow,
                denominator,
                denominatorLow,
                left ? back : start,
                left ? backLow : startLow);
    }

    /** Returns start + atan(numerator/denominator), each with its low part, for quotients of at most tan(π/8). */
    private static double angle(
            double numerator,
            double numeratorLow,
            double denominator,
            double denominatorLow,
            double start,
            double startLow) {
        double t = numerator / denominator;
        double remainder = Math.fma(-t, denominator, numerator) + Math.fma(-t, denominatorLow, numeratorLow);
        double square = t * t;
        double tail = Math.fma(t * square, arctangentFit(square), remainder / denominator);
        double sum = start + t;
        double lost = (start - sum) + t;
        return sum + (lost + (startLow + tail));
    }

    /** Returns (1 − a)/2 for a above ½, otherwise a². */
    private static double squareOfHalf(double a) {
        return a > 0.5 ? Math.fma(-0.5, a, 0.5) : a * a;
    }

    /** Returns the rounding error of the root of a square, or 0 for the root 0. Not used if s is not a root. */
    private static double rootLost(double s, double square) {
        return Math.fma(-s, s, square) / (2 * s + Double.MIN_NORMAL);
    }

    private static double arcsineFit(double square) {
        double fourth = square * square;
        double eighth = fourth * fourth;
        double a01 = Math.fma(square, A1, A0);
        double a23 = Math.fma(square, A3, A2);
        double a45 = Math.fma(square, A5, A4);
        double a67 = Math.fma(square, A7, A6);
        double a89 = Math.fma(square, A9, A8);
        double a1011 = Math.fma(square, A11, A10);
        double a03 = Math.fma(fourth, a23, a01);
        double a47 = Math.fma(fourth, a67, a45);
        double a811 = Math.fma(fourth, a1011, a89);
        return Math.fma(eighth, Math.fma(eighth, a811, a47), a03);
    }

    private static double arctangentFit(double square) {
        double fourth = square * square;
        double eighth = fourth * fourth;
        double t01 = Math.fma(square, T1, T0);
        double t23 = Math.fma(square, T3, T2);
        double t45 = Math.fma(square, T5, T4);
        double t67 = Math.fma(square, T7, T6);
        double t89 = Math.fma(square, T9, T8);
        double t03 = Math.fma(fourth, t23, t01);
        double t47 = Math.fma(fourth, t67, t45);
        double t810 = Math.fma(fourth, T10, t89);
        return Math.fma(eighth, Math.fma(eighth, t810, t47), t03);
    }

    /** Computes the arctangent of sides that are 0, tiny, huge, infinite or NaN. */
    @Seldom
    private static final class SeldomAngles {
        private static final double SCALE = 0x1p600;

        private SeldomAngles() {}

        static double atan2(double y, double x) {
            if (Double.isNaN(x) || Double.isNaN(y)) {
                return Double.NaN;
            }
            double a = Math.abs(y);
            double b = Math.abs(x);
            boolean left = Double.doubleToRawLongBits(x) < 0;
            if (a == b && (a == 0 || a == Double.POSITIVE_INFINITY)) {
                double diagonal = left ? InverseTrigonometric.THREE_QUARTER_PI : InverseTrigonometric.QUARTER_PI;
                return Math.copySign(a == 0 ? (left ? Math.PI : 0) : diagonal, y);
            }
            if (a * 0x1p-60 > b) {
                return Math.copySign(InverseTrigonometric.HALF_PI, y);
            }
            if (b * 0x1p-60 > a) {
                return left ? Math.copySign(Math.PI, y) : y / b;
            }
            double scale = Math.max(a, b) > 1 ? 1 / SCALE : SCALE;
            return Math.copySign(InverseTrigonometric.ofSides(a * scale, b * scale, x), y);
        }
    }
}
