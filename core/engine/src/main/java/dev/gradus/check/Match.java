package dev.gradus.check;

import dev.gradus.tensor.Tensor;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Tests whether one tensor is a multiple of another, within the accuracy of numerical gradients. */
final class Match {
    private static final double TOLERANCE = 1e-7;

    /** Elements smaller than this fraction of the largest are compared absolutely. */
    private static final double SMALL = 1e-4;

    /** The relative error is meaningful only for elements of at least this fraction of the largest. */
    private static final double TELLING = 0.01;

    private Match() {}

    /** Returns whether a = factor · b wherever b is known. False if b is zero or unknown everywhere. */
    static boolean isMultiple(Tensor a, Tensor b, double factor) {
        double[] left = a.toArray();
        double[] right = b.map(value -> factor * value).toArray();
        double scale = largest(right);
        return scale > 0
                && left.length == right.length
                && IntStream.range(0, left.length)
                        .filter(i -> Double.isFinite(right[i]))
                        .allMatch(i -> isNear(left[i], right[i], scale));
    }

    /** Returns the relative error of each larger element of a where b is known. */
    static DoubleStream relativeErrors(Tensor a, Tensor b) {
        double[] left = a.toArray();
        double[] right = b.toArray();
        double scale = largest(right);
        return IntStream.range(0, left.length)
                .filter(i -> Math.abs(right[i]) > TELLING * scale)
                .mapToDouble(i -> (left[i] - right[i]) / right[i]);
    }

    /** Returns the positions at which b is known and a = b holds, or does not hold. */
    static int[] positions(Tensor a, Tensor b, boolean equal) {
        double[] left = a.toArray();
        double[] right = b.toArray();
        double scale = largest(right);
        return IntStream.range(0, left.length)
                .filter(i -> Double.isFinite(right[i]) && isNear(left[i], right[i], scale) == equal)
                .toArray();
    }

    private static boolean isNear(double a, double b, double scale) {
        return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(b), SMALL * scale);
    }

    static Optional<Double> factor(Tensor a, Tensor b) {
        double[] left = a.toArray();
        double[] right = b.toArray();
        double scale = largest(right);
        return IntStream.range(0, Math.min(left.length, right.length))
                .filter(i -> scale > 0 && Math.abs(right[i]) == scale)
                .mapToObj(i -> left[i] / right[i])
                .findFirst()
                .filter(factor -> isMultiple(a, b, factor));
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
        }
        return largest;
    }
}
