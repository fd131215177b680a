package dev.gradus.plan;

/** An optimization that looks at one op at a time, inputs first, for values that need not be computed. */
@FunctionalInterface
public interface Rewrite {
    /** Whether it changed the program. */
    boolean apply(Program program, int index);
}
