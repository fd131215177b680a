package dev.gradus.random;

/** The normal distribution with this mean and this standard deviation, which may be 0. */
record NormalDistribution(double mean, double deviation) {
    NormalDistribution {
        String call = "normal(" + mean + ", " + deviation + "): ";
        if (!Double.isFinite(mean)) {
            throw new IllegalArgumentException(call + "the mean must be a finite number.");
        }
        if (!Double.isFinite(deviation)) {
            throw new IllegalArgumentException(call + "the standard deviation must be a finite number.");
        }
        if (deviation < 0) {
            throw new IllegalArgumentException(
                    call + "the standard deviation must not be negative. Did you mean normal(" + mean + ", "
                            + -deviation + ")?");
        }
    }

    /** The number that a standard normal z becomes: mean + deviation · z. */
    double at(double z) {
        return mean + deviation * z;
    }
}
