package dev.gradus.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.tensor.Tensor;
import java.util.Arrays;

/** How closely two ways of computing the same agree. */
public final class Close {
    private Close() {}

    /** Within 10⁻¹² of each element, or of the tensor's largest where that is less than 1. */
    public static void assertDouble(Tensor actual, Tensor expected, String what) {
        assertWithin(1e-12, 1e-12 * Math.min(1, largest(expected)), actual, expected, what);
    }

    /** Within 10⁻¹² of each element, or 10⁻¹⁵ of the largest term: terms may cancel. */
    static void assertSum(Tensor actual, Tensor expected, double term, String what) {
        assertWithin(1e-12, Math.max(1e-15 * term, 1e-12 * Math.min(1, largest(expected))), actual, expected, what);
    }

    /** Within 10⁻¹² of each element, or 10⁻¹⁵: 1 − σ is a multiple of 2⁻⁵³ where σ is nearly 1. */
    public static void assertDoubleOfSigmoids(Tensor actual, Tensor expected, String what) {
        assertWithin(1e-12, Math.max(1e-15, 1e-12 * Math.min(1, largest(expected))), actual, expected, what);
    }

    /** Within 10⁻⁵ of each element and of the tensor's largest. */
    public static void assertSingle(Tensor actual, Tensor expected, String what) {
        assertWithin(1e-5, 1e-5 * largest(expected), actual, expected, what);
    }

    /** Within 10⁻⁵ of each element, or 10⁻⁶: 1 − σ is a multiple of 2⁻²⁴ where σ is nearly 1. */
    public static void assertSingleOfSigmoids(Tensor actual, Tensor expected, String what) {
        assertWithin(1e-5, Math.max(1e-6, 1e-5 * largest(expected)), actual, expected, what);
    }

    private static void assertWithin(double relative, double absolute, Tensor actual, Tensor expected, String what) {
        assertThat(actual.difference(expected).within(relative, absolute))
                .as(() -> what + ": " + actual.difference(expected) + "\n" + actual + "\n" + expected)
                .isTrue();
    }

    static double largest(Tensor tensor) {
        return Arrays.stream(tensor.toArray())
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }
}
