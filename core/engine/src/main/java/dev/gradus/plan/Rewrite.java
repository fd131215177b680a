package dev.gradus.plan;

/** An optimization that is applied to one op at a time, in topological order. */
@FunctionalInterface
public interface Rewrite {
    /** Tries to optimize one op, and returns whether it changed the program. */
    boolean apply(Program program, int index);
}
