package dev.gradus.lift;

import dev.gradus.flow.Scan;
import dev.gradus.flow.ScanBuilder;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Steps that repeat the same operations on each other's results. They become one {@link Scan}. */
final class Recurrence {
    /** Fewer steps are written out. */
    private static final int FEWEST = 16;

    /** Fewer of the first and of the last steps may differ from the others; they are written out. */
    private static final int DIFFERING = 3;

    /** The most equal parts of an inner loop that belongs to the step. */
    private static final int INNER = 8;

    /** The most steps between an operand and the step that uses it. */
    private static final int FARTHEST = 3;

    private static final int OUTSIDE = -1;

    /** What an operand is in every step. */
    private enum Kind {
        SAME_STEP,
        EARLIER_STEP,
        SEQUENCE,
        INVARIANT,
        /** Not the same in all steps. */
        OTHER
    }

    /**
     * An operand.
     *
     * @param position the operation in the step that it is, if it is of this step or an earlier one
     * @param lag how many steps earlier
     */
    private record Operand(Kind kind, int position, int lag) {}

    /** The result of an operation some steps before the current one. */
    private record Register(int position, int lag) {
        String name() {
            return "v" + position + (lag == 1 ? "" : "_" + lag);
        }
    }

    private final List<Expr> knot;
    private final int first;
    private final int steps;
    private final int period;
    private final int[] numbers;
    private final Operand[][] operands;
    private final Map<Register, Object> starts = new LinkedHashMap<>();
    private final Map<Node, Expr> ofBody = new HashMap<>();

    private Recurrence(List<Expr> knot, int first, int steps, int period) {
        this.knot = knot;
        this.first = first;
        this.steps = steps;
        this.period = period;
        this.numbers = new int[knot.get(knot.size() - 1).index() + 1];
        Arrays.fill(numbers, OUTSIDE);
        for (int i = first; i < first + steps * period; i++) {
            numbers[knot.get(i).index()] = i - first;
        }
        this.operands = new Operand[period][];
    }

    /** The recurrence in a knot, or nothing if its steps differ or are few. The first and the last may differ. */
    static Optional<Recurrence> of(List<Expr> knot) {
        int shortest = period(knot);
        Optional<Recurrence> found = Optional.empty();
        for (int times = 1; times <= INNER && found.isEmpty() && shortest > 0; times++) {
            found = withPeriod(knot, times * shortest);
        }
        return found;
    }

    private static Optional<Recurrence> withPeriod(List<Expr> knot, int period) {
        int first = knot.size() / 2;
        int end = first;
        while (first > 0
                && first - 1 + period < knot.size()
                && isAlike(knot.get(first - 1), knot.get(first - 1 + period))) {
            first--;
        }
        while (end < knot.size() && end >= period && isAlike(knot.get(end), knot.get(end - period))) {
            end++;
        }
        int steps = (end - first) / period;
        for (int late = 0; late < DIFFERING; late++) {
            for (int early = 0; early < DIFFERING && steps - early - late >= FEWEST; early++) {
                int begin = end - (steps - early) * period;
                Recurrence found = new Recurrence(knot, begin, steps - early - late, period);
                if (found.isUniform()) {
                    return Optional.of(found);
                }
            }
        }
        return Optional.empty();
    }

    /** How many operations are repeated, without regard to the last eighth; 0 if they are not repeated often. */
    private static int period(List<Expr> knot) {
        int size = knot.size() - knot.size() / 8;
        int[] border = new int[size + 1]; // of the reversed sequence, as in the search by Knuth, Morris and Pratt
        int best = 0;
        for (int length = 2, k = 0; length <= size; length++) {
            while (k > 0 && !isAlike(knot.get(size - length), knot.get(size - k - 1))) {
                k = border[k];
            }
            k += isAlike(knot.get(size - length), knot.get(size - k - 1)) ? 1 : 0;
            border[length] = k;
            if (length / (length - k) >= FEWEST / 2) {
                best = length - k;
            }
        }
        return best;
    }

    private static boolean isAlike(Expr a, Expr b) {
        return a.site() == b.site() && a.fn() == b.fn();
    }

