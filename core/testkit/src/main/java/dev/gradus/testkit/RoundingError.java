package dev.gradus.testkit;

/** The possible difference between two ways to add up the same terms. */
final class RoundingError {
    private static final double RELATIVE = 1e-12;

    /** Numbers that come from terms below 1e-308 have few digits or none. */
    static final double OF_UNDERFLOW = 1e-300;

    private RoundingError() {}

    /**
     * Whether rounding explains that two numbers differ.
     *
     * @param scale the magnitude of the terms
     */
    static boolean explains(double actual, double expected, double scale) {
        return Math.abs(actual - expected) <= RELATIVE * scale + OF_UNDERFLOW;
    }
}
