package dev.gradus.testkit.law;

import java.util.Optional;

/** An op that another program computes. */
public interface ForeignOp {
    /** The derivative of the value along these tangents of all inputs, if the program computes it by itself. */
    Optional<double[]> pushedForward(double[][] in, double[][] tangents);
}
