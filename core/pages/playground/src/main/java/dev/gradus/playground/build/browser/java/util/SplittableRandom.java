package dev.gradus.playground.build.browser.java.util;

/**
 * Replaces Java's class and returns the same numbers: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom
 * number generators", 2014). It cannot be split.
 */
public final class SplittableRandom {
    private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

    private long state;

    public SplittableRandom(long seed) {
        this.state = seed;
    }

    public long nextLong() {
        state += GOLDEN_RATIO;
        long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    public int nextInt() {
        state += GOLDEN_RATIO;
        long z = (state ^ (state >>> 33)) * 0x62a9d9ed799705f5L;
        return (int) (((z ^ (z >>> 28)) * 0xcb24d0a5c88c35b3L) >>> 32);
    }

    /** A random number from {@code from} to {@code to} − 1. */
    public int nextInt(int from, int to) {
        int count = to - from;
        int last = count - 1;
        int drawn = nextInt();
        if ((count & last) == 0) {
            return (drawn & last) + from;
        }
        int u = drawn >>> 1;
        drawn = u % count;
        while (u + last - drawn < 0) {
            u = nextInt() >>> 1;
            drawn = u % count;
        }
        return drawn + from;
    }

    public boolean nextBoolean() {
        return nextInt() < 0;
    }

    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }
}
