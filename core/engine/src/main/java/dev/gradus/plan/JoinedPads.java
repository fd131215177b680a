package dev.gradus.plan;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.move.Pieces;
import dev.gradus.lower.BinaryKernel;
import dev.gradus.lower.PiecesKernel;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Computes a sum of small values that are padded with zeros, such as the gradients of several slices of one value, by one
 * op that joins them. Large values are padded block by block, as part of the op that reads them.
 */
public final class JoinedPads implements Rewrite {
    private static final int FEWEST = Kernels.FEWEST_FOR_VECTORS;

    /** The sum of pads that have no element at the same position: each element, plus 0. */
    private record SumOfPads(Pieces pieces) implements KernelOp {
        @Override
        public void forward(Kernels kernels, double[][] in, double[] out) {
            pieces.addTo0(kernels, in, out);
        }
    }

    @Override
    public boolean apply(Program program, int index) {
        int elements = program.elements(index);
        if (elements < FEWEST || elements >= JoinedMoves.FEWEST || !isAddition(program.computation(index))) {
            return false;
        }
        int a = program.input(index, 0), b = program.input(index, 1);
        if (program.elements(a) != elements || program.elements(b) != elements) {
            return false;
        }
        Optional<Pieces> sum = pieces(program, a)
                .flatMap(first -> pieces(program, b).flatMap(second -> first.plus(second, program.inputs(a))));
        sum.ifPresent(pieces -> program.computeBy(
                index,
                new SumOfPads(pieces),
                IntStream.concat(Arrays.stream(inputs(program, a)), Arrays.stream(inputs(program, b)))
                        .toArray()));
        return sum.isPresent();
    }

    private static boolean isAddition(KernelOp op) {
        return op instanceof BinaryKernel binary && binary.function() == BinaryFunction.ADD;
    }

    private static Optional<Pieces> pieces(Program program, int index) {
        if (!program.isComputed(index)) {
            return Optional.empty();
        }
        KernelOp op = program.computation(index);
        return op instanceof SumOfPads sum
                ? Optional.of(sum.pieces)
                : Optional.of(op)
                        .filter(PiecesKernel.class::isInstance)
                        .map(kernel -> ((PiecesKernel) kernel).pieces());
    }

    private static int[] inputs(Program program, int index) {
        return IntStream.range(0, program.inputs(index))
                .map(i -> program.input(index, i))
                .toArray();
    }
}
