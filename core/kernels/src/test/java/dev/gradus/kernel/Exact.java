package dev.gradus.kernel;

/** The value mantissa·2^exponent, for comparison with a double that approximates it and may be subnormal. */
record Exact(DoubleDouble mantissa, int exponent) {
    static Exact of(DoubleDouble value) {
        return new Exact(value, 0);
    }

    DoubleDouble value() {
        return mantissa.scale(exponent);
    }

    /** Returns the distance to an approximation, in units in the last place of the nearest double. */
    double ulps(double approximation) {
        double nearest = Math.scalb(mantissa.high(), exponent);
        if (Double.isInfinite(nearest) || Double.isInfinite(approximation)) {
            return nearest == approximation ? 0 : Double.POSITIVE_INFINITY;
        }
        double distance = (Math.scalb(approximation, -exponent) - mantissa.high()) - mantissa.low();
        return Math.abs(distance) / Math.scalb(Math.ulp(nearest), -exponent);
    }
}
