package dev.gradus.playground.language;

import dev.gradus.node.AxisReduction;
import dev.gradus.node.Node;
import dev.gradus.node.Reductions;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reductions, with norms, distances and statistics. */
final class ReductionTable extends FunctionTable {
    ReductionTable() {
        reduction("sum", Node::sum, Node::sum);
        reduction("mean average", Node::mean, Node::mean);
        reduction("product prod", Node::prod, Node::prod);
        reduction("max amax", Node::max, Node::max);
        reduction("min amin", Node::min, Node::min);
        reduction("logSumExp logsumexp logaddexp.reduce", Node::logSumExp, Node::logSumExp);
        node("norm vector_norm", "x ord axis keepdims", ReductionTable::norm);
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

    private static Node norm(Arguments a) {
        Node x = a.x();
        boolean keepDims = a.keepDims();
        if (a.has("ord")) {
            return Reductions.norm(x, a.number("ord"), keepDims, axes(a));
        }
        AxisReduction norm = a.axes("axis").map(x::norm).orElseGet(x::norm);
        return keepDims ? norm.keepDims() : norm;
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
