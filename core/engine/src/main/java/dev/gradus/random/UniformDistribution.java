package dev.gradus.random;

/** The uniform distribution on [low, high), by scaling: the end high is reached only where rounding does so. */
record UniformDistribution(double low, double high) {
    UniformDistribution {
        String call = "uniform(" + low + ", " + high + "): ";
        if (!Double.isFinite(low) || !Double.isFinite(high)) {
            throw new IllegalArgumentException(
                    call + (Double.isFinite(low) ? "high" : "low") + " must be a finite number.");
        }
        if (high == low) {
            throw new IllegalArgumentException(call + "high must be greater than low: the range is empty.");
        }
        if (high < low) {
            throw new IllegalArgumentException(
                    call + "high must be greater than low. Did you mean uniform(" + high + ", " + low + ")?");
        }
        if (!Double.isFinite(high - low)) {
            throw new IllegalArgumentException(call + "the width, high − low, overflows a double.");
        }
    }

    /** The number that a uniform u in [0, 1) becomes: low + (high − low) u. */
    double at(double u) {
        return low + (high - low) * u;
    }
}
