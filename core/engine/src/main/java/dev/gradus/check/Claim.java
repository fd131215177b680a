package dev.gradus.check;

import dev.gradus.check.Richardson.Limit;

/** A derivative that somebody claims to know: if a numerical one comes to it early, it need not be sought any further. */
record Claim(double value, double rtol) {
    static final Claim NONE = new Claim(Double.NaN, 0);

    /** What is confirmed agrees better than a verdict asks, by this factor. */
    private static final double STRICTER = 0.1;

    private static final double USUAL_RTOL = 1e-8;

    /** A claim to be judged with this relative tolerance. */
    static Claim of(double value, double rtol) {
        return new Claim(value, STRICTER * Math.min(rtol, USUAL_RTOL));
    }

    boolean isMade() {
        return Double.isFinite(value);
    }

    boolean isConfirmedBy(Limit slope) {
        double allowed = rtol * Math.abs(slope.value());
        return slope.error() <= allowed && Math.abs(value - slope.value()) <= allowed;
    }
}
