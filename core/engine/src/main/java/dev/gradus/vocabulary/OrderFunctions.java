package dev.gradus.vocabulary;

import dev.gradus.node.Calculus;
import dev.gradus.node.Orders;
import dev.gradus.node.Scans;

/** Sorting and searching, cumulative functions, and calculus along an axis. */
final class OrderFunctions extends Family {
    OrderFunctions() {
        super("Sorting and scans", "n is the number of elements of x, k the size of the axis.");
        node("sort", "x axis descending", a -> Orders.sort(a.x(), a.whole("axis", -1), a.truth("descending", false)))
                .calls("Orders.sort(x, axis, descending)")
                .cost("n log k")
                .kinks("ties keep their order")
                .torch("sort")
                .formula("the elements in order");
        node(
                        "argSort argsort",
                        "x axis descending",
                        a -> Orders.argSort(a.x(), a.whole("axis", -1), a.truth("descending", false)))
                .calls("Orders.argSort(x, axis, descending)")
                .cost("n log k")
                .domain("all; equal elements keep their order")
                .piecewiseConstant("piecewise constant")
                .torch("argsort (stable)");
        node(
                        "topK",
                        "x k axis largest",
                        a -> Orders.topK(a.x(), a.whole("k"), a.whole("axis", -1), a.truth("largest", true))
                                .values())
                .calls("Orders.topK(x, k, axis, largest)")
                .cost("n log k")
                .domain("as many elements")
                .kinks("ties keep their order")
                .torch("topk")
                .formula("the k greatest or least elements, and where they were");
        node(
                        "kthValue",
                        "x k axis",
                        a -> Orders.kthValue(a.x(), a.whole("k"), a.whole("axis", -1))
                                .values())
                .calls("Orders.kthValue(x, k, axis)")
                .cost("n log k")
                .domain("as many elements")
                .kinks("ties keep their order")
                .torch("kthvalue (k from 1)")
                .formula("the element at place k in order");
        node("mode", "x axis", a -> Orders.mode(a.x(), a.whole("axis", -1)).values())
                .calls("Orders.mode(x, axis)")
                .cost("n log k")
                .domain("at least one element; the least of equally frequent ones")
                .kinks("ties: the first")
                .torch("mode")
                .formula("the most frequent element, and where it first is");
        node("median", "x axis* keepdims", a -> Orders.median(a.x(), a.keepDims(), a.axes()))
                .calls("Orders.median(x, keepDims, axes)")
                .cost("n log k")
                .domain("at least one element")
                .kinks("ties keep their order")
                .torch("quantile (0.5)")
                .formula("the element in the middle, or the mean of the two there");
        node("quantile", "x q axis keepdims", a -> Orders.quantile(a.x(), a.number("q"), a.keepDims(), a.axes()))
                .calls("Orders.quantile(x, q, keepDims, axes)")
                .cost("n log k")
                .domain("at least one element; 0 ≤ q ≤ 1")
                .kinks("ties keep their order")
                .torch("quantile")
                .formula("the element at place q (k − 1) in order, between two a mean");
        node("nanMedian nanmedian", "x axis* keepdims", a -> Orders.nanMedian(a.x(), a.keepDims(), a.axes()))
                .calls("Orders.nanMedian(x, keepDims, axes)")
                .cost("n log k")
                .domain("at least one element; NaN if all are")
                .kinks("ties keep their order")
                .torch("nanquantile (0.5)")
                .formula("the median without NaN");
        node(
                        "nanQuantile nanquantile",
                        "x q axis keepdims",
                        a -> Orders.nanQuantile(a.x(), a.number("q"), a.keepDims(), a.axes()))
                .calls("Orders.nanQuantile(x, q, keepDims, axes)")
                .cost("n log k")
                .domain("at least one element; 0 ≤ q ≤ 1")
                .kinks("ties keep their order")
                .torch("nanquantile")
                .formula("the quantile without NaN");
        node(
                        "searchSorted searchsorted",
                        "sorted x right",
                        a -> Orders.searchSorted(a.node("sorted"), a.x(), a.truth("right", false)))
                .calls("Orders.searchSorted(sorted, x, right)")
                .cost("n k")
                .domain("ascending")
                .piecewiseConstant("jumps: 0")
                .torch("searchsorted, bucketize")
                .formula("the number of elements below x");
        node("cumulativeSum cumsum", "x axis", a -> a.x().cumulativeSum(a.axis()))
                .calls("x.cumulativeSum(axis); Scans.cumulativeSum(x, axis)")
                .torch("cumsum");
        node("cumulativeProduct cumulativeProd cumprod", "x axis", a -> Scans.cumulativeProd(a.x(), a.axis()))
                .calls("Scans.cumulativeProd(x, axis)")
                .torch("cumprod");
        node("cumulativeMax maximum.accumulate", "x axis", a -> Scans.cumulativeMax(a.x(), a.axis()))
                .calls("Scans.cumulativeMax(x, axis)")
                .kinks("ties: the first")
                .torch("cummax (the last of ties)")
                .formula("max of x_j, j ≤ i");
        node("cumulativeMin minimum.accumulate", "x axis", a -> Scans.cumulativeMin(a.x(), a.axis()))
                .calls("Scans.cumulativeMin(x, axis)")
                .kinks("ties: the first")
                .torch("cummin (the last of ties)")
                .formula("min of x_j, j ≤ i");
        node(
                        "cumulativeLogSumExp logcumsumexp logaddexp.accumulate",
                        "x axis",
                        a -> Scans.cumulativeLogSumExp(a.x(), a.axis()))
                .calls("Scans.cumulativeLogSumExp(x, axis)")
                .torch("logcumsumexp");
        node("linearRecurrence", "a b axis", a -> Scans.linearRecurrence(a.node("a"), a.node("b"), a.axis()))
                .calls("Scans.linearRecurrence(a, b, axis)");
        node("difference diff", "x n axis", a -> Calculus.diff(a.x(), a.whole("axis", -1), a.whole("n", 1)))
                .calls("Calculus.diff(x, axis, order)")
                .cost("n order")
                .domain("more places than the order")
                .torch("diff")
                .formula("x_{i+1} − x_i, again for each order");
        node("gradient", "x spacing axis", a -> Calculus.gradient(a.x(), a.number("spacing", 1), a.whole("axis", -1)))
                .calls("Calculus.gradient(x, spacing, axis)")
                .domain("at least two places")
                .torch("gradient")
                .formula("(x_{i+1} − x_{i−1}) / 2h, one-sided at the ends");
        node(
                        "trapezoid trapz",
                        "y x dx axis",
                        a -> a.has("x")
                                ? Calculus.trapezoid(a.node("y"), a.x(), a.whole("axis", -1))
                                : Calculus.trapezoid(a.node("y"), a.number("dx", 1), a.whole("axis", -1)))
                .calls("Calculus.trapezoid(y, x, axis)")
                .domain("at least one place")
                .torch("trapezoid")
                .formula("Σ ½ (y_i + y_{i+1}) (x_{i+1} − x_i)");
        node(
                        "cumulativeTrapezoid cumulative_trapezoid",
                        "y x dx axis",
                        a -> a.has("x")
                                ? Calculus.cumulativeTrapezoid(a.node("y"), a.x(), a.whole("axis", -1))
                                : Calculus.cumulativeTrapezoid(a.node("y"), a.number("dx", 1), a.whole("axis", -1)))
                .calls("Calculus.cumulativeTrapezoid(y, x, axis)")
                .domain("at least one place")
                .torch("cumulative_trapezoid")
                .formula("the same up to each place");
    }
}
