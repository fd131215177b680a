package dev.gradus.kernel;

/** Code without a loop or a branch: everything that is computed of a few numbers, written out. */
public interface Straight {
    /** Computes between the arrays that it was written for, in their order. */
    void run(double[][] arrays);
}
