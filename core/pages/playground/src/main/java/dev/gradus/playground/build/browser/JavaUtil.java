package dev.gradus.playground.build.browser;

import java.util.Random;

/** Methods of {@code java.util} that return other random numbers in TeaVM. */
public final class JavaUtil {
    private JavaUtil() {}

    /** As {@link Random#nextInt(int)}: the documented algorithm. */
    public static int nextInt(Random random, int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive");
        }
        int bits = random.nextInt() >>> 1;
        if ((bound & -bound) == bound) {
            return (int) ((bound * (long) bits) >> 31);
        }
        int drawn = bits % bound;
        while (bits - drawn + (bound - 1) < 0) {
            bits = random.nextInt() >>> 1;
            drawn = bits % bound;
        }
        return drawn;
    }
}
