package dev.gradus.linalg;

import java.util.stream.IntStream;

/** The order of eigenvalues and singular values, and the signs of their vectors. */
final class Spectrum {
    private Spectrum() {}

    /** The indices of the values from the least to the greatest; equal ones stay in their order. */
    static int[] ascending(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted((i, j) -> Double.compare(values[i], values[j]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** −1 if the first element of at least half the greatest magnitude is negative, else 1. */
    static double sign(double[] vector, int at, int count) {
        double greatest = 0;
        for (int i = 0; i < count; i++) {
            greatest = Math.max(greatest, Math.abs(vector[at + i]));
        }
        for (int i = 0; i < count; i++) {
            if (Math.abs(vector[at + i]) >= 0.5 * greatest) {
                return vector[at + i] < 0 ? -1 : 1;
            }
        }
        return 1;
    }

    /** NumPy's form of the sign for the columns of this variable. */
    static String numpySign(String columns) {
        String magnitudes = "np.abs(" + columns + ")";
        return "np.where(np.take_along_axis(" + columns + ", np.argmax(" + magnitudes + " >= 0.5 * np.max(" + magnitudes
                + ", -2, keepdims=True), -2, keepdims=True), -2) < 0, -1.0, 1.0)";
    }
}
