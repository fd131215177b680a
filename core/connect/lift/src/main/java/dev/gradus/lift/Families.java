package dev.gradus.lift;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
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

    private static final int OUTSIDE = -1;

    private final List<List<Expr>> knots = new ArrayList<>();
    private final Deque<Family> open = new ArrayDeque<>();
    private final Family[] families;
    private final int[] uses;
    private final Expr[] reached;
    private final int[] depths;
    private int numbers;

    /**
     * Groups the operations that these numbers depend on.
     *
     * @param operations the number of operations in the trace
     */
    Families(List<Object> results, int operations) {
        families = new Family[operations];
        uses = new int[operations];
        reached = new Expr[operations];
        depths = new int[operations];
        Arrays.fill(depths, OUTSIDE);
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
        BitSet indices = new BitSet();
        int size = 0;
        Family family;
        do {
            family = open.pop();
            family.isOpen = false;
            family.members.forEach(e -> indices.set(e.index()));
            size++;
        } while (family != root);
        root.isLoop = size > 1 || root.needed.contains(root);
        knots.add(
                size == 1
                        ? root.members
                        : indices.stream().mapToObj(i -> reached[i]).toList());
    }

    /** Whether the members of a knot depend on each other. */
    boolean isLoop(List<Expr> knot) {
        return knot.stream().anyMatch(e -> families[e.index()].isLoop);
    }

    /** The members of a knot in lists that do not depend on themselves: each member is one deeper than its operands. */
    Collection<List<Expr>> byDepth(List<Expr> knot) {
        Map<Integer, Map<Key, List<Expr>>> levels = new TreeMap<>();
        findDepths(knot);
        for (Expr e : knot) {
            levels.computeIfAbsent(depths[e.index()], d -> new LinkedHashMap<>())
                    .computeIfAbsent(new Key(e.site(), e.fn()), key -> new ArrayList<>())
                    .add(e);
            depths[e.index()] = OUTSIDE;
        }
        return levels.values().stream()
                .flatMap(level -> level.values().stream())
                .toList();
    }

    /** The number of lists that a knot would become, found without making them. */
    int levels(List<Expr> knot) {
        findDepths(knot);
        Map<Family, BitSet> depthsOf = new IdentityHashMap<>();
        for (Expr e : knot) {
            depthsOf.computeIfAbsent(families[e.index()], family -> new BitSet())
                    .set(depths[e.index()]);
            depths[e.index()] = OUTSIDE;
        }
        return depthsOf.values().stream().mapToInt(BitSet::cardinality).sum();
    }

    private void findDepths(List<Expr> knot) {
        for (Expr e : knot) {
            int depth = 0;
            for (Object operand : e.in()) {
                if (operand instanceof Expr o && o.fn() != Fn.ELEMENT) {
                    depth = Math.max(depth, depths[o.index()] + 1);
                }
            }
            depths[e.index()] = depth;
        }
    }

    /** A variable to which numbers are added in turn, or that becomes the largest or smallest of them in turn. */
    record Chain(double start, List<Expr> sums, List<Object> terms) {
        boolean isOf(Fn fn) {
            return sums.get(0).fn() == fn;
        }
    }

    /**
     * The chains that a knot consists of, all sums, all maxima or all minima; none if it is anything else. A sum that
     * starts at −0 is something else, because cumulative sums start at 0.
     */
    static List<Chain> chains(List<Expr> knot) {
        Map<Expr, Chain> chainOf = new HashMap<>();
        List<Chain> chains = new ArrayList<>();
        Fn first = knot.get(0).fn();
        for (Expr e : knot) {
            boolean isSum = e.fn() == Fn.ADD || e.fn() == Fn.SUBTRACT;
            boolean isAlike = isSum ? first == Fn.ADD || first == Fn.SUBTRACT : e.fn() == first;
            if (!isAlike || !isSum && e.fn() != Fn.MAX && e.fn() != Fn.MIN) {
                return List.of();
            }
            Object left = e.in()[0];
            Object right = e.in()[1];
            boolean isRight = e.fn() != Fn.SUBTRACT && (chainOf.containsKey(right) || right instanceof Double);
            Object before = isRight ? right : left;
            Object term = isRight ? left : right;
            Chain chain;
            if (before instanceof Double start && !(isSum && Double.doubleToRawLongBits(start) == MINUS_ZERO)) {
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
