package dev.gradus.flow;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Custom;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.Stack;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random step with carries, sequences, outer values and outputs, built twice: as a scan, and as the same steps written one
 * after the other. Both end in one number that depends on some of the results.
 */
public final class RandomScan {
    private static final int MOST_OPS = 8;

    private final long seed;
    private final Random random;
    private final Shape shape;
    private final int steps;
    private final boolean reversed;
    private final int every;
    private final int outputs;
    private final boolean smooth;
    private final boolean keeps;
    private final List<Parameter> starts = new ArrayList<>();
    private final List<Parameter> sequences = new ArrayList<>();
    private final List<Parameter> given = new ArrayList<>();

    /** Whether the number depends on each result, carries before outputs; on at least one. */
    private final List<Boolean> used = new ArrayList<>();

    /** The carries and outputs of one step. */
    private record Results(List<Node> next, List<Node> outputs) {}

    /**
     * @param rows the rows of each value
     * @param columns the columns of each value
     * @param groups whether checkpoints are allowed
     */
    public RandomScan(long seed, int rows, int columns, boolean groups) {
        this(seed, rows, columns, groups, false);
    }

    /**
     * @param smooth whether to avoid kinks and jumps, near which differences are meaningless
     */
    public RandomScan(long seed, int rows, int columns, boolean groups, boolean smooth) {
        this.seed = seed;
        this.smooth = smooth;
        this.random = new Random(seed);
        this.shape = Shape.of(rows, columns);
        this.reversed = random.nextBoolean();
        int carries = 1 + random.nextInt(3);
        // Whole groups, because others add in another order, and enough steps that a gradient reaches all carries it
        // can.
        int count = carries + 1 + random.nextInt(3);
        this.every = groups && random.nextBoolean() ? 1 + random.nextInt(3) : 0;
        this.steps = Math.max(1, every) * count;
        this.outputs = random.nextInt(3);
        NumpyRandom numbers = NumpyRandom.seed(random.nextInt(1 << 20));
        for (int i = 0; i < carries; i++) {
            starts.add(Parameter.of("start" + i, numbers.randn(rows, columns)));
        }
        int sequenceCount = random.nextInt(3);
        for (int i = 0; i < sequenceCount; i++) {
            sequences.add(Parameter.of("x" + i, numbers.randn(steps, rows, columns)));
        }
        given.add(Parameter.of("w", numbers.randn(rows, columns)));
        given.add(Parameter.of("W", numbers.randn(columns, columns)));
        for (int i = 0; i < carries + outputs; i++) {
            used.add(random.nextBoolean());
        }
        used.set(random.nextInt(used.size()), true);
        keeps = random.nextBoolean();
    }

