package dev.gradus.plan.fuse;

import dev.gradus.kernel.MovingOp;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * A move for an array of a generated loop.
 *
 * @param from the arrays of its operands
 * @param areBlocks for each operand, whether its array contains one block
 * @param starts for each operand, the index of the first element in its array
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BoundMove(MovingOp op, double[][] from, boolean[] areBlocks, int[] starts, double[] to) {
    /**
     * @param planned the array of each value of the program
     * @param isBlock whether it contains one block
     */
    static BoundMove of(FusedOps.Value value, IntFunction<double[]> planned, IntPredicate isBlock, double[] to) {
        int[] from = value.read().toArray();
        boolean[] areBlocks = new boolean[from.length];
        for (int operand = 0; operand < from.length; operand++) {
            areBlocks[operand] = isBlock.test(from[operand]);
        }
        return new BoundMove(
                value.moved().orElseThrow().move(),
                Arrays.stream(from).mapToObj(planned).toArray(double[][]::new),
                areBlocks,
                new int[from.length],
                to);
    }

    /** Copies the elements {@code first} to {@code end} − 1 of the result into the array of a block. */
    void copy(int start, int first, int end) {
        copy(start, to, first - start, first, end);
    }

    /** Copies these elements into any array, beginning at {@code at}. */
    void copy(int start, double[] out, int at, int first, int end) {
        for (int operand = 0; operand < starts.length; operand++) {
            starts[operand] = areBlocks[operand] ? start : 0;
        }
        op.copy(from, starts, out, at, first, end);
    }
}
