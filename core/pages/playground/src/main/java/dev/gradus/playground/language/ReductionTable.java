package dev.gradus.playground.language;

import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.node.AxisReduction;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.Reductions;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reductions, with norms, distances and statistics. */
final class ReductionTable extends FunctionTable {
    ReductionTable() {
        reduction("sum Σ ∑", Node::sum, Node::sum);
        reduction("mean average", Node::mean, Node::mean);
        reduction("product prod Π ∏", Node::prod, Node::prod);
        reduction("max amax", Node::max, Node::max);
        reduction("min amin", Node::min, Node::min);
        reduction("logSumExp logsumexp", Node::logSumExp, Node::logSumExp);
        node(
                "logaddexp.reduce",
                "x axis* keepdims",
                a -> Reductions.logSumExp(a.x(), a.keepDims(), a.isGiven("axis") ? axes(a) : new int[] {0}));
        node("norm", "x ord axis keepdims", ReductionTable::norm);
        node("vector_norm torch.norm x.norm", "x ord axis keepdims", ReductionTable::vectorNorm);
        node("keepDims", "x", a -> keptDims(a.x(), a));
        spread("variance var", 0, Reductions::variance);
        spread("standardDeviation std", 0, Reductions::std);
        spread("torch.var", 1, Reductions::variance);
        spread("torch.std", 1, Reductions::std);
        node("normalize", "x axis", a -> Reductions.normalize(a.x(), a.whole("axis", 1)));
        node(
                "cosineSimilarity cosine_similarity",
                "a b axis",
                a -> Reductions.cosineSimilarity(a.node("a"), a.node("b"), a.whole("axis", 1)));
        node(
                "pairwiseDistances cdist",
                "a b p",
                a -> Reductions.pairwiseDistances(a.node("a"), a.node("b"), a.number("p", 2)));
        node("condensedDistances pdist", "x p", a -> Reductions.condensedDistances(a.x(), a.number("p", 2)));
        node(
                "distance dist",
                "a b p axis keepdims",
                a -> Reductions.distance(
                        a.node("a"), a.node("b"), a.number("p", 2), a.keepDims(), axes(a.node("a"), a)));
        node(
                "renormalize renorm",
                "x p axis most",
                a -> Reductions.renormalize(a.x(), a.number("p"), a.axis(), a.number("most")));
        node("nanSum nansum", "x axis* keepdims", a -> Reductions.nanSum(a.x(), a.keepDims(), axes(a)));
        node("nanMean nanmean", "x axis* keepdims", a -> Reductions.nanMean(a.x(), a.keepDims(), axes(a)));
        node("covariance cov", "x ddof", a -> Reductions.cov(a.x(), a.whole("ddof", 1)));
        one("correlation corrcoef", Reductions::corrcoef);
    }

    /** NumPy's norm: with an order and two axes that of matrices, otherwise that of vectors. */
    private static Node norm(Arguments a) {
        int[] axes = axes(a);
        return a.has("ord") && axes.length > 1 ? matrixNorm(a, axes) : vectorNorm(a);
    }

    private static boolean isWord(Arguments a, String word) {
        return a.raw("ord") instanceof Value.Text text && text.text().equals(word);
    }

    /** The norm of all elements, unless there is an axis. */
    private static Node vectorNorm(Arguments a) {
        Node x = a.x();
        if (a.has("ord") && !isWord(a, "fro")) {
            return Reductions.norm(x, a.number("ord"), a.keepDims(), axes(a));
        }
        AxisReduction norm = a.axes("axis").map(x::norm).orElseGet(x::norm);
        return a.keepDims() ? norm.keepDims() : norm;
    }

    private static Node matrixNorm(Arguments a, int... given) {
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

    private static Node keptDims(Node x, Arguments a) {
        if (x instanceof AxisReduction reduction) {
            return reduction.keepDims();
        }
        throw Problem.at(a.span(), "no reduction", "keepDims() must follow a sum, a mean or another reduction.");
    }

    private void reduction(
            String names, Function<Node, AxisReduction> all, BiFunction<Node, int[], AxisReduction> some) {
        node(names, "x axis* keepdims", a -> {
            Node x = a.x();
            AxisReduction reduced =
                    a.axes("axis").map(axes -> some.apply(x, axes)).orElseGet(() -> all.apply(x));
            return a.keepDims() ? reduced.keepDims() : reduced;
        });
    }

    private interface Spread {
        Node of(Node x, int ddof, boolean keepDims, int... axes);
    }

    private void spread(String names, int ddof, Spread spread) {
        node(names, "x axis* ddof keepdims", a -> spread.of(a.x(), a.whole("ddof", ddof), a.keepDims(), axes(a)));
    }
}
