package dev.gradus.testkit.domain;

/** The possible difference between two computations of the same number. */
public final class RoundingError {
    private static final double RELATIVE = 1e-12;

    /** The rounding of 64 terms of equal size, all in one direction. */
    private static final double OF_TERMS = 0x1p-46;

    /** Numbers that come from terms below 1e-308 have few digits or none. */
    public static final double OF_UNDERFLOW = 1e-300;

    /** Numbers above 1e300 may be computed from terms or factors that overflow. */
    public static final double OF_OVERFLOW = 1e300;

    private RoundingError() {}

    /**
     * Whether rounding explains that two numbers differ.
     *
     * @param scale the magnitude of the terms whose sums they are
     */
    public static boolean explains(double actual, double expected, double scale) {
        return Math.abs(actual - expected) <= RELATIVE * scale + OF_UNDERFLOW;
    }

    /** The error of a sum of terms of this magnitude. */
    public static double ofTerms(double magnitude) {
        return OF_TERMS * magnitude;
    }
}
