package dev.gradus.plan;

/** A pass that looks at one op after the other, inputs first, and finds that its value need not be computed. */
@FunctionalInterface
public interface Rewrite {
    /** Whether something was found; the program knows it then. */
    boolean apply(Program program, int place);
}
