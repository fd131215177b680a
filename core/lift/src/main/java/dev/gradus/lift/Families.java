package dev.gradus.lift;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Groups the operations of a trace by the instruction that made them. */
final class Families {
    /** The operations of one function that one instruction makes. */
    private static final class Family {
        final List<Expr> members = new ArrayList<>();
        final Set<Family> needed = new LinkedHashSet<>();
        int number = -1;
        int lowest;
        boolean isOpen;
        boolean isLoop;
    }

    private record Key(Site site, Fn fn) {}

    private final List<List<Expr>> knots = new ArrayList<>();
    private final Deque<Family> open = new ArrayDeque<>();
    private final Family[] families;
    private final int[] uses;
    private int numbers;

    /** Groups the operations that these numbers depend on, of a trace with so many operations. */
    Families(List<Object> results, int operations) {
        families = new Family[operations];
        uses = new int[operations];
        Expr[] reached = new Expr[operations];
        Deque<Object> waiting = new ArrayDeque<>(results);
        while (!waiting.isEmpty()) {
            if (waiting.pop() instanceof Expr e && e.fn() != Fn.ELEMENT && uses[e.index()]++ == 0) {
                reached[e.index()] = e;
                for (Object operand : e.in()) {
                    waiting.push(operand);
                }
            }
        }
        Map<Key, Family> byKey = new LinkedHashMap<>();
        for (Expr e : reached) {
            if (e != null) {
                families[e.index()] = byKey.computeIfAbsent(new Key(e.site(), e.fn()), key -> new Family());
                families[e.index()].members.add(e);
            }
        }
        for (Expr e : reached) {
            if (e != null) {
                for (Object operand : e.in()) {
                    if (operand instanceof Expr o && o.fn() != Fn.ELEMENT) {
                        families[e.index()].needed.add(families[o.index()]);
                    }
                }
            }
        }
        byKey.values().forEach(this::visit);
    }

    /**
     * All operations. Each list contains one family, or families that depend on each other, in the order of the trace.
     * A list depends only on itself and on lists before it.
     */
    List<List<Expr>> knots() {
        return knots;
    }

    /** How often an operation is an operand or a result. */
    int uses(Expr e) {
        return uses[e.index()];
    }

    private record Visit(Family family, Iterator<Family> rest) {}

    /** Tarjan's algorithm, with a stack of its own. */
    private void visit(Family first) {
        if (first.number >= 0) {
            return;
        }
        Deque<Visit> visits = new ArrayDeque<>();
        visits.push(begun(first));
        while (!visits.isEmpty()) {
            Visit visit = visits.peek();
            Family family = visit.family;
            if (visit.rest.hasNext()) {
                Family next = visit.rest.next();
                if (next.number < 0) {
                    visits.push(begun(next));
                } else if (next.isOpen) {
                    family.lowest = Math.min(family.lowest, next.number);
                }
                continue;
            }
            visits.pop();
            if (!visits.isEmpty()) {
                Family from = visits.peek().family;
                from.lowest = Math.min(from.lowest, family.lowest);
            }
            if (family.lowest == family.number) {
                close(family);
            }
        }
    }

    private Visit begun(Family family) {
        family.number = numbers++;
        family.lowest = family.number;
        family.isOpen = true;
        open.push(family);
        return new Visit(family, family.needed.iterator());
    }

    private void close(Family root) {
        List<Expr> members = new ArrayList<>();
        int size = 0;
        Family family;
        do {
            family = open.pop();
            family.isOpen = false;
            members.addAll(family.members);
            size++;
        } while (family != root);
        if (size > 1) {
            members.sort(Comparator.comparingInt(Expr::index));
        }
        root.isLoop = size > 1 || root.needed.contains(root);
        knots.add(members);
    }

    /** Whether the members of a knot depend on each other. */
    boolean isLoop(List<Expr> knot) {
        return knot.stream().anyMatch(e -> families[e.index()].isLoop);
    }

    /** The members of a knot in lists that do not depend on themselves: each member is one deeper than its operands. */
    static Collection<List<Expr>> byDepth(List<Expr> knot) {
        Map<Expr, Integer> depths = new HashMap<>();
        Map<Integer, Map<Key, List<Expr>>> levels = new TreeMap<>();
        for (Expr e : knot) {
            int depth = 0;
            for (Object operand : e.in()) {
                depth = operand instanceof Expr o ? Math.max(depth, depths.getOrDefault(o, -1) + 1) : depth;
            }
            depths.put(e, depth);
            levels.computeIfAbsent(depth, d -> new LinkedHashMap<>())
                    .computeIfAbsent(new Key(e.site(), e.fn()), key -> new ArrayList<>())
                    .add(e);
        }
        return levels.values().stream()
                .flatMap(level -> level.values().stream())
                .toList();
    }

    /** A variable to which numbers are added in turn, beginning with the sum of two. */
    record Chain(double start, List<Expr> sums, List<Object> terms) {}

    /**
     * The chains that a knot consists of; none if it is anything else. A chain that starts at −0 is something else,
     * because cumulative sums start at 0.
     */
    static List<Chain> chains(List<Expr> knot) {
        Map<Expr, Chain> chainOf = new HashMap<>();
        List<Chain> chains = new ArrayList<>();
        for (Expr e : knot) {
            if (e.fn() != Fn.ADD && e.fn() != Fn.SUBTRACT) {
                return List.of();
            }
            Object left = e.in()[0];
            Object right = e.in()[1];
            boolean isRight = e.fn() == Fn.ADD && (chainOf.containsKey(right) || right instanceof Double);
            Object before = isRight ? right : left;
            Object term = isRight ? left : right;
            Chain chain;
            if (before instanceof Double start && Double.doubleToRawLongBits(start) != MINUS_ZERO) {
                chain = new Chain(start, new ArrayList<>(), new ArrayList<>());
                chains.add(chain);
            } else {
                chain = chainOf.getOrDefault(before, NONE);
            }
            int size = chain.sums.size();
            if (chain == NONE || chainOf.containsKey(term) || size > 0 && chain.sums.get(size - 1) != before) {
                return List.of();
            }
            chain.sums.add(e);
            chain.terms.add(term);
            chainOf.put(e, chain);
        }
        return chains;
    }

    private static final long MINUS_ZERO = Double.doubleToRawLongBits(-0.0);
    private static final Chain NONE = new Chain(0, List.of(), List.of());
}