    /** Returns everything with respect to which the number may be differentiated. */
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(starts);
        all.addAll(sequences);
        all.addAll(given);
        return all;
    }

    /** Returns the number computed by a scan. */
    public Node scanned() {
        ScanBuilder builder = Scan.times(steps);
        sequences.forEach(x -> builder.over(x.label(), x, 0));
        starts.forEach(start -> builder.carry(start.label(), start));
        if (reversed) {
            builder.reverse();
        }
        if (every > 0) {
            builder.checkpoint(every);
        }
        if (keeps) {
            builder.keepIntermediates();
        }
        Scan scan = builder.steps(step -> {
            Results results = step(
                    starts.stream().map(start -> step.carry(start.label())).toList(),
                    sequences.stream().map(x -> step.element(x.label())).toList());
            for (int i = 0; i < starts.size(); i++) {
                step.next(starts.get(i).label(), results.next.get(i));
            }
            for (int i = 0; i < outputs; i++) {
                step.output("y" + i, results.outputs.get(i));
            }
        });
        List<Node> last = new ArrayList<>();
        starts.forEach(start -> last.add(scan.carry(start.label())));
        List<Node> all = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            all.add(scan.output("y" + i));
        }
        return number(Constant.of(0), last, all);
    }

    /** Returns the number computed by the steps one after the other. */
    public Node unrolled() {
        List<Node> carries = new ArrayList<>(starts);
        List<Results> inOrder = new ArrayList<>();
        List<List<Node>> rows = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            rows.add(new ArrayList<>());
        }
        for (int number = 0; number < steps; number++) {
            int row = reversed ? steps - 1 - number : number;
            Results results = step(
                    carries,
                    sequences.stream()
                            .map(x -> x.select(0, row))
                            .map(Node.class::cast)
                            .toList());
            carries = results.next;
            inOrder.add(results);
            for (int i = 0; i < outputs; i++) {
                rows.get(i).add(reversed ? 0 : rows.get(i).size(), results.outputs.get(i));
            }
        }
        List<Node> all = new ArrayList<>();
        rows.forEach(each -> all.add(new Stack(0, each)));
        Gradients reached = Gradients.of(number(Constant.of(0), carries, all));
        return number(sortedAs(used(inOrder, reached)), carries, all);
    }

    /** Returns what a scan differentiates in each step: used outputs, and carries that a gradient reaches in any step. */
    private List<Node> used(List<Results> inOrder, Gradients reached) {
        List<Node> all = new ArrayList<>();
        for (Results results : inOrder) {
            for (int i = 0; i < outputs; i++) {
                if (used.get(starts.size() + i)) {
                    all.add(results.outputs.get(i));
                }
            }
            for (int i = 0; i < starts.size(); i++) {
                int carry = i;
                if (inOrder.stream().anyMatch(any -> reached.reaches(any.next.get(carry)))) {
                    all.add(results.next.get(i));
                }
            }
        }
        return all;
    }

    /** Returns 0, in a graph that is sorted in the order of these nodes. It passes on no gradient. */
    private static Node sortedAs(List<Node> nodes) {
        List<Node> stopped =
                nodes.stream().map(Node::stopGradient).map(Node.class::cast).toList();
        return Custom.of(
                stopped,
                inputs -> Shape.scalar(),
                (in, out) -> out[0] = 0,
                (op, upstream) -> op.inputs().stream()
                        .map(input -> Constant.of(0).broadcastTo(input.shape()))
                        .toList());
    }

    private Node number(Node zero, List<Node> last, List<Node> all) {
        List<Node> results = new ArrayList<>(last);
        results.addAll(all);
        Node sum = zero;
        for (int i = 0; i < results.size(); i++) {
            if (used.get(i)) {
                Tensor weights = NumpyRandom.seed(i).normal(0, 1, results.get(i).shape());
                sum = sum.add(results.get(i).multiply(Constant.of(weights)).sum());
            }
        }
        return sum;
    }

    /** Creates the same ops at each call. Each has an operand that depends on the step. */
    private Results step(List<? extends Node> carries, List<? extends Node> elements) {
        Random choice = new Random(seed + 1);
        List<Node> varying = new ArrayList<>(carries);
        varying.addAll(elements);
        int count = 1 + choice.nextInt(MOST_OPS);
        for (int i = 0; i < count; i++) {
            varying.add(op(choice, varying));
        }
        List<Node> next = new ArrayList<>();
        for (int i = 0; i < carries.size(); i++) {
            Node carry = carries.get(i);
            next.add(
                    switch (choice.nextInt(6)) {
                        case 0 -> carry.add(pick(choice, varying)); // may only accumulate
                        case 1 -> i == 0 ? carry.sin() : carries.get(i - 1); // passed on
                        default -> pick(choice, varying).tanh();
                    });
        }
        List<Node> rows = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            Node row = choice.nextInt(3) == 0 ? next.get(choice.nextInt(next.size())) : pick(choice, varying);
            // Gradients that reach one node from several outer uses are added in an order that the steps do not
            // determine.
            boolean isSeveral = rows.contains(row) || carries.contains(row) || every > 0 && next.contains(row);
            rows.add(isSeveral ? row.multiply(2) : row);
        }
        return new Results(next, rows);
    }

    private static Node pick(Random choice, List<Node> from) {
        return from.get(choice.nextInt(from.size()));
    }

    private Node op(Random choice, List<Node> varying) {
        Node a = pick(choice, varying), b = pick(choice, varying);
        Node w = given.get(0);
        return switch (choice.nextInt(12)) {
            case 0 -> a.matMul(given.get(1)).tanh();
            case 1 -> a.multiply(w);
            case 2 -> a.add(b).sigmoid();
            case 3 -> a.multiply(b).sin();
            case 4 -> smooth ? a.subtract(w) : a.subtract(w).relu();
            case 5 -> smooth ? a.multiply(0.5) : a.greater(b).where(a, w);
            case 6 -> a.softmax(1);
            case 7 -> a.subtract(a.mean(0));
            case 8 -> a.cos().multiply(b.tanh());
            case 9 -> a.sum(1).expandDims(1).tanh().multiply(b);
            case 10 -> a.multiply(0.5).add(b.multiply(-0.25));
            default -> a.square().add(1).sqrt();
        };
    }

    /** Describes what the generator drew. */
    @Override
    public String toString() {
        return "seed " + seed + ", " + shape + ", " + steps + " steps" + (reversed ? " in reverse" : "")
                + (every > 0 ? " in groups of " + every : "") + "\n" + Graph.of(scanned());
    }
}
