package dev.gradus.lift;

import dev.gradus.flow.Loop;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.lift.Families.Chain;
import dev.gradus.node.Constant;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The nodes of a trace. Operations of one instruction that do not depend on each other become one op on vectors, and a
 * variable to which a loop adds becomes a cumulative sum, which adds in the same order.
 */
final class Circuit {
    /** Fewer operations are nodes of their own. */
    private static final int FEWEST = 4;

    /** Steps of a loop whose ops have longer vectors are written out; a scan computes each number by itself. */
    private static final int WIDE = 16;

    /** Fewer elements are looked up one by one. */
    private static final int LONG = 64;

    /** The most numbers of a sum that is shown as a running sum, which pages can compute. */
    private static final int MOST_SHOWN = 32;

    private static final Node NOTHING = Constant.of(0);

    /** An element of a vector. */
    private record Place(Node vector, int index) {}

    private record Part(Node vector, int start, int end) {}

    /** What became of a loop. */
    private record Found(Site site, String what) {}

    private final Map<Block, Node> leaves;
    private final boolean isShown;
    private final Place[] places;
    private final Families families;
    private final Map<Part, Node> parts = new HashMap<>();
    private final Map<List<Object>, Node> vectors = new HashMap<>();
    private final Map<Node, Integer> selected = new HashMap<>();
    private final TreeMap<Found, Integer> found =
            new TreeMap<>(Comparator.comparing(Found::site, Site.IN_SOURCE).thenComparing(Found::what));
    private final Map<Node, List<Expr>> madeOf = new HashMap<>();

    /**
     * Builds the nodes that these numbers depend on.
     *
     * @param leaves the elements of each block, a vector
     * @param isShown whether the user gets the nodes, and may show them on a page
     */
    Circuit(Map<Block, Node> leaves, List<Object> numbers, int operations, boolean isShown) {
        this.leaves = leaves;
        this.isShown = isShown;
        this.places = new Place[operations];
        this.families = new Families(numbers, operations);
        for (List<Expr> knot : families.knots()) {
            boolean isLoop = families.isLoop(knot);
            if (!isLoop) {
                add(knot);
            } else if (!addSums(knot)) {
                addLoop(knot);
            }
        }
    }

    /** What became of loops: the place in the source and what was recognized there, in the order of the source. */
    List<String> found() {
        return found.entrySet().stream()
                .map(entry -> entry.getKey().site() + ": " + entry.getKey().what() + ", length " + entry.getValue())
                .toList();
    }

    private void add(List<Expr> members) {
        if (members.size() < FEWEST) {
            for (Expr e : members) {
                Node[] in = new Node[e.in().length];
                Arrays.setAll(in, i -> node(e.in()[i]));
                places[e.index()] = new Place(madeOf(List.of(e), e.fn().node(in)), -1);
            }
            return;
        }
        Fn fn = members.get(0).fn();
        Node[] in = new Node[fn.operands()];
        List<Object> before = List.of();
        for (int i = 0; i < in.length; i++) {
            int operand = i;
            List<Object> column = members.stream().map(e -> e.in()[operand]).toList();
            if (column.equals(before)) {
                in[i] = in[i - 1];
                continue;
            }
            before = column;
            in[i] = column.stream().allMatch(column.get(0)::equals) ? node(column.get(0)) : vector(column);
        }
        Node all = madeOf(members.subList(0, 1), fn.node(in).broadcastTo(Shape.of(members.size())));
        for (int i = 0; i < members.size(); i++) {
            places[members.get(i).index()] = new Place(all, i);
        }
        report(members, fn.name() + " of vectors");
    }

    /** Adds ops on vectors if many operations of a loop are independent; otherwise a scan if its steps are equal. */
    private void addLoop(List<Expr> knot) {
        Optional<Recurrence> recurrence =
                families.levels(knot) * WIDE > knot.size() ? Recurrence.of(knot) : Optional.empty();
        if (recurrence.isEmpty()) {
            families.byDepth(knot).forEach(this::add);
            return;
        }
        Recurrence steps = recurrence.get();
        families.byDepth(steps.before()).forEach(this::add);
        steps.build(
                this::node,
                this::vector,
                families::uses,
                (result, node, index) -> places[result.index()] = new Place(madeOf(steps.step(), node), index));
        steps.ofBody().forEach((node, e) -> madeOf(List.of(e), node));
        families.byDepth(steps.after()).forEach(this::add);
        found.merge(new Found(knot.get(0).site(), "scan"), steps.steps(), Math::max);
    }

    /** Remembers the operations that a node computes. */
    private Node madeOf(List<Expr> operations, Node node) {
        madeOf.putIfAbsent(node, operations);
        return node;
    }

