package dev.gradus.playground.language;

import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.node.AxisReduction;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.Reductions;
import java.util.Arrays;

/** Reductions, with norms, distances and statistics. */
final class AxisDialect extends Dialect {
    AxisDialect() {
        family("Along axes");
        node(
                "logaddexp.reduce",
                "x axis* keepdims",
                a -> Reductions.logSumExp(a.x(), a.keepDims(), a.isGiven("axis") ? a.axes() : new int[] {0}));
        node("norm", "x ord axis keepdims", AxisDialect::norm);
        node("vector_norm torch.norm x.norm", "x ord axis keepdims", AxisDialect::vectorNorm);
        node("keepDims", "x", a -> keptDims(a.x(), a));
        node(
                "torch.var",
                "x axis* ddof keepdims",
                a -> Reductions.variance(a.x(), a.whole("ddof", 1), a.keepDims(), a.axes()));
        node(
                "torch.std",
                "x axis* ddof keepdims",
                a -> Reductions.std(a.x(), a.whole("ddof", 1), a.keepDims(), a.axes()));
    }

    /** NumPy's norm: with an order and two axes that of matrices, otherwise that of vectors. */
    private static Node norm(WrittenArguments a) {
        int[] axes = a.axes();
        return a.has("ord") && axes.length > 1 ? matrixNorm(a, axes) : vectorNorm(a);
    }

    private static boolean isWord(WrittenArguments a, String word) {
        return a.raw("ord") instanceof Value.Text text && text.text().equals(word);
    }

    /** The norm of all elements, unless there is an axis. */
    private static Node vectorNorm(WrittenArguments a) {
        Node x = a.x();
        if (a.has("ord") && !isWord(a, "fro")) {
            return Reductions.norm(x, a.number("ord"), a.keepDims(), a.axes());
        }
        AxisReduction norm = a.axes("axis").map(x::norm).orElseGet(x::norm);
        return a.keepDims() ? norm.keepDims() : norm;
    }

    private static Node matrixNorm(WrittenArguments a, int... given) {
        Node x = a.x();
        int[] axes = Arrays.stream(given).map(x.shape()::axis).toArray();
        boolean isNuclear = isWord(a, "nuc");
        double order = isNuclear || isWord(a, "fro") ? 2 : a.number("ord");
        boolean isOfSums = Math.abs(order) == 1 || Double.isInfinite(order);
        if (axes.length > 2 || !isOfSums && Math.abs(order) != 2) {
            throw Problem.at(
                    a.span(),
                    "no such norm",
                    "A matrix has the norms 1, 2, inf, -1, -2, -inf, 'fro' and 'nuc', over two axes. The norm of all "
                            + "elements is vector_norm(x, p).");
        } else if (isWord(a, "fro")) {
            return Reductions.norm(x, a.keepDims(), axes);
        }
        int summed = Math.abs(order) == 1 ? axes[0] : axes[1];
        int left = axes[0] + axes[1] - summed;
        Node sizes = isOfSums ? x.abs().sum(summed) : LinearAlgebra.svdvals(lastTwo(x, axes));
        int axis = isOfSums ? left - (left > summed ? 1 : 0) : -1;
        Node norm = isNuclear ? sizes.sum(axis) : order > 0 ? sizes.max(axis) : sizes.min(axis);
        return a.keepDims() ? norm.expandDims(Math.min(axes[0], axes[1])).expandDims(Math.max(axes[0], axes[1])) : norm;
    }

    private static Node lastTwo(Node x, int... axes) {
        int rank = x.shape().rank();
        return rank == 2
                ? x
                : Moves.moveAxis(
                        Moves.moveAxis(x, Math.max(axes[0], axes[1]), -1), Math.min(axes[0], axes[1]), rank - 2);
    }

    private static Node keptDims(Node x, WrittenArguments a) {
        if (x instanceof AxisReduction reduction) {
            return reduction.keepDims();
        }
        throw Problem.at(a.span(), "no reduction", "keepDims() must follow a sum, a mean or another reduction.");
    }
}
