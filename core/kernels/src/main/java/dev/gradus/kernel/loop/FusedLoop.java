package dev.gradus.kernel.loop;

/** A loop generated from a {@link LoopCode}. */
public interface FusedLoop {
    /** The number of elements passed to {@link #vectors} is a multiple of this. */
    int VECTORS = 8;

    /**
     * Computes the elements {@code from} to {@code to} − 1.
     *
     * @param arrays the arrays in the order of the code; results may overwrite operands
     * @param start the index of the first element of a block
     * @param from a multiple of {@link #VECTORS} if the code has sums
     */
    default void run(double[][] arrays, int start, int from, int to) {
        int whole = from + (to - from) / VECTORS * VECTORS;
        if (from < whole) {
            vectors(arrays, start, from, whole);
        }
        if (whole < to) {
            numbers(arrays, start, whole, to);
        }
    }

    default void vectors(double[][] arrays, int start, int from, int to) {
        numbers(arrays, start, from, to);
    }

    void numbers(double[][] arrays, int start, int from, int to);
}
