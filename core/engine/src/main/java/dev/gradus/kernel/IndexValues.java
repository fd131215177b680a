package dev.gradus.kernel;

import java.util.Arrays;

/** Doubles that stand for the integers from 0 up to a count. */
public final class IndexValues {
    private IndexValues() {}

    /** The position of the first that is no integer from 0 to count − 1, or −1 if all are. */
    public static int firstInvalid(double[] values, int count) {
        for (int i = 0; i < values.length; i++) {
            int index = (int) values[i];
            if (index != values[i] || index < 0 || index >= count) {
                return i;
            }
        }
        return -1;
    }

    /** Writes for each index a row of zeros with a 1 at that place. */
    public static void oneHot(double[] indices, int depth, double[] out) {
        Arrays.fill(out, 0.0);
        for (int i = 0; i < indices.length; i++) {
            out[i * depth + (int) indices[i]] = 1;
        }
    }
}
