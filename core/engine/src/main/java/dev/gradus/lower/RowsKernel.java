package dev.gradus.lower;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.math.Blocks;

/**
 * Writes operands next to each other: element i of operand k becomes element k of row i. Any range of rows can be written
 * separately.
 *
 * @param count the number of rows
 */
public record RowsKernel(int count) implements Move {
    /** The rows written at a time, few enough that they stay in the cache until the last operand is in them. */
    private static final int ROWS = 32;

    private static final int[] FROM_0 = {};

    @Override
    public void forward(Kernels kernels, double[][] in, double[] out) {
        write(in, FROM_0, out, 0, count);
    }

    /**
     * Writes the rows {@code from} to {@code to} − 1.
     *
     * @param at the index of each operand's element for the first of these rows; empty if all are 0
     */
    public void write(double[][] in, int[] at, double[] out, int from, int to) {
        int end;
        for (int first = from; first < to; first = end) {
            end = Blocks.end(first, ROWS, to);
            for (int k = 0; k < in.length; k++) {
                write(
                        in[k],
                        (at.length == 0 ? 0 : at[k]) + first - from,
                        out,
                        first * in.length + k,
                        in.length,
                        end - first);
            }
        }
    }

    private static void write(double[] part, int from, double[] out, int to, int step, int count) {
        for (int i = 0; i < count; i++) {
            out[to + i * step] = part[from + i];
        }
    }
}
