package dev.gradus.nn;

import dev.gradus.node.Node;
import java.util.function.DoubleUnaryOperator;

/**
 * Cubic convolution with a = −¾. The four weights at a point between two elements are cubic functions of the distances
 * (Keys, "Cubic convolution interpolation for digital image processing", IEEE Transactions on Acoustics, Speech and Signal
 * Processing 29, 1981).
 */
final class CubicKernel {
    private static final double A = -0.75;

    private CubicKernel() {}

    /** Computes the weights of the elements at −1, 0, 1 and 2 for a point t from 0 to 1. */
    static double[] weights(double t) {
        DoubleUnaryOperator near = d -> ((A + 2) * d - (A + 3)) * d * d + 1;
        DoubleUnaryOperator far = d -> ((A * d - 5 * A) * d + 8 * A) * d - 4 * A;
        return new double[] {
            far.applyAsDouble(t + 1), near.applyAsDouble(t), near.applyAsDouble(1 - t), far.applyAsDouble(2 - t)
        };
    }

    static Node[] weights(Node t) {
        Node rest = Node.of(1).subtract(t);
        return new Node[] {far(t.add(1)), near(t), near(rest), far(rest.add(1))};
    }

    private static Node near(Node d) {
        return d.multiply(A + 2).subtract(A + 3).multiply(d).multiply(d).add(1);
    }

    private static Node far(Node d) {
        return d.multiply(A).subtract(5 * A).multiply(d).add(8 * A).multiply(d).subtract(4 * A);
    }
}
