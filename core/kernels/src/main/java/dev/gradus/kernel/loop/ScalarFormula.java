package dev.gradus.kernel.loop;

/** A pure function of one or two elements that a loop calls. */
@FunctionalInterface
public interface ScalarFormula {
    /** A function of one element gets that element twice. */
    double of(double a, double b);
}
