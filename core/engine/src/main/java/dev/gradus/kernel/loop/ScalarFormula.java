package dev.gradus.kernel.loop;

/** A pure function of one or two elements that a loop calls. */
@FunctionalInterface
public interface ScalarFormula {
    /** The function. One of one element only is given that element twice. */
    double of(double a, double b);
}
