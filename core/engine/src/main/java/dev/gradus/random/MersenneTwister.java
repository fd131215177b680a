package dev.gradus.random;

/**
 * MT19937, the Mersenne Twister of Matsumoto and Nishimura ("Mersenne Twister: a 623-dimensionally equidistributed uniform
 * pseudo-random number generator", ACM TOMACS 8(1), 1998), with the initialization of 2002. The period is 2<sup>19937</sup>
 * − 1.
 */
final class MersenneTwister {
    static final int N = 624;
    private static final int M = 397;
    private static final int MATRIX_A = 0x9908b0df;
    private static final int UPPER_BIT = 0x80000000;
    private static final int LOWER_BITS = 0x7fffffff;

    private final int[] state = new int[N];
    private int position = N;

    /** Creates a generator with the state of the authors' {@code init_genrand}. All 32 bits of the seed are significant. */
    MersenneTwister(int seed) {
        state[0] = seed;
        for (int i = 1; i < N; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    /** Returns the words of the state, followed by the number of words used. */
    double[] state() {
        double[] words = new double[N + 1];
        for (int i = 0; i < N; i++) {
            words[i] = Integer.toUnsignedLong(state[i]);
        }
        words[N] = position;
        return words;
    }

    /** Returns whether {@link #restore} accepts these numbers. */
    static boolean isState(double[] words) {
        boolean is = words[N] >= 0 && words[N] <= N && words[N] == Math.rint(words[N]);
        for (int i = 0; i < N; i++) {
            is &= words[i] >= 0 && words[i] <= 0xffffffffL && words[i] == Math.rint(words[i]);
        }
        return is;
    }

    void restore(double[] words) {
        for (int i = 0; i < N; i++) {
            state[i] = (int) (long) words[i];
        }
        position = (int) words[N];
    }

    /** Returns the next output of the generator: 32 random bits. */
    int nextInt() {
        if (position == N) {
            twist();
            position = 0;
        }
        return temper(state[position++]);
    }

    /** Returns 64 random bits: two outputs, the first one high. */
    long nextLong() {
        long high = nextInt();
        return high << 32 | Integer.toUnsignedLong(nextInt());
    }

    /**
     * Returns a uniform number in [0, 1), a multiple of 2<sup>−53</sup>, from two outputs (the authors' {@code
     * genrand_res53}).
     */
    double nextDouble() {
        int high = nextInt() >>> 5;
        int low = nextInt() >>> 6;
        return (high * 0x1.0p26 + low) * 0x1.0p-53;
    }

    private void twist() {
        for (int i = 0; i < N; i++) {
            int y = (state[i] & UPPER_BIT) | (state[(i + 1) % N] & LOWER_BITS);
            state[i] = state[(i + M) % N] ^ (y >>> 1) ^ ((y & 1) * MATRIX_A);
        }
    }

    private static int temper(int word) {
        int y = word;
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }
}