    /** The number of an operand among the operations of all steps. */
    private int number(Object operand) {
        return operand instanceof Expr e && e.fn() != Fn.ELEMENT && e.index() < numbers.length
                ? numbers[e.index()]
                : OUTSIDE;
    }

    private Expr at(int step, int position) {
        return knot.get(first + step * period + position);
    }

    /** The members before the first step. */
    List<Expr> before() {
        return knot.subList(0, first);
    }

    /** The operations of the first step. */
    List<Expr> step() {
        return knot.subList(first, first + period);
    }

    /** The members after the last step. */
    List<Expr> after() {
        return knot.subList(first + steps * period, knot.size());
    }

    int steps() {
        return steps;
    }

    private boolean isUniform() {
        for (int position = 0; position < period; position++) {
            operands[position] = new Operand[at(0, position).in().length];
            for (int i = 0; i < operands[position].length; i++) {
                Operand operand = operand(position, i);
                if (operand.kind == Kind.OTHER) {
                    return false;
                }
                operands[position][i] = operand;
            }
        }
        return !starts.isEmpty(); // otherwise the steps are independent
    }

    /** What an operand is, judged by the last step and checked in all steps. */
    private Operand operand(int position, int i) {
        Object last = at(steps - 1, position).in()[i];
        int lag = 0;
        int of = -1;
        int number = number(last);
        if (number != OUTSIDE) {
            lag = steps - 1 - number / period;
            of = number % period;
        }
        if (lag > FARTHEST) {
            return new Operand(Kind.OTHER, 0, 0);
        }
        boolean isConstant = true;
        for (int step = 0; step < steps; step++) {
            Object operand = at(step, position).in()[i];
            boolean isInside = of >= 0 && step >= lag;
            if (isInside ? operand != at(step - lag, of) : number(operand) != OUTSIDE) {
                return new Operand(Kind.OTHER, 0, 0);
            } else if (of >= 0 && !isInside) {
                Object other = starts.putIfAbsent(new Register(of, lag - step), operand);
                if (other != null && !other.equals(operand)) {
                    return new Operand(Kind.OTHER, 0, 0);
                }
            }
            isConstant &= operand.equals(last);
        }
        if (of < 0) {
            return new Operand(isConstant ? Kind.INVARIANT : Kind.SEQUENCE, 0, 0);
        }
        return new Operand(lag == 0 ? Kind.SAME_STEP : Kind.EARLIER_STEP, of, lag);
    }

    /** Takes the node of a result, or of a vector of the results of all steps with the number of the step. */
    interface Results {
        void add(Expr result, Node node, int index);
    }

    /**
     * Builds the scan.
     *
     * @param node the node of a number outside
     * @param vector the node of several numbers outside
     * @param uses how often a result is used, within the steps and elsewhere
     */
    void build(
            Function<Object, Node> node,
            Function<List<Object>, Node> vector,
            ToIntFunction<Expr> uses,
            Results results) {
        Map<List<Object>, String> sequences = new LinkedHashMap<>();
        String[][] sequenceOf = new String[period][];
        Node[][] invariants = new Node[period][];
        for (int position = 0; position < period; position++) {
            sequenceOf[position] = new String[operands[position].length];
            invariants[position] = new Node[operands[position].length];
            for (int i = 0; i < operands[position].length; i++) {
                if (operands[position][i].kind == Kind.SEQUENCE) {
                    sequenceOf[position][i] =
                            sequences.computeIfAbsent(column(position, i), c -> "x" + sequences.size());
                } else if (operands[position][i].kind == Kind.INVARIANT) {
                    invariants[position][i] = node.apply(at(0, position).in()[i]);
                }
            }
        }
        boolean[] isUsed = new boolean[period]; // outside, in any step
        boolean[] isUsedEarly = new boolean[period]; // outside, before the last step
        countUses(uses, isUsed, isUsedEarly);
        ScanBuilder builder = over(sequences, vector);
        starts.forEach((register, start) -> builder.carry(register.name(), node.apply(start)));
        Node[] values = new Node[period];
        List<Node> outputs = new ArrayList<>();
        List<Node> carries = new ArrayList<>();
        Scan scan = builder.steps(step -> {
            for (int position = 0; position < period; position++) {
                Node[] in = new Node[operands[position].length];
                for (int i = 0; i < in.length; i++) {
                    Operand operand = operands[position][i];
                    in[i] = switch (operand.kind) {
                        case SAME_STEP -> values[operand.position];
                        case EARLIER_STEP -> step.carry(new Register(operand.position, operand.lag).name());
                        case SEQUENCE -> step.element(sequenceOf[position][i]);
                        default -> invariants[position][i];
                    };
                }
                values[position] = at(0, position).fn().node(in);
                if (isUsedEarly[position]) {
                    step.output("y" + position, values[position]);
                    outputs.add(values[position]);
                }
            }
            for (Register register : starts.keySet()) {
                Node next = register.lag == 1
                        ? values[register.position]
                        : step.carry(new Register(register.position, register.lag - 1).name());
                step.next(register.name(), next);
                carries.add(next);
            }
        });
        outputs.addAll(carries);
        findInBody(values, outputs, scan.loop().body().results());
        addResults(scan, isUsed, isUsedEarly, results);
    }

