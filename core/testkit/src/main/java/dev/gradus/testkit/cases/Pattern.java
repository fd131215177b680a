package dev.gradus.testkit.cases;

/** What the elements of a case have to do with each other, and with kinks and edges. */
enum Pattern {
    /** Away from kinks, ties and edges. */
    APART,
    /** Of one sign and about the same size, so that their sum is large compared with each of them. */
    ALIKE,
    /** Next to kinks, poles, edges and other elements. */
    NEAR_EDGES,
    /** Equal elements, zeros, or numbers that are all tiny. */
    DEGENERATE,
    /** All equal. */
    EQUAL,
    /** Mostly at kinks or ties. */
    KINKS,
    /** Anywhere, and sometimes at kinks or ties. */
    SOME_KINKS
}
