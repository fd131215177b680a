package dev.gradus.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The distribution of numbers: the counts in intervals of equal width.
 *
 * @param low the smallest number, or 0 if there are none
 * @param high the largest number, or 0 if there are none
 * @param counts the count of each interval from {@code low} to {@code high}, without NaN and infinite numbers
 */
public record Histogram(double low, double high, List<Integer> counts) {
    /** Copies the list. */
    public Histogram {
        counts = List.copyOf(counts);
    }

    /**
     * Computes the distribution of these numbers. If all are equal, they lie in the first interval.
     *
     * @throws IllegalArgumentException if {@code intervals} is not positive
     */
    public static Histogram of(double[] numbers, int intervals) {
        Objects.requireNonNull(numbers, "numbers");
        if (intervals < 1) {
            throw new IllegalArgumentException("Histogram: there must be at least one interval, not " + intervals);
        }
        double[] finite = Arrays.stream(numbers).filter(Double::isFinite).toArray();
        double low = Arrays.stream(finite).min().orElse(0);
        double high = Arrays.stream(finite).max().orElse(0);
        List<Integer> counts = new ArrayList<>();
        int[] counted = new int[intervals];
        for (double number : finite) {
            counted[interval(number, low, high, intervals)]++;
        }
        Arrays.stream(counted).forEach(counts::add);
        return new Histogram(low, high, counts);
    }

    /** Returns the last interval that does not begin above the number. The rounded quotient alone may be off by one. */
    private static int interval(double number, double low, double high, int intervals) {
        if (low == high) {
            return 0;
        }
        double share = (number / 2 - low / 2) / (high / 2 - low / 2); // high − low may overflow
        int interval = (int) Math.min(intervals - 1, share * intervals);
        while (interval > 0 && number < edge(interval, low, high, intervals)) {
            interval--;
        }
        while (interval < intervals - 1 && number >= edge(interval + 1, low, high, intervals)) {
            interval++;
        }
        return interval;
    }

    /** Returns the lower bound of an interval. The bound of the interval after the last is {@link #high}. */
    public double edge(int interval) {
        return edge(interval, low, high, counts.size());
    }

    private static double edge(int interval, double low, double high, int intervals) {
        double share = (double) interval / intervals;
        return interval == intervals ? high : low * (1 - share) + high * share;
    }
}
