package dev.gradus.playground.language;

import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.node.AxisReduction;
import dev.gradus.node.Constant;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.Reductions;
import dev.gradus.vocabulary.Vocabulary;
import java.util.Arrays;
import java.util.List;

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
        add("max", "x axis* keepdims", a -> elementwise(a, true));
        add("min", "x axis* keepdims", a -> elementwise(a, false));
        own("np.max x.max gradus.max amax", "max");
        own("np.min x.min gradus.min amin", "min");
        add("torch.max", "x axis keepdims", a -> extremes(a, true));
        add("torch.min", "x axis keepdims", a -> extremes(a, false));
        node("covariance cov", "x y ddof", a -> {
            refuse(a, "y");
            return single(Reductions.cov(a.x(), a.whole("ddof", 1)));
        });
        own("gradus.cov", "covariance");
        one("correlation corrcoef", x -> single(Reductions.corrcoef(x)));
        node("scipy.logsumexp", "x axis b keepdims", a -> {
            refuse(a, "b");
            return Reductions.logSumExp(a.x(), a.keepDims(), a.axes());
        });
        node("torch.normalize", "x p axis", a -> {
            if (a.number("p", 2) != 2) {
                refuse(a, "p");
            }
            return Reductions.normalize(a.x(), a.whole("axis", 1));
        });
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

    /** A matrix of one element as a number, which NumPy and PyTorch return for one variable. */
    private static Node single(Node matrix) {
        return matrix.shape().elements() == 1 ? matrix.reshape() : matrix;
    }

    /** The largest or smallest element along axes; with an array as the second argument, of each pair: {@code max(0, z)}. */
    private static Value elementwise(WrittenArguments a, boolean isMax) {
        boolean isPair = a.has("axis") && a.raw("axis") instanceof Value.Of of && !(of.node() instanceof Constant);
        if (!isPair && a.isByPosition("axis")) {
            throw Problem.at(
                    a.span(),
                    "an axis or a number",
                    "NumPy takes the second argument for an axis. Write maximum(z, 0) for the larger of each pair, or axis=0.");
        }
        return isPair
                ? extremes(a, isMax)
                : new Value.Of(Vocabulary.find(isMax ? "max" : "min").make(a).get(0));
    }

    /** PyTorch's max and min: of all elements, of two arrays, or along an axis with the indices. */
    private static Value extremes(WrittenArguments a, boolean isMax) {
        Node x = a.x();
        if (!a.has("axis")) {
            return new Value.Of(isMax ? x.max() : x.min());
        } else if (a.raw("axis") instanceof Value.Of of) {
            return new Value.Of(isMax ? x.maximum(of.node()) : x.minimum(of.node()));
        }
        int axis = x.shape().axis(a.axis());
        Node places = isMax ? x.argMax(axis) : x.argMin(axis);
        return parts(
                List.of("values", "indices"),
                List.of(
                        isMax ? Reductions.max(x, a.keepDims(), axis) : Reductions.min(x, a.keepDims(), axis),
                        a.keepDims() ? places.expandDims(axis) : places));
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
