package dev.gradus.csv;

import java.util.Arrays;

/** A number that summarizes a column and is computed in one or more passes over its numbers. */
interface Statistic {
    /** Adds a number of the present pass. Each pass has the same numbers in the same order. */
    void add(double x);

    boolean isEmpty();

    /** Ends the pass, and returns whether another one is needed. */
    boolean endPass();

    double value();

    /** The arithmetic mean, summed with compensation (Kahan 1965). */
    final class Mean implements Statistic {
        private double sum;
        private double lost;
        private long count;

        @Override
        public void add(double x) {
            double y = x - lost, next = sum + y;
            lost = next - sum - y;
            sum = next;
            count++;
        }

        @Override
        public boolean isEmpty() {
            return count == 0;
        }

        @Override
        public boolean endPass() {
            return false;
        }

        @Override
        public double value() {
            return sum / count;
        }
    }

    /**
     * The median, without the numbers in memory: each pass counts 16 further bits of those numbers that begin with the bits
     * found so far, first the sign and the exponent. If the count is even, two numbers are sought.
     */
    final class Median implements Statistic {
        private static final int BITS = 16;

        private final Sought lower = new Sought(), upper = new Sought();
        private int shift = Long.SIZE - BITS;
        private long count;

        /** The number of one rank. */
        private static final class Sought {
            private final long[] counts = new long[1 << BITS];
            private long found;
            private long rank;

            void add(long key, int shift) {
                if (shift + BITS == Long.SIZE || key >>> shift + BITS == found) {
                    counts[(int) (key >>> shift) & (1 << BITS) - 1]++;
                }
            }

            void endPass() {
                int next = 0;
                for (; rank >= counts[next]; next++) {
                    rank -= counts[next];
                }
                found = found << BITS | next;
                Arrays.fill(counts, 0);
            }
        }

        @Override
        public void add(double x) {
            long bits = Double.doubleToRawLongBits(x);
            // As unsigned integers these keys are in the order of the numbers.
            long key = bits ^ (bits >> Long.SIZE - 1 | Long.MIN_VALUE);
            lower.add(key, shift);
            upper.add(key, shift);
            count++;
        }

        @Override
        public boolean isEmpty() {
            return count == 0;
        }

        @Override
        public boolean endPass() {
            if (shift + BITS == Long.SIZE) {
                lower.rank = (count - 1) / 2;
                upper.rank = count / 2;
            }
            lower.endPass();
            upper.endPass();
            shift -= BITS;
            return shift >= 0;
        }

        @Override
        public double value() {
            double low = number(lower.found), high = number(upper.found);
            return low == high ? low : low / 2 + high / 2;
        }

        private static double number(long key) {
            return Double.longBitsToDouble(key ^ (~key >> Long.SIZE - 1 | Long.MIN_VALUE));
        }
    }
}
