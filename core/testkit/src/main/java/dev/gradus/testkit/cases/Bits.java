package dev.gradus.testkit.cases;

import java.util.stream.IntStream;

/** Compares bits: 0 differs from −0, and all NaNs are equal. */
public final class Bits {
    private Bits() {}

    /** The position of the first element that differs, or −1. */
    public static int firstDifference(double[] some, double[] others) {
        for (int i = 0; i < some.length; i++) {
            if (Double.doubleToLongBits(some[i]) != Double.doubleToLongBits(others[i])) {
                return i;
            }
        }
        return -1;
    }

    /** Whether no element differs in arrays of the same lengths. */
    public static boolean areSame(double[][] some, double[][] others) {
        return some.length == others.length
                && IntStream.range(0, some.length).allMatch(i -> firstDifference(some[i], others[i]) < 0);
    }
}
