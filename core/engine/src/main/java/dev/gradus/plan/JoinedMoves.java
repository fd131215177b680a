package dev.gradus.plan;

import dev.gradus.kernel.MovingOp;
import dev.gradus.kernel.move.Pieces;
import dev.gradus.lower.PiecesKernel;
import java.util.Arrays;

/**
 * Lets slices, pads and joins of large values read through each other: the slice of a pad reads what the pad reads. A
 * slice of other moves, such as rows of a gather, computes only its part, if slices are all that reads them.
 */
public final class JoinedMoves implements Rewrite {
    /** Smaller values are moved by straight-line code. */
    public static final int FEWEST = 256;

    private static final int MOST_PIECES = 16;

    private final int[] readElements;

    public JoinedMoves(Program program) {
        readElements = new int[program.size()];
        for (int index = 0; index < readElements.length; index++) {
            if (program.isResult(index)) {
                readElements[program.source(index)] = Integer.MAX_VALUE;
            }
            for (int i = 0; program.isComputed(index) && i < program.inputs(index); i++) {
                int input = program.input(index, i);
                int elements = isSlice(program, index) ? program.elements(index) : Integer.MAX_VALUE;
                readElements[input] = (int) Math.min(Integer.MAX_VALUE, (long) readElements[input] + elements);
            }
        }
    }

    private static boolean isSlice(Program program, int index) {
        return program.elements(index) >= FEWEST
                && program.computation(index) instanceof PiecesKernel one
                && one.pieces().offset() >= 0;
    }

    @Override
    public boolean apply(Program program, int index) {
        if (program.elements(index) < FEWEST || !(program.computation(index) instanceof PiecesKernel kernel)) {
            return false;
        }
        return kernel.pieces().offset() >= 0 && isPart(program, index)
                ? readPart(program, index, kernel.pieces().offset())
                : readThrough(program, index, kernel.pieces());
    }

    private boolean isPart(Program program, int slice) {
        int input = program.input(slice, 0);
        return program.isComputed(input)
                && program.computation(input) instanceof MovingOp move
                && !(move instanceof PiecesKernel)
                && readElements[input] <= program.elements(input);
    }

    private static boolean readPart(Program program, int slice, int offset) {
        int input = program.input(slice, 0);
        MovingOp move = (MovingOp) program.computation(input);
        MovingOp part = (in, out, at, from, to) -> move.copy(in, out, at, offset + from, offset + to);
        program.computeBy(slice, part, inputs(program, input));
        return true;
    }

    private static int[] inputs(Program program, int index) {
        int[] inputs = new int[program.inputs(index)];
        Arrays.setAll(inputs, i -> program.input(index, i));
        return inputs;
    }

    private static boolean readThrough(Program program, int index, Pieces pieces) {
        int inputs = program.inputs(index);
        if (inputs > MOST_PIECES) {
            return false;
        }
        Pieces[] parts = new Pieces[inputs];
        int[] first = new int[inputs];
        int[] from = {};
        for (int i = 0; i < inputs; i++) {
            int input = program.input(index, i);
            int[] sources = {input};
            parts[i] = Pieces.join(program.elements(input));
            if (program.isComputed(input) && program.computation(input) instanceof PiecesKernel inner) {
                sources = inputs(program, input);
                parts[i] = inner.pieces();
            }
            first[i] = from.length;
            from = Arrays.copyOf(from, from.length + sources.length);
            System.arraycopy(sources, 0, from, first[i], sources.length);
        }
        Pieces joined = pieces.through(parts, first);
        boolean isSame = Arrays.equals(from, inputs(program, index));
        if (isSame || joined.size() > MOST_PIECES) {
            return false;
        }
        program.computeBy(index, new PiecesKernel(joined), from);
        return true;
    }
}