    private void addResults(Scan scan, boolean[] isUsed, boolean[] isUsedEarly, Results results) {
        for (int position = 0; position < period; position++) {
            if (isUsedEarly[position]) {
                for (int step = 0; step < steps; step++) {
                    results.add(at(step, position), scan.output("y" + position), step);
                }
            } else if (isUsed[position]) {
                results.add(at(steps - 1, position), scan.carry(new Register(position, 1).name()), -1);
            }
        }
    }

    /** Finds the nodes of the steps in the body of the scan, which has rebuilt those that read nodes outside. */
    private void findInBody(Node[] values, List<Node> nodes, List<Node> counterparts) {
        Map<Node, Expr> made = new HashMap<>();
        for (int position = 0; position < period; position++) {
            made.putIfAbsent(values[position], at(0, position));
        }
        Deque<Node> waiting = new ArrayDeque<>(nodes);
        Deque<Node> found = new ArrayDeque<>(counterparts);
        Set<Node> seen = new HashSet<>();
        while (!waiting.isEmpty()) {
            Node node = waiting.pop();
            Node counterpart = found.pop();
            if (counterpart instanceof Op && seen.add(counterpart)) {
                if (made.containsKey(node)) {
                    ofBody.put(counterpart, made.get(node));
                }
                node.inputs().forEach(waiting::push);
                counterpart.inputs().forEach(found::push);
            }
        }
    }

    /** After {@link #build}: the operations of the first step that nodes of the scan's body compute. */
    Map<Node, Expr> ofBody() {
        return ofBody;
    }

    private List<Object> column(int position, int i) {
        List<Object> column = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            column.add(at(step, position).in()[i]);
        }
        return column;
    }

    private ScanBuilder over(Map<List<Object>, String> sequences, Function<List<Object>, Node> vector) {
        Optional<ScanBuilder> builder = Optional.empty();
        for (Map.Entry<List<Object>, String> sequence : sequences.entrySet()) {
            Node x = vector.apply(sequence.getKey());
            String name = sequence.getValue();
            builder = Optional.of(builder.isPresent() ? builder.get().over(name, x, 0) : Scan.over(name, x, 0));
        }
        return builder.orElseGet(() -> Scan.times(steps));
    }

    private void countUses(ToIntFunction<Expr> uses, boolean[] isUsed, boolean[] isUsedEarly) {
        int[] inside = new int[steps * period];
        for (int i = 0; i < inside.length; i++) {
            for (Object operand : knot.get(first + i).in()) {
                if (number(operand) != OUTSIDE) {
                    inside[number(operand)]++;
                }
            }
        }
        for (int i = 0; i < inside.length; i++) {
            if (uses.applyAsInt(knot.get(first + i)) > inside[i]) {
                isUsed[i % period] = true;
                isUsedEarly[i % period] |= i < inside.length - period;
            }
        }
        for (int position = 0; position < period; position++) {
            isUsedEarly[position] |= isUsed[position] && !starts.containsKey(new Register(position, 1));
        }
    }
}