    /**
     * Where the program computes each op between the leaves and this result: lines and calls, as in {@link Site#lines}.
     * An op that only moves numbers has the lines of an op that reads it.
     */
    Map<Node, List<StackTraceElement>> lines(Node result) {
        TopologicalOrder outside = TopologicalOrder.of(leaves.values());
        TopologicalOrder all = TopologicalOrder.of(List.of(result));
        Map<Node, List<StackTraceElement>> lines = new HashMap<>();
        addLines(all, outside, lines);
        for (Node node : all) {
            if (node instanceof Loop loop && !outside.contains(node)) {
                addLines(loop.body().nodes(), outside, lines);
            }
        }
        lines.keySet().removeIf(node -> !(node instanceof Op) || outside.contains(node));
        return lines;
    }

    private void addLines(TopologicalOrder all, TopologicalOrder outside, Map<Node, List<StackTraceElement>> lines) {
        for (int i = all.size() - 1; i >= 0; i--) {
            Node node = all.get(i);
            if (madeOf.containsKey(node)) {
                List<Expr> operations = madeOf.getOrDefault(node, List.of());
                lines.put(node, Site.lines(operations.stream().map(Expr::site).toList()));
            }
            if (!outside.contains(node) && lines.containsKey(node)) {
                node.inputs().forEach(input -> lines.putIfAbsent(input, lines.getOrDefault(node, List.of())));
            }
        }
    }

    private void report(List<Expr> members, String what) {
        found.merge(new Found(members.get(0).site(), what), members.size(), Math::max);
    }

    /** Adds sums, maxima or minima if that is all that the members are. */
    private boolean addSums(List<Expr> knot) {
        Map<Integer, List<Chain>> byLength = new TreeMap<>();
        for (Chain chain : Families.chains(knot)) {
            byLength.computeIfAbsent(chain.sums().size(), length -> new ArrayList<>())
                    .add(chain);
        }
        boolean areSums = knot.get(0).fn() == Fn.ADD || knot.get(0).fn() == Fn.SUBTRACT;
        if (byLength.isEmpty()
                || knot.size() < FEWEST
                || !areSums && !byLength.values().stream().allMatch(this::isOnlyLastUsed)) {
            return false;
        }
        byLength.forEach(this::addSums);
        return true;
    }

    private boolean isOnlyLastUsed(List<Chain> chains) {
        return chains.stream()
                .allMatch(chain -> chain.sums().subList(0, chain.sums().size() - 1).stream()
                        .allMatch(e -> families.uses(e) == 1));
    }

    /** The sum of each row, in the order of its numbers. */
    private Node sum(Node rows) {
        int last = rows.shape().size(1) - 1;
        return isShown && last < MOST_SHOWN ? rows.cumulativeSum(1).select(1, last) : new OrderedSum(rows);
    }

    private void addSums(int length, List<Chain> chains) {
        List<Object> terms = new ArrayList<>();
        List<Object> starts = new ArrayList<>();
        double[] signs = new double[chains.size() * length];
        for (Chain chain : chains) {
            for (int i = 0; i < length; i++) {
                signs[terms.size()] = chain.sums().get(i).fn() == Fn.SUBTRACT ? -1 : 1;
                terms.add(chain.terms().get(i));
            }
            starts.add(chain.start());
        }
        Node rows = vector(terms);
        if (Arrays.stream(signs).allMatch(sign -> sign < 0)) {
            rows = rows.negate();
        } else if (Arrays.stream(signs).anyMatch(sign -> sign < 0)) {
            rows = rows.multiply(Constant.of(Tensor.of(signs)));
        }
        rows = rows.reshape(chains.size(), length);
        boolean isMax = chains.get(0).isOf(Fn.MAX);
        boolean isMin = chains.get(0).isOf(Fn.MIN);
        double neutral = isMax ? Double.NEGATIVE_INFINITY : isMin ? Double.POSITIVE_INFINITY : 0;
        int before = starts.stream().allMatch(start -> (Double) start == neutral) ? 0 : 1;
        if (before > 0) {
            rows = Moves.concat(1, vector(starts).reshape(chains.size(), 1), rows);
        }
        boolean onlyLast = isOnlyLastUsed(chains);
        Node results = isMax
                ? rows.max(1)
                : isMin
                        ? rows.min(1)
                        : onlyLast ? sum(rows) : rows.cumulativeSum(1).reshape(chains.size() * (length + before));
        madeOf(chains.stream().map(chain -> chain.sums().get(0)).toList(), results);
        for (int i = 0; i < chains.size(); i++) {
            for (int k = onlyLast ? length - 1 : 0; k < length; k++) {
                int index = onlyLast ? i : i * (length + before) + k + before;
                places[chains.get(i).sums().get(k).index()] = new Place(results, index);
            }
        }
        String what = isMax ? "maximum" : isMin ? "minimum" : "sum";
        String several = isMax ? " maxima" : isMin ? " minima" : " sums";
        report(chains.get(0).sums(), chains.size() == 1 ? what : chains.size() + several);
    }

