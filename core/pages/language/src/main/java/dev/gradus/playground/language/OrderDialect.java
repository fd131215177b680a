package dev.gradus.playground.language;

import dev.gradus.node.Calculus;
import dev.gradus.node.Node;
import dev.gradus.node.Orders;
import dev.gradus.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/** Sorting and searching, cumulative functions, and calculus along an axis. */
final class OrderDialect extends Dialect {
    private static final String CHOSEN = "values indices";

    OrderDialect() {
        family("Sorting and scans");
        node("difference diff", "x n axis", OrderDialect::difference);
        add("gradient", "x spacing* axis", OrderDialect::gradients);
        node("trapezoid trapz", "y x dx axis", a -> ofNumbers("trapezoid", a));
        node("cumulativeTrapezoid cumulative_trapezoid", "y x dx axis", a -> ofNumbers("cumulativeTrapezoid", a));
        own("gradus.gradient", "gradient");
        add("torch.gradient", "x spacing axis", a -> new Value.Items(alongAxes(a), true));
        parts(
                "torch.sort",
                "x axis descending",
                CHOSEN,
                a -> List.of(
                        Orders.sort(a.x(), a.whole("axis", -1), a.truth("descending", false)),
                        Orders.argSort(a.x(), a.whole("axis", -1), a.truth("descending", false))));
        parts(
                "topk",
                "x k axis largest",
                CHOSEN,
                a -> both(Orders.topK(a.x(), a.whole("k"), a.whole("axis", -1), a.truth("largest", true))));
        parts("kthvalue", "x k axis", CHOSEN, a -> both(Orders.kthValue(a.x(), a.whole("k") - 1, a.whole("axis", -1))));
        parts(
                "torch.mode",
                "x axis",
                "values",
                a -> List.of(Orders.mode(a.x(), a.whole("axis", -1)).values()));
        add("torch.median", "x axis", OrderDialect::lowerMedian);
        refused(
                "torch.nanmedian",
                "x axis",
                "PyTorch takes the lower of two medians. Write np.nanmedian for their mean.");
    }

    private static List<Node> both(Orders.Chosen chosen) {
        return List.of(chosen.values(), chosen.indices());
    }

    /** PyTorch's median, which of an even number of elements is the lower one in the middle. */
    private static Value lowerMedian(WrittenArguments a) {
        boolean isOfAll = !a.has("axis");
        Node x = isOfAll ? a.x().reshape(a.x().shape().elements()) : a.x();
        int axis = isOfAll ? 0 : a.axis();
        Orders.Chosen chosen = Orders.kthValue(x, (x.shape().size(x.shape().axis(axis)) - 1) / 2, axis);
        return isOfAll ? new Value.Of(chosen.values()) : parts(List.of(CHOSEN.split(" ")), both(chosen));
    }

    /** Of masks, whether neighbors differ. */
    private static Node difference(WrittenArguments a) {
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

    /** The vocabulary's function of ordinates that are no mask. */
    private static Node ofNumbers(String function, WrittenArguments a) {
        if (Masks.isMask(a.node("y")) || a.has("x") && Masks.isMask(a.x())) {
            throw Problem.at(
                    a.span(),
                    "a mask as a function",
                    "NumPy adds neighbors of a mask as “or”. Multiply the mask by 1.0 to integrate it as numbers.");
        }
        return Vocabulary.find(function).make(a).get(0);
    }

    /** NumPy's gradient: along each of several axes, unless there is only one. */
    private static Value gradients(WrittenArguments a) {
        List<Value> along = alongAxes(a);
        return along.size() == 1 ? along.get(0) : new Value.Items(along, true);
    }

    private static List<Value> alongAxes(WrittenArguments a) {
        int[] axes = a.axes();
        double[] spacings = a.has("spacing") ? a.numbers("spacing") : new double[] {1};
        if (spacings.length != 1 && spacings.length != axes.length) {
            throw Problem.at(a.span(), "wrong spacing", "gradient takes one spacing, or one for each axis.");
        }
        List<Value> along = new ArrayList<>();
        for (int i = 0; i < axes.length; i++) {
            double spacing = spacings[Math.min(i, spacings.length - 1)];
            along.add(new Value.Of(Calculus.gradient(a.x(), spacing, axes[i])));
        }
        return along;
    }
}
