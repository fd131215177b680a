package dev.gradus.kernel.math;

/**
 * Stateless random numbers: Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2,
 * 3", SC 2011). It maps 128-bit counters to random words by ten rounds of multiplication and exclusive or, with a
 * 64-bit key. Each number of a stream is computed independently, so neither order nor threads affect it.
 */
public final class Philox {
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_2 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final int ROUNDS = 10;
    private static final long LOW_32_BITS = 0xFFFFFFFFL;

    private static final int WORDS = 4;

    private Philox() {}

    /**
     * Fills the array with uniform numbers in [0, 1), multiples of 2⁻³²: the words of the counters (0, stream), (1,
     * stream), and so on.
     */
    public static void uniform(long key, long stream, double[] out) {
        for (int i = 0; i < out.length; i += WORDS) {
            block(key, stream, i / WORDS, out, i);
        }
    }

    /** Writes the four words of one counter, or as many as fit. */
    public static void block(long key, long counterHigh, long counterLow, double[] out, int at) {
        int c0 = (int) counterLow;
        int c1 = (int) (counterLow >>> 32);
        int c2 = (int) counterHigh;
        int c3 = (int) (counterHigh >>> 32);
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = MULTIPLIER_0 * (c0 & LOW_32_BITS);
            long product2 = MULTIPLIER_2 * (c2 & LOW_32_BITS);
            c0 = (int) (product2 >>> 32) ^ c1 ^ k0;
            c1 = (int) product2;
            c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
            c3 = (int) product0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        int room = out.length - at;
        out[at] = fraction(c0);
        if (room > 1) {
            out[at + 1] = fraction(c1);
        }
        if (room > 2) {
            out[at + 2] = fraction(c2);
        }
        if (room > 3) {
            out[at + 3] = fraction(c3);
        }
    }

    private static double fraction(int word) {
        return (word & LOW_32_BITS) * 0x1p-32;
    }
}
