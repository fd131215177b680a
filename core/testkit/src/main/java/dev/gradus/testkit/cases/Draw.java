package dev.gradus.testkit.cases;

import dev.gradus.testkit.domain.Interval;

/** The part of its domain in which a law tries an op. */
public enum Draw {
    /** Away from kinks, ties and edges. */
    SMOOTH,
    /** Smooth, with more elements. */
    SMOOTH_LARGE,
    /** Smooth, sometimes with more elements. */
    SMOOTH_ALL_SIZES,
    /** Smooth, with one axis of some hundred elements, and all others short. */
    SMOOTH_LINE,
    /** Smooth, with one axis just longer than a power of two, up to 65,537. */
    LONG,
    /** Smooth, with numbers from 10⁻⁹ to 10⁹. */
    MAGNITUDES,
    /** Smooth, with a number at which the op disagrees most with its reference or its rule. */
    SEARCHED,
    /** Smooth, but at distances from 10⁻¹ to 10⁻¹² from kinks, poles, edges and other elements. */
    NEAR_EDGES,
    /** Smooth, inside a random larger graph. */
    IN_A_GRAPH,
    /** The whole domain, with equal elements, zeros, or numbers that are all tiny. */
    DEGENERATE,
    /** The whole domain. */
    ANYWHERE,
    /** The whole domain, often with more elements. */
    OFTEN_LARGE,
    /** The whole domain, sometimes with axes as small as the spec allows. */
    ALL_SIZES,
    /** At kinks or ties, sometimes with hundreds of equal elements. */
    AT_KINKS,
    /** The largest and smallest magnitudes. */
    EXTREMES,
    /** The whole domain, with axes as small as the spec allows, or empty. */
    SMALLEST_SIZES;

    /** Whether the laws that draw here examine derivatives, so that no number may cross a kink. */
    boolean isSmooth() {
        return switch (this) {
            case SMOOTH,
                    SMOOTH_LARGE,
                    SMOOTH_ALL_SIZES,
                    SMOOTH_LINE,
                    LONG,
                    MAGNITUDES,
                    SEARCHED,
                    NEAR_EDGES,
                    IN_A_GRAPH -> true;
            case DEGENERATE, ANYWHERE, OFTEN_LARGE, ALL_SIZES, AT_KINKS, EXTREMES, SMALLEST_SIZES -> false;
        };
    }

    /** Whether a number is far enough from the ends of the interval in which the op is smooth. */
    boolean allows(double x, Interval smooth) {
        return this == SEARCHED || this == NEAR_EDGES ? smooth.contains(x) : smooth.containsWithRoom(x);
    }
}
