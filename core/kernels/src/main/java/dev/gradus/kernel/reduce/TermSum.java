package dev.gradus.kernel.reduce;

import dev.gradus.kernel.math.Sums;

/** Sums terms without storing them, in the order of {@link AxisSums}. */
public final class TermSum {
    private TermSum() {}

    /** A pure function of two arrays and an index. Create it once, not for each sum. */
    @FunctionalInterface
    public interface Term {
        double at(double[] a, double[] b, int i);
    }

    /** Returns Σ term(i) for i from 0 to {@code count} − 1. */
    public static double of(Term term, double[] a, double[] b, int count) {
        return sum(term, a, b, 0, count);
    }

    private static double sum(Term term, double[] a, double[] b, int from, int to) {
        int elements = to - from;
        if (elements > Sums.BLOCK) {
            int middle = from + Sums.leftPart(elements);
            return sum(term, a, b, from, middle) + sum(term, a, b, middle, to);
        }
        return inLanes(term, a, b, from, to);
    }

    private static double inLanes(Term term, double[] a, double[] b, int from, int to) {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        for (int i = from; i < to; i++) {
            double value = term.at(a, b, i);
            switch (i & 7) {
                case 0 -> s0 += value;
                case 1 -> s1 += value;
                case 2 -> s2 += value;
                case 3 -> s3 += value;
                case 4 -> s4 += value;
                case 5 -> s5 += value;
                case 6 -> s6 += value;
                default -> s7 += value;
            }
        }
        return Sums.ofLanes(s0, s1, s2, s3, s4, s5, s6, s7);
    }
}
