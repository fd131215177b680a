package dev.gradus.testkit.cases;

import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.testkit.domain.CaseLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Draws shapes with one axis a little longer than a power of two, up to 65,537. Code often changes there: a loop over
 * blocks gets a partial last block, an index no longer fits into a byte or a short, and a special case for few elements
 * ends.
 */
public final class LongLayouts {
    private static final int LEAST_POWER = 6;
    private static final int LARGEST_POWER = 16;

    /** The largest power if elements must be apart, because each is compared with all others. */
    private static final int LARGEST_POWER_APART = 10;

    /** The largest power if the elements depend on each other. */
    private static final int LARGEST_POWER_TOGETHER = 8;

    /** The most elements of one input. */
    private static final int MOST_OF_AN_INPUT = 1 << 17;

    /** The most elements of all values of an op and its rule together. */
    private static final double MOST = 1 << 21;

    private LongLayouts() {}

    /**
     * Draws shapes.
     *
     * @param longest whether one axis is about as long as is affordable, or shorter
     */
    static CaseLayout draw(SpecData spec, Random random, boolean longest) {
        CaseLayout small = Layouts.drawShort(spec, random);
        List<String> unbounded = small.symbols().stream()
                .filter(symbol -> !spec.sizes(symbol).areBounded())
                .toList();
        int power = longest ? LARGEST_POWER : LEAST_POWER + random.nextInt(LARGEST_POWER - LEAST_POWER);
        boolean justAbove = random.nextInt(3) > 0;
        double further = random.nextDouble();
        if (unbounded.isEmpty()) {
            return small;
        }
        String axis = unbounded.get(random.nextInt(unbounded.size()));
        int affordable = Math.min(power, largestPower(spec, small, axis));
        int size = 1 << affordable;
        int longer = justAbove || affordable == LARGEST_POWER ? 0 : (int) (further * size / 2);
        return small.with(axis, Math.min(size + 1 + longer, longest(spec, small)));
    }

    /** The largest power of two for which the values stay few enough, as far as two smaller sizes tell. */
    private static int largestPower(SpecData spec, CaseLayout layout, String axis) {
        int size = 1 << LEAST_POWER;
        int most = Math.min(
                largestPower(spec, attribute(spec, layout.with(axis, size))),
                Integer.SIZE - 1 - Integer.numberOfLeadingZeros(Math.max(size, longest(spec, layout) - 1)));
        double half = elements(spec, layout.with(axis, size / 2));
        double whole = elements(spec, layout.with(axis, size));
        if (!(half > 0 && whole > 0)) {
            return LEAST_POWER;
        }
        double growth = Math.max(1, whole / half);
        int power = LEAST_POWER;
        for (double next = whole * growth; power < most && next <= MOST; next *= growth) {
            power++;
            if (largestInput(layout.with(axis, 1 << power)) > MOST_OF_AN_INPUT) {
                return power - 1;
            }
        }
        return power;
    }

    private static int largestPower(SpecData spec, Object attribute) {
        int most = LARGEST_POWER;
        for (int input = 0; input < spec.inputs().size(); input++) {
            if (!spec.inputs().get(input).domain(attribute).constraint().isNone()) {
                return LARGEST_POWER_TOGETHER;
            }
            for (int other = 0; other <= input; other++) {
                most = spec.areApart(input, other, attribute) ? LARGEST_POWER_APART : most;
            }
        }
        return most;
    }

    /** The size of the longest axis for which a foreign op promises a value in reasonable time. */
    private static int longest(SpecData spec, CaseLayout layout) {
        try {
            return spec.make(Case.nodes(spec, layout), attribute(spec, layout)) instanceof ForeignOp op
                    ? op.longest()
                    : Integer.MAX_VALUE;
        } catch (RuntimeException refused) {
            return Integer.MAX_VALUE;
        }
    }

    private static Object attribute(SpecData spec, CaseLayout layout) {
        return CaseGenerator.attribute(spec, layout, 0).value();
    }

    private static long largestInput(CaseLayout layout) {
        long largest = 0;
        for (int input = 0; input < layout.inputs(); input++) {
            largest = Math.max(largest, layout.shape(input).elements());
        }
        return largest;
    }

    /** The elements of all values of the op and its rule, or 0 if one of them refuses these shapes. */
    private static double elements(SpecData spec, CaseLayout layout) {
        try {
            Op op = spec.make(Case.nodes(spec, layout), attribute(spec, layout));
            List<Node> computed = new ArrayList<>(Backward.of(op).gradients());
            computed.removeIf(NoGradient.class::isInstance);
            computed.add(op);
            return TopologicalOrder.of(computed).stream()
                    .mapToDouble(node -> node.shape().elements())
                    .sum();
        } catch (RuntimeException refused) {
            return 0;
        }
    }

    /**
     * The same op with its longest axis this many times shorter, and with another attribute if its own does not fit. Empty
     * if the axis is already as short as usual.
     */
    public static Optional<Case> shorter(Case where, int times) {
        CaseLayout layout = where.layout();
        Optional<String> longest = layout.symbols().stream().max(Comparator.comparingInt(layout::size));
        return longest.filter(axis -> layout.size(axis) > times << LEAST_POWER)
                .map(axis -> layout.with(axis, 1 + layout.size(axis) / times))
                .flatMap(shorter -> Stream.of(where.attribute(), attribute(where.spec(), shorter))
                        .map(attribute -> CaseGenerator.usual(where.spec(), Draw.LONG, shorter, attribute, 0))
                        .filter(Case::couldBeMade)
                        .findFirst());
    }
}
