package dev.gradus.random;

/** The normal distribution with this mean and this standard deviation, which may be 0. */
record NormalDistribution(double mean, double deviation) {
    NormalDistribution {
        if (!Double.isFinite(mean)) {
            throw refusal(mean, deviation, "the mean must be a finite number.");
        }
        if (!Double.isFinite(deviation)) {
            throw refusal(mean, deviation, "the standard deviation must be a finite number.");
        }
        if (deviation < 0) {
            throw refusal(
                    mean,
                    deviation,
                    "the standard deviation must not be negative. Did you mean normal(" + mean + ", " + -deviation
                            + ")?");
        }
    }

    private static IllegalArgumentException refusal(double mean, double deviation, String reason) {
        return new IllegalArgumentException("normal(" + mean + ", " + deviation + "): " + reason);
    }

    double at(double z) {
        return mean + deviation * z;
    }
}
