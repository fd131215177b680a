package dev.gradus.kernel.math;

/**
 * Splits ranges into blocks of equal size; the last block may be smaller. No result exceeds the end of the range, so
 * ranges may end anywhere below 2³¹, where {@code from + size} and {@code elements + size - 1} would overflow.
 */
public final class Blocks {
    private Blocks() {}

    /** Returns the number of blocks. */
    public static int count(int elements, int size) {
        return elements == 0 ? 0 : (elements - 1) / size + 1;
    }

    /** Returns the end of the block that starts at {@code from}, which is the start of the next block. */
    public static int end(int from, int size, int to) {
        return to - from > size ? from + size : to;
    }
}
