package dev.gradus.testkit.cases;

/** The part of its domain in which a law tries an op. */
public enum Draw {
    /** Away from kinks, ties and edges. */
    SMOOTH,
    /** Smooth, with more elements. */
    SMOOTH_LARGE,
    /** Smooth, with one axis just longer than a power of two, up to 65,537. */
    LONG,
    /** Smooth, with numbers from 10⁻⁹ to 10⁹. */
    MAGNITUDES,
    /** Smooth, with a number at which the op disagrees most with its reference or its rule. */
    SEARCHED,
    /** Smooth, inside a random larger graph. */
    IN_A_GRAPH,
    /** The whole domain. */
    ANYWHERE,
    /** The whole domain, sometimes with axes as small as the spec allows. */
    ALL_SIZES,
    /** At kinks or ties. */
    AT_KINKS,
    /** The largest and smallest magnitudes. */
    EXTREMES,
    /** The whole domain, with axes as small as the spec allows, or empty. */
    SMALLEST_SIZES;

    /** Whether the laws that draw here examine derivatives, so that no number may cross a kink. */
    boolean isSmooth() {
        return this == SMOOTH
                || this == SMOOTH_LARGE
                || this == LONG
                || this == MAGNITUDES
                || this == SEARCHED
                || this == IN_A_GRAPH;
    }
}