    /** The node of a number, of rank 0. */
    Node node(Object number) {
        return number instanceof Expr e ? element(place(e)) : Constant.of((Double) number);
    }

    private Place place(Expr e) {
        return e.fn() == Fn.ELEMENT ? new Place(vectorOf(e), e.index()) : places[e.index()];
    }

    private Node vectorOf(Expr e) {
        return e.fn() == Fn.ELEMENT ? leaves.getOrDefault(e.block(), NOTHING) : places[e.index()].vector;
    }

    /** The vector of numbers: a vector that exists or a part of it if possible. */
    Node vector(List<Object> numbers) {
        Node known = vectors.get(numbers);
        if (known != null) {
            return known;
        }
        Node vector = newVector(numbers);
        vectors.put(numbers, vector);
        return vector;
    }

    private Node newVector(List<Object> numbers) {
        Map<Node, Integer> starts = new LinkedHashMap<>();
        List<Node> vectors = new ArrayList<>();
        double[] constants = new double[numbers.size()];
        int constant = 0;
        int size = 0;
        double[] indices = new double[numbers.size()]; // among the vectors, or below 0 among the constants
        for (int i = 0; i < indices.length; i++) {
            if (numbers.get(i) instanceof Expr e) {
                Node vector = vectorOf(e);
                if (!starts.containsKey(vector)) {
                    starts.put(vector, size);
                    vectors.add(vector.shape().isScalar() ? vector.reshape(1) : vector);
                    size += vector.shape().elements();
                }
                int index = e.fn() == Fn.ELEMENT ? e.index() : Math.max(places[e.index()].index, 0);
                indices[i] = starts.getOrDefault(vector, 0) + index;
            } else {
                constants[constant++] = (Double) numbers.get(i);
                indices[i] = -constant;
            }
        }
        if (constant > 0) {
            vectors.add(Constant.of(Tensor.of(Arrays.copyOf(constants, constant))));
            int end = size - 1;
            Arrays.setAll(indices, i -> indices[i] < 0 ? end - indices[i] : indices[i]);
        }
        return taken(vectors.size() == 1 ? vectors.get(0) : Moves.concat(0, vectors), indices);
    }

    private static Node taken(Node all, double[] indices) {
        int first = (int) indices[0];
        int step = indices.length == 1 ? 1 : (int) indices[1] - first;
        boolean isSlice = step > 0;
        for (int i = 0; i < indices.length; i++) {
            isSlice &= indices[i] == first + (double) i * step;
        }
        if (!isSlice) {
            Optional<Node> strided = indices.length < LONG ? Optional.empty() : Strided.of(all, indices);
            return strided.orElseGet(() -> all.take(Constant.of(Tensor.of(indices)), 0));
        }
        int end = (int) indices[indices.length - 1] + 1;
        boolean isAll = step == 1 && first == 0 && end == all.shape().elements();
        return isAll ? all : all.slice(0, first, end, step);
    }

    /**
     * An element. Halving makes the gradient of all n elements cost n log n instead of n²; a few elements cost less
     * without.
     */
    private Node element(Place place) {
        if (place.index < 0) {
            return place.vector;
        }
        Part one = new Part(place.vector, place.index, place.index + 1);
        if (!parts.containsKey(one) && selected.merge(place.vector, 1, Integer::sum) <= FEWEST) {
            parts.put(one, place.vector.select(0, place.index));
        }
        if (parts.containsKey(one)) {
            return parts.getOrDefault(one, place.vector);
        }
        int start = 0;
        int end = place.vector.shape().elements();
        Node part = place.vector;
        while (end - start > 2) {
            int middle = (start + end) >>> 1;
            int from = place.index < middle ? 0 : middle - start;
            int to = place.index < middle ? middle - start : end - start;
            start += from;
            end = place.index < middle ? middle : end;
            Node whole = part;
            part = parts.computeIfAbsent(new Part(place.vector, start, end), p -> whole.slice(0, from, to));
        }
        Node element = end - start == 1 ? part.reshape() : part.select(0, place.index - start);
        parts.put(one, element);
        return element;
    }
}
