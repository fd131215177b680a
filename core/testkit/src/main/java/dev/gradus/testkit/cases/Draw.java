package dev.gradus.testkit.cases;

/** From which part of its domain a law tries an op. */
public enum Draw {
    /** Away from kinks, ties and edges. */
    SMOOTH,
    /** The same with more elements. */
    SMOOTH_LARGE,
    /** The same, with numbers from 10⁻⁹ to 10⁹. */
    MAGNITUDES,
    /** The same, with a number where the op looks most wrong. */
    SEARCHED,
    /** The same amid random other nodes. */
    IN_A_GRAPH,
    /** All of the domain. */
    ANYWHERE,
    /** All of the domain, sometimes with axes as small as they may be. */
    ALL_SIZES,
    /** Where there are kinks or ties. */
    AT_KINKS,
    /** The largest and smallest magnitudes. */
    EXTREMES,
    /** All of the domain, axes as small as they may be, also empty. */
    SMALLEST_SIZES;

    /** Whether a law that draws from here looks at derivatives, so that no number may cross a kink. */
    boolean isSmooth() {
        return this == SMOOTH || this == SMOOTH_LARGE || this == MAGNITUDES || this == SEARCHED || this == IN_A_GRAPH;
    }
}
