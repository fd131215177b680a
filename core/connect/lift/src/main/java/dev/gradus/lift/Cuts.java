package dev.gradus.lift;

import dev.gradus.node.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The arguments on which a result depends only through operations without a slope: comparisons, rounding, and branches
 * that are guards. An argument on which it does not depend at all is not among them.
 */
final class Cuts {
    /** An operand, and the place that uses it without a slope. */
    private record End(Object operand, String place) {}

    private final Set<Block> reached = new HashSet<>();
    private final Deque<Expr> open = new ArrayDeque<>();
    private final BitSet visited = new BitSet();
    private final List<End> ends = new ArrayList<>();

    private Cuts() {}

    /** For each of the wanted arguments that is cut off why it has no derivative, with a place in the source. */
    static Map<Block, String> of(List<Object> result, Trace trace, Predicate<Block> wanted) {
        Set<Block> unreached =
                trace.blocks.stream().filter(wanted).collect(Collectors.toCollection(LinkedHashSet::new));
        Cuts cuts = new Cuts();
        cuts.follow(result, false);
        unreached.removeAll(cuts.reached);
        Map<Block, String> reasons = new LinkedHashMap<>();
        if (!unreached.isEmpty()) {
            trace.guards.forEach(guard -> cuts.ends.add(new End(guard.condition(), guard.place())));
            cuts.visited.clear();
            for (End end : cuts.ends) {
                // Operations that were visited are not visited again: an earlier end is a cut of what they depend on.
                cuts.follow(List.of(end.operand), true);
                unreached.stream()
                        .filter(cuts.reached::contains)
                        .forEach(block -> reasons.putIfAbsent(block, reason(block, end)));
            }
        }
        return reasons;
    }

    /** The node, without derivatives with respect to the given nodes from which the trace cuts it off. */
    static Node cut(Node y, Lifted.Traced traced, Map<Block, Node> leaves, Object[] given) {
        Map<Block, String> cuts = of(
                Path.resultOf(traced.result()),
                traced.trace(),
                block -> block.source() instanceof Source.Argument argument && given[argument.index()] instanceof Node);
        Node cut = y;
        for (Map.Entry<Block, String> each : cuts.entrySet()) {
            cut = new Cut(cut, Objects.requireNonNull(leaves.get(each.getKey())), each.getValue());
        }
        return cut;
    }

    private static String reason(Block block, End end) {
        return end.place + ": the result depends on " + block.source()
                + " only through comparisons, rounding or conversions to integers such as this one, which have no slope;"
                + " if it solves an equation, lift the equation and solve it with Implicit.root; if it is piecewise"
                + " constant and derivatives of 0 are meant, call piecewise(); otherwise, differentiate with respect to"
                + " other arguments.";
    }

    /** Adds the blocks that numbers depend on; unless all operands are followed, only those that have a slope. */
    private void follow(Collection<?> numbers, boolean all) {
        numbers.forEach(this::visit);
        while (!open.isEmpty()) {
            Expr e = open.pop();
            for (int i = 0; i < e.in().length; i++) {
                if (all || e.fn().hasSlope(i)) {
                    visit(e.in()[i]);
                } else {
                    ends.add(new End(e.in()[i], e.site().toString()));
                }
            }
        }
    }

    private void visit(Object number) {
        if (number instanceof Expr e && e.fn() == Fn.ELEMENT) {
            reached.add(e.block());
        } else if (number instanceof Expr e && !visited.get(e.index())) {
            visited.set(e.index());
            open.push(e);
        }
    }
}
