package net.jqwik.api;

import java.util.Random;
import java.util.stream.IntStream;

/** The same numbers in a browser, of what contracts draw by themselves. */
final class Draws extends Random {
    private static final long serialVersionUID = 1L;

    Draws(long seed) {
        super(seed);
    }

    @Override
    public IntStream ints(long count, int from, int to) {
        int[] drawn = new int[(int) count];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = from + nextInt(to - from);
        }
        return IntStream.of(drawn);
    }
}
