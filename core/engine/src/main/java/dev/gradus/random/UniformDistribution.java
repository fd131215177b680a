package dev.gradus.random;

/** The uniform distribution on [low, high), by scaling. The end high occurs only as a result of rounding. */
record UniformDistribution(double low, double high) {
    UniformDistribution {
        if (!Double.isFinite(low)) {
            throw refusal(low, high, "low must be a finite number.");
        }
        if (!Double.isFinite(high)) {
            throw refusal(low, high, "high must be a finite number.");
        }
        if (!Double.isFinite(high - low)) {
            throw refusal(low, high, "the width, high − low, overflows a double.");
        }
        if (high == low) {
            throw refusal(low, high, "high must be greater than low: the range is empty.");
        }
        if (high < low) {
            throw refusal(low, high, "high must be greater than low. Did you mean uniform(" + high + ", " + low + ")?");
        }
    }

    private static IllegalArgumentException refusal(double low, double high, String reason) {
        return new IllegalArgumentException("uniform(" + low + ", " + high + "): " + reason);
    }

    double at(double u) {
        return low + (high - low) * u;
    }
}
