package dev.gradus.testkit.cases;

import java.util.List;
import java.util.Optional;

/** An op that another program computes. */
public interface ForeignOp {
    /** The derivative of the value along these tangents of all inputs, if the program computes it by itself. */
    Optional<double[]> pushedForward(double[][] in, double[][] tangents);

    /** Announces inputs whose values will be needed, so that the program can compute all of them at once. */
    void foresee(List<double[][]> inputs);

    /** Numbers at which the code of the op may change its behavior, as far as the program tells. */
    double[] thresholds();

    /** The size of the longest axis for which the program is expected to compute a value in reasonable time. */
    int longest();
}
