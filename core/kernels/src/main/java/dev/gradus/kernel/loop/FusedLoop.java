package dev.gradus.kernel.loop;

/** A loop that was generated from a {@link LoopCode}. */
public interface FusedLoop {
    /** {@link #vectors} takes a multiple of this number of elements. */
    int VECTORS = 8;

    /**
     * Computes the elements {@code from} to {@code to} − 1.
     *
     * @param arrays one for each of the code's, in order; results may go into operands
     * @param start the number of the first element of a block
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
