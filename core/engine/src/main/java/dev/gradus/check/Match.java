package dev.gradus.check;

import dev.gradus.tensor.Tensor;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Whether one tensor is a multiple of another, element by element, as nearly as numerical gradients can tell. */
final class Match {
    private static final double TOLERANCE = 1e-7;

    /** An element smaller than this part of the largest is compared with that part. */
    private static final double SMALL = 1e-4;

    /** Of smaller elements, as a part of the largest, the relative error tells little. */
    private static final double TELLING = 0.01;

    private Match() {}

    /** Whether a = factor · b wherever b is known; not if b is zero or unknown everywhere. */
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

    /** By what part of itself each larger element of a differs from b, where that is known. */
    static DoubleStream relativeErrors(Tensor a, Tensor b) {
        double[] left = a.toArray();
        double[] right = b.toArray();
        double scale = largest(right);
        return IntStream.range(0, left.length)
                .filter(i -> Math.abs(right[i]) > TELLING * scale)
                .mapToDouble(i -> (left[i] - right[i]) / right[i]);
    }

    /** The positions at which b is known and a = b does, or does not, hold. */
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

    /** The factor by which a is a multiple of b, if it is. */
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
