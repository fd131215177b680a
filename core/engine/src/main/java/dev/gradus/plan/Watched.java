package dev.gradus.plan;

import java.util.Optional;

/** A computation of several ops that looks at every number. */
public interface Watched {
    /** The first number of the last run that is infinite or NaN and not meant to be. */
    Optional<NonFinite> found();

    /** Whether any of the ops chooses between numbers, and so may come too late for one of them. */
    boolean masks();
}
