package dev.gradus.kernel.math;

/** The arctangent of sides that are 0, tiny, huge, infinite or NaN. */
@Seldom
final class SeldomAngles {
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
