package dev.gradus.kernel.math;

/**
 * Ranges cut into blocks of one size; the last block may be smaller. No result is above the end of the range, so a range
 * may end anywhere below 2³¹, where {@code from + size} and {@code elements + size - 1} overflow.
 */
public final class Blocks {
    private Blocks() {}

    /** How many blocks of this size there are. */
    public static int count(int elements, int size) {
        return elements == 0 ? 0 : (elements - 1) / size + 1;
    }

    /** Where the block ends that begins there, which is where the next one begins. */
    public static int end(int from, int size, int to) {
        return to - from > size ? from + size : to;
    }
}
