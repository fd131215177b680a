package dev.gradus.run;

import dev.gradus.kernel.ElementwiseOp;
import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;

/** The ops of a group, computed one after the other on a block of elements, then on the next. It has its arrays. */
final class BlockwiseOps implements KernelOp {
    private final ElementwiseOp[] ops;
    private final double[][][] in;
    private final double[][] out;
    private final int[][] step;

    /** Per op and operand 1, or 0 where the array holds one block or one element. */
    private final int[][] moves;

    private final int[][] at;
    private final int[] outMoves;
    private final int elements;

    BlockwiseOps(Program program, Groups groups, Buffers buffers, int[] places) {
        ops = new ElementwiseOp[places.length];
        in = new double[places.length][][];
        out = new double[places.length][];
        step = new int[places.length][];
        moves = new int[places.length][];
        at = new int[places.length][];
        outMoves = new int[places.length];
        elements = program.elements(places[0]);
        for (int i = 0; i < places.length; i++) {
            int place = places[i];
            int inputs = program.inputs(place);
            ops[i] = (ElementwiseOp) program.computation(place);
            out[i] = buffers.of(place);
            outMoves[i] = groups.isInside(place) ? 0 : 1;
            in[i] = new double[inputs][];
            step[i] = new int[inputs];
            moves[i] = new int[inputs];
            at[i] = new int[inputs];
            for (int k = 0; k < inputs; k++) {
                int input = program.input(place, k);
                in[i][k] = buffers.of(input);
                step[i][k] = program.elements(input) == 1 ? 0 : 1;
                moves[i][k] = groups.isInside(input) ? 0 : step[i][k];
            }
        }
    }

    @Override
    public void forward(Kernels kernels, double[][] noInput, double[] noOutput) {
        for (int from = 0; from < elements; from += Groups.BLOCK) {
            int count = Math.min(Groups.BLOCK, elements - from);
            for (int i = 0; i < ops.length; i++) {
                for (int k = 0; k < at[i].length; k++) {
                    at[i][k] = from * moves[i][k];
                }
                ops[i].forward(kernels, in[i], at[i], step[i], out[i], from * outMoves[i], count);
            }
        }
    }
}
