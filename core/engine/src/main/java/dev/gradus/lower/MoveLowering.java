package dev.gradus.lower;

import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.MovingOp;
import dev.gradus.kernel.math.Axes;
import dev.gradus.kernel.move.Broadcast;
import dev.gradus.kernel.move.Lookup;
import dev.gradus.kernel.move.Pieces;
import dev.gradus.kernel.move.StridedIndex;
import dev.gradus.kernel.reduce.RunningSum;
import dev.gradus.node.ArgMax;
import dev.gradus.node.Constant;
import dev.gradus.node.CumulativeSum;
import dev.gradus.node.Flip;
import dev.gradus.node.Gather;
import dev.gradus.node.IndexValueException;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Pad;
import dev.gradus.node.ScatterAdd;
import dev.gradus.node.ScatterAlong;
import dev.gradus.node.Slice;
import dev.gradus.node.TakeAlong;
import dev.gradus.node.Transpose;
import java.util.Optional;

/** Lowers ops that move elements. Strides are computed when the op is lowered. */
final class MoveLowering {
    private MoveLowering() {}

    static KernelOp slice(Slice op) {
        int[] sizes = op.input(0).shape().sizes();
        int[] counts = op.shape().sizes();
        Optional<Pieces> piece = Pieces.slice(sizes, op.start(), op.step(), counts);
        if (piece.isPresent()) {
            return new PiecesKernel(piece.get());
        }
        StridedIndex grid = StridedIndex.in(sizes, op.start(), op.step(), counts);
        return (Move) (kernels, in, out) -> grid.extract(in[0], out);
    }

    static Move flip(Flip op) {
        StridedIndex grid = StridedIndex.in(
                op.shape().sizes(), op.start(), op.step(), op.shape().sizes());
        return (kernels, in, out) -> grid.extract(in[0], out);
    }

    static KernelOp pad(Pad op) {
        int[] sizes = op.shape().sizes();
        int[] counts = op.input(0).shape().sizes();
        Optional<Pieces> pieces = Pieces.pad(sizes, op.low(), op.step(), counts);
        if (pieces.isPresent()) {
            return new PiecesKernel(pieces.get());
        }
        StridedIndex grid = StridedIndex.in(sizes, op.low(), op.step(), counts);
        return (Move) (kernels, in, out) -> grid.embed(in[0], out);
    }

    static Move transpose(Transpose op) {
        int[] axes = op.axes().stream().mapToInt(Integer::intValue).toArray();
        StridedIndex grid = StridedIndex.permuted(op.input(0).shape().sizes(), axes);
        return (kernels, in, out) -> grid.extract(in[0], out);
    }

    static Move broadcastTo(Op op) {
        Broadcast broadcast = Broadcasts.of(op);
        return (kernels, in, out) -> broadcast.copy(in[0], out);
    }

    /** Joins parts along an axis of the result. */
    static KernelOp join(Op op, int axis) {
        if (Axes.elements(op.shape().sizes(), 0, axis) == 1) {
            return new PiecesKernel(Pieces.join(op.inputs().stream()
                    .mapToInt(part -> part.shape().elements())
                    .toArray()));
        }
        int rows = Axes.elements(op.shape().sizes(), 0, axis);
        boolean areColumns = op.inputs().stream().allMatch(part -> part.shape().elements() == rows);
        return areColumns ? new RowsKernel(rows) : (Move) (kernels, in, out) -> op.compute(in, out);
    }

    static KernelOp gather(Gather op) {
        int[] sizes = op.input(0).shape().sizes();
        int size = sizes[op.axis()];
        Lookup lookup = Lookup.ofSlices(op.axis(), sizes, op.input(1).shape().elements());
        if (areValid(op.input(1), size)) {
            return (MovingOp) (in, out, at, from, to) -> lookup.gather(in[0], in[1], out, at, from, to);
        }
        return gather(op, size, lookup);
    }

    /** Whether it is known before the first run that all indices are valid. */
    private static boolean areValid(Node indices, int size) {
        if (indices instanceof ArgMax op) {
            return op.input(0).shape().size(op.axis()) <= size;
        }
        return indices instanceof Constant constant
                && IndexValueException.areValid(constant.value().toArray(), size);
    }

    static KernelOp takeAlong(TakeAlong op) {
        int[] sizes = op.input(0).shape().sizes();
        return gather(
                op,
                sizes[op.axis()],
                Lookup.ofElements(op.axis(), sizes, op.shape().size(op.axis())));
    }

    private static KernelOp gather(Op op, int size, Lookup lookup) {
        return (kernels, in, out) -> {
            IndexValueException.check(op, 1, in[1], size);
            lookup.gather(in[0], in[1], out);
        };
    }

    static KernelOp scatterAdd(ScatterAdd op) {
        int[] sizes = op.shape().sizes();
        int size = sizes[op.axis()];
        Lookup lookup = Lookup.ofSlices(op.axis(), sizes, op.input(1).shape().elements());
        return areValid(op.input(1), size)
                ? (kernels, in, out) -> lookup.scatterAdd(in[0], in[1], out)
                : scatter(op, size, lookup);
    }

    static KernelOp scatterAlong(ScatterAlong op) {
        int[] sizes = op.shape().sizes();
        return scatter(
                op,
                sizes[op.axis()],
                Lookup.ofElements(op.axis(), sizes, op.input(0).shape().size(op.axis())));
    }

    private static KernelOp scatter(Op op, int size, Lookup lookup) {
        return (kernels, in, out) -> {
            IndexValueException.check(op, 1, in[1], size);
            lookup.scatterAdd(in[0], in[1], out);
        };
    }

    static KernelOp cumulativeSum(CumulativeSum op) {
        RunningSum sum = RunningSum.along(op.axis(), op.shape().sizes(), op.isExclusive(), op.isReverse());
        return (kernels, in, out) -> sum.sum(in[0], out);
    }
}
