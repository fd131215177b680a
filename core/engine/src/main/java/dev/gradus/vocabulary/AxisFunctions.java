package dev.gradus.vocabulary;

import dev.gradus.node.AxisReduction;
import dev.gradus.node.Node;
import dev.gradus.node.Reductions;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reductions, with norms, distances and statistics. */
final class AxisFunctions extends Family {
    AxisFunctions() {
        super("Along axes", "n is the number of elements of x. Without axes they are over all elements.");
        reduction("sum Σ ∑", Node::sum, Node::sum)
                .calls("x.sum(axes); Reductions.sum(x, keepDims, axes)")
                .torch("sum");
        reduction("mean average", Node::mean, Node::mean)
                .calls("x.mean(axes); Reductions.mean(x, keepDims, axes)")
                .domain("at least one element")
                .torch("mean");
        reduction("product prod Π ∏", Node::prod, Node::prod)
                .calls("x.prod(axes); Reductions.prod(x, keepDims, axes)")
                .torch("prod");
        reduction("max amax", Node::max, Node::max)
                .calls("x.max(axes); Reductions.max(x, keepDims, axes)")
                .domain("at least one element")
                .kinks("ties share equally")
                .torch("amax");
        reduction("min amin", Node::min, Node::min)
                .calls("x.min(axes); Reductions.min(x, keepDims, axes)")
                .domain("at least one element")
                .kinks("ties share equally")
                .torch("amin");
        reduction("logSumExp logsumexp", Node::logSumExp, Node::logSumExp)
                .calls("x.logSumExp(axes)")
                .torch("logsumexp");
        node("norm", "x ord axis* keepdims", a -> Reductions.norm(a.x(), a.number("ord", 2), a.keepDims(), a.axes()))
                .calls("Reductions.norm(x, p, keepDims, axes)")
                .domain("1 ≤ p ≤ ∞")
                .kinks("all x = 0: 0; as abs and max for p = 1, ∞")
                .torch("linalg.vector_norm")
                .formula("(Σ |x|ᵖ)^(1/p)");
        spread("variance var", 0, Reductions::variance)
                .calls("Reductions.variance(x, ddof, keepDims, axes)")
                .domain("more than ddof elements")
                .torch("var")
                .formula("Σ (x − mean)² / (k − ddof) for k elements");
        spread("standardDeviation std", 0, Reductions::std)
                .calls("Reductions.std(x, ddof, keepDims, axes)")
                .domain("more than ddof elements")
                .kinks("equal elements: 0")
                .torch("std")
                .formula("√(Σ (x − mean)² / (k − ddof)) for k elements");
        node("normalize", "x axis", a -> Reductions.normalize(a.x(), a.whole("axis", 1)))
                .calls("Reductions.normalize(x, axis)")
                .kinks("all x = 0: 0")
                .torch("nn.functional.normalize")
                .formula("x / √Σ x²");
        node(
                        "cosineSimilarity cosine_similarity",
                        "a b axis",
                        a -> Reductions.cosineSimilarity(a.node("a"), a.node("b"), a.whole("axis", 1)))
                .calls("Reductions.cosineSimilarity(a, b, axis)")
                .kinks("a = 0 or b = 0: 0")
                .torch("nn.functional.cosine_similarity")
                .formula("Σ a b / (√Σ a² √Σ b²)");
        node(
                        "pairwiseDistances cdist",
                        "a b p",
                        a -> Reductions.pairwiseDistances(a.node("a"), a.node("b"), a.number("p", 2)))
                .calls("Reductions.pairwiseDistances(a, b, p)")
                .cost("nmk for (n, k) and (m, k)")
                .domain("1 ≤ p ≤ ∞")
                .kinks("equal rows: 0")
                .torch("cdist")
                .formula("‖a_i − b_j‖ at (i, j)");
        node("condensedDistances pdist", "x p", a -> Reductions.condensedDistances(a.x(), a.number("p", 2)))
                .calls("Reductions.condensedDistances(x, p)")
                .cost("n² k for (n, k)")
                .domain("1 ≤ p ≤ ∞")
                .kinks("equal rows: 0")
                .torch("pdist")
                .formula("‖x_i − x_j‖ for i < j");
        node(
                        "distance dist",
                        "a b p axis keepdims",
                        a -> Reductions.distance(
                                a.node("a"), a.node("b"), a.number("p", 2), a.keepDims(), a.axes(a.node("a"))))
                .calls("Reductions.distance(a, b, p, keepDims, axes)")
                .domain("1 ≤ p ≤ ∞")
                .kinks("a = b: 0")
                .torch("dist, torch.nn.functional.pairwise_distance")
                .formula("‖a − b‖");
        node(
                        "renormalize renorm",
                        "x p axis most",
                        a -> Reductions.renormalize(a.x(), a.number("p"), a.axis(), a.number("most")))
                .calls("Reductions.renormalize(x, p, axis, most)")
                .domain("1 ≤ p ≤ ∞")
                .kinks("a norm equal to the bound")
                .torch("renorm")
                .formula("x ∗ most / max(‖x‖, most) for each slice");
        node("nanSum nansum", "x axis* keepdims", a -> Reductions.nanSum(a.x(), a.keepDims(), a.axes()))
                .calls("Reductions.nanSum(x, keepDims, axes)")
                .torch("nansum")
                .formula("Σ x without NaN");
        node("nanMean nanmean", "x axis* keepdims", a -> Reductions.nanMean(a.x(), a.keepDims(), a.axes()))
                .calls("Reductions.nanMean(x, keepDims, axes)")
                .torch("nanmean")
                .formula("the mean without NaN");
        node("covariance cov", "x ddof", a -> Reductions.cov(a.x(), a.whole("ddof", 1)))
                .calls("Reductions.cov(x, ddof)")
                .cost("n_variables² n_observations")
                .domain("more than ddof observations")
                .torch("cov")
                .formula("Σ (x_i − mean) (x_j − mean) / (k − ddof)");
        one("correlation corrcoef", Reductions::corrcoef)
                .cost("n_variables² n_observations")
                .domain("at least one observation")
                .kinks("a variable that never changes: 0")
                .torch("corrcoef")
                .formula("cov_ij / √(cov_ii cov_jj)");
        described("x.norm(axes)").kinks("all x = 0: 0").torch("linalg.vector_norm");
        described("Reductions.logSumExp(x, w, keepDims, axes)")
                .domain("at least one element")
                .kinks("sum 0")
                .torch("logsumexp (without weights)")
                .formula("ln |Σ w eˣ|, and the sign of the sum");
    }

    private Entry reduction(
            String names, Function<Node, AxisReduction> all, BiFunction<Node, int[], AxisReduction> some) {
        return node(names, "x axis* keepdims", a -> {
            Node x = a.x();
            AxisReduction reduced =
                    a.axes("axis").map(axes -> some.apply(x, axes)).orElseGet(() -> all.apply(x));
            return a.keepDims() ? reduced.keepDims() : reduced;
        });
    }

    private interface Spread {
        Node of(Node x, int ddof, boolean keepDims, int... axes);
    }

    private Entry spread(String names, int ddof, Spread spread) {
        return node(
                names, "x axis* ddof keepdims", a -> spread.of(a.x(), a.whole("ddof", ddof), a.keepDims(), a.axes()));
    }
}
