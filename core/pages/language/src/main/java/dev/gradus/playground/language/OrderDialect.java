package dev.gradus.playground.language;

import dev.gradus.node.Calculus;
import dev.gradus.node.Node;
import dev.gradus.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/** Sorting and searching, cumulative functions, and calculus along an axis. */
final class OrderDialect extends Dialect {
    OrderDialect() {
        family("Sorting and scans");
        node("difference diff", "x n axis", OrderDialect::difference);
        add("gradient", "x spacing* axis", OrderDialect::gradients);
        node("trapezoid trapz", "y x dx axis", a -> ofNumbers("trapezoid", a));
        node("cumulativeTrapezoid cumulative_trapezoid", "y x dx axis", a -> ofNumbers("cumulativeTrapezoid", a));
        own("gradus.gradient", "gradient");
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
        if (Masks.isMask(a.node("y"))) {
            throw Problem.at(
                    a.span(),
                    "a mask as a function",
                    "NumPy adds neighbors of a mask as “or”. Multiply the mask by 1.0 to integrate it as numbers.");
        }
        return Vocabulary.find(function).make(a).get(0);
    }

    /** NumPy's gradient: along each of several axes, unless there is only one. */
    private static Value gradients(WrittenArguments a) {
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
        return along.size() == 1 ? along.get(0) : new Value.Items(along, true);
    }
}
