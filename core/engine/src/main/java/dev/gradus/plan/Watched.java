package dev.gradus.plan;

import java.util.Optional;

/** A computation of several ops that checks every number. */
public interface Watched {
    /** The first number of the last run that became infinite or NaN. */
    Optional<NonFinite> found();

    /** Whether any of the ops selects between numbers, and may thus mask one that is not finite. */
    boolean masks();
}
