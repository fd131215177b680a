package dev.gradus.kernel.loop;

/** A pure function of one or two elements, defined by a user, that a loop calls. */
@FunctionalInterface
public interface ScalarFormula {
    /** Computes the result. A function of one element receives it twice. */
    double of(double a, double b);
}
