package dev.gradus.check;

/** The expected value of a derivative. If an early numerical estimate confirms it, no further steps are needed. */
record Claim(double value, double rtol) {
    static final Claim NONE = new Claim(Double.NaN, 0);

    /** A claim must agree better than a verdict requires, by this factor. */
    private static final double STRICTER = 0.1;

    private static final double USUAL_RTOL = 1e-8;

    static Claim of(double value, double rtol) {
        return new Claim(value, STRICTER * Math.min(rtol, USUAL_RTOL));
    }

    boolean isMade() {
        return Double.isFinite(value);
    }

    boolean isConfirmedBy(double slope, double error) {
        double allowed = rtol * Math.abs(slope);
        return error <= allowed && Math.abs(value - slope) <= allowed;
    }
}
