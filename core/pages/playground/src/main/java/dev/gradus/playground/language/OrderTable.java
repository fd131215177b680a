package dev.gradus.playground.language;

import dev.gradus.node.Calculus;
import dev.gradus.node.Node;
import dev.gradus.node.Orders;
import dev.gradus.node.Scans;
import java.util.ArrayList;
import java.util.List;

/** Sorting and searching, cumulative functions, and calculus along an axis. */
final class OrderTable extends FunctionTable {
    OrderTable() {
        node("sort", "x axis descending", a -> Orders.sort(a.x(), a.whole("axis", -1), a.truth("descending", false)));
        node(
                "argSort argsort",
                "x axis descending",
                a -> Orders.argSort(a.x(), a.whole("axis", -1), a.truth("descending", false)));
        node(
                "topK",
                "x k axis largest",
                a -> Orders.topK(a.x(), a.whole("k"), a.whole("axis", -1), a.truth("largest", true))
                        .values());
        node(
                "kthValue",
                "x k axis",
                a -> Orders.kthValue(a.x(), a.whole("k"), a.whole("axis", -1)).values());
        node("mode", "x axis", a -> Orders.mode(a.x(), a.whole("axis", -1)).values());
        node("median", "x axis* keepdims", a -> Orders.median(a.x(), a.keepDims(), axes(a)));
        node("quantile", "x q axis keepdims", a -> Orders.quantile(a.x(), a.number("q"), a.keepDims(), axes(a)));
        node("nanMedian nanmedian", "x axis* keepdims", a -> Orders.nanMedian(a.x(), a.keepDims(), axes(a)));
        node(
                "nanQuantile nanquantile",
                "x q axis keepdims",
                a -> Orders.nanQuantile(a.x(), a.number("q"), a.keepDims(), axes(a)));
        node(
                "searchSorted searchsorted",
                "sorted x right",
                a -> Orders.searchSorted(a.node("sorted"), a.x(), a.truth("right", false)));
        node("cumulativeSum cumsum", "x axis", a -> a.x().cumulativeSum(a.axis()));
        node("cumulativeProduct cumulativeProd cumprod", "x axis", a -> Scans.cumulativeProd(a.x(), a.axis()));
        node("cumulativeMax maximum.accumulate", "x axis", a -> Scans.cumulativeMax(a.x(), a.axis()));
        node("cumulativeMin minimum.accumulate", "x axis", a -> Scans.cumulativeMin(a.x(), a.axis()));
        node(
                "cumulativeLogSumExp logcumsumexp logaddexp.accumulate",
                "x axis",
                a -> Scans.cumulativeLogSumExp(a.x(), a.axis()));
        node("linearRecurrence", "a b axis", a -> Scans.linearRecurrence(a.node("a"), a.node("b"), a.axis()));
        node("difference diff", "x n axis", OrderTable::difference);
        add("gradient", "x spacing* axis", OrderTable::gradients);
        node(
                "gradus.gradient",
                "x spacing axis",
                a -> Calculus.gradient(a.x(), a.number("spacing", 1), a.whole("axis", -1)));
        node(
                "trapezoid trapz",
                "y x dx axis",
                a -> a.has("x")
                        ? Calculus.trapezoid(ordinates(a), a.x(), a.whole("axis", -1))
                        : Calculus.trapezoid(ordinates(a), a.number("dx", 1), a.whole("axis", -1)));
        node(
                "cumulativeTrapezoid cumulative_trapezoid",
                "y x dx axis",
                a -> a.has("x")
                        ? Calculus.cumulativeTrapezoid(ordinates(a), a.x(), a.whole("axis", -1))
                        : Calculus.cumulativeTrapezoid(ordinates(a), a.number("dx", 1), a.whole("axis", -1)));
    }

    /** Of masks, whether neighbors differ. */
    private static Node difference(Arguments a) {
        Node x = a.x();
        int axis = a.whole("axis", -1), order = a.whole("n", 1);
        if (!Masks.isMask(x)) {
            return Calculus.diff(x, axis, order);
        }
        for (int i = 0; i < order; i++) {
            x = Calculus.diff(x, axis, 1).square();
        }
        return x;
    }

    private static Node ordinates(Arguments a) {
        Node y = a.node("y");
        if (Masks.isMask(y)) {
            throw Problem.at(
                    a.span(),
                    "a mask as a function",
                    "NumPy adds neighbors of a mask as “or”. Multiply the mask by 1.0 to integrate it as numbers.");
        }
        return y;
    }

    /** NumPy's gradient: along each of several axes, unless there is only one. */
    private static Value gradients(Arguments a) {
        int[] axes = axes(a);
        double[] spacings = a.has("spacing") ? a.numbers("spacing") : new double[] {1};
        if (spacings.length != 1 && spacings.length != axes.length) {
            throw Problem.at(a.span(), "wrong spacing", "gradient takes one spacing, or one for each axis.");
        }
        List<Value> along = new ArrayList<>();
        for (int i = 0; i < axes.length; i++) {
            double spacing = spacings[Math.min(i, spacings.length - 1)];
            along.add(new Value.Of(Calculus.gradient(a.x(), spacing, axes[i])));
        }
        return along.size() == 1 ? along.get(0) : new Value.Items(along, true);
    }
}
