package dev.gradus.flow;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.Stack;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Random loops, conditions, checkpoints and equations inside each other, built twice: by {@link Scan}, {@link While}, {@link
 * Checkpoint} and {@link Implicit}, and with all steps written out. Each op may read any value of any level.
 */
public final class RandomNest {
    private static final int SIZE = 2;
    private static final int MOST = 4;

    private final long seed;
    private final int depth;
    private final List<Parameter> parameters = new ArrayList<>();
    private final Parameter sequence;
    private final Parameter scale;
    private boolean looped;
    private boolean hasEquation;
    private int equationsAround;

    /** The carries and the output of one step. */
    private record Results(List<Node> next, Node output) {}

    public RandomNest(long seed) {
        this.seed = seed;
        depth = 1 + (1 + new Random(seed).nextInt(4)) / 2;
        NumpyRandom numbers = NumpyRandom.seed((int) (seed & 0xFFFFF));
        parameters.add(Parameter.of("p", numbers.uniform(-1, 1, Shape.of(SIZE))));
        parameters.add(Parameter.of("q", numbers.uniform(-1, 1, Shape.of(SIZE))));
        sequence = Parameter.of("S", numbers.uniform(-1, 1, Shape.of(3, SIZE)));
        scale = Parameter.of("c", Tensor.scalar(0.7));
        parameters.add(sequence);
        parameters.add(scale);
    }

    /** Returns everything with respect to which the value may be differentiated. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** Returns the value computed by loops. */
    public Node looped() {
        return built(true);
    }

    /** Returns the value computed by the steps written out. Equations are replaced by their Taylor polynomials of order 2. */
    public Node writtenOut() {
        return built(false);
    }

    /** Whether the nest contains an equation, whose solution is exact to a tolerance only. Known once it is built. */
    public boolean hasEquation() {
        return hasEquation;
    }

    private Node built(boolean byLoops) {
        looped = byLoops;
        Constant constant = Constant.of(Tensor.of(new double[] {0.4, -0.8}));
        Node p = parameters.get(0), q = parameters.get(1);
        return block(new Random(seed + 1), List.of(constant, p.multiply(q), p, q), depth);
    }

    private Node block(Random random, List<Node> outer, int levels) {
        List<Node> scope = new ArrayList<>(outer);
        Node around = outer.get(outer.size() - 1); // the carry of the loop around it, which it shall read often
        int count = 1 + random.nextInt(3);
        int nest = levels > 0 ? random.nextInt(count) : count, second = random.nextInt(3 * count);
        for (int i = 0; i < count; i++) {
            boolean isNest = i == nest || levels > 0 && i == second;
            scope.add(isNest ? nest(random, with(scope, around), levels) : op(random, scope));
        }
        Node last = scope.get(scope.size() - 1);
        return nest < count - 1 ? last.add(scope.get(outer.size() + nest)).tanh() : last;
    }

    private static Node pick(Random random, List<Node> from) {
        int last = from.size() - 1;
        return from.get(
                random.nextBoolean() ? random.nextInt(from.size()) : last - random.nextInt(Math.min(3, last + 1)));
    }

    private Node op(Random random, List<Node> scope) {
        Node a = pick(random, scope), b = pick(random, scope);
        return switch (random.nextInt(11)) {
            case 0, 1 -> a.multiply(b);
            case 2 -> a.add(b).tanh();
            case 3 -> a.sin();
            case 4 -> a.subtract(b).multiply(0.5);
            case 5 -> a.cos().multiply(b.tanh());
            case 6 -> a.multiply(scale);
            case 7 -> a.stopGradient().multiply(b);
            case 8 -> a.greater(b).where(a, b);
            case 9 -> a.add(b);
            default -> a.sigmoid();
        };
    }

    private Node nest(Random random, List<Node> scope, int levels) {
        return switch (random.nextInt(6)) {
            case 0 -> loopWithCondition(random, scope, levels);
            case 1 -> checkpoint(random, scope, levels);
            case 2 -> equation(random, scope, levels);
            default -> scan(random, scope, levels);
        };
    }

    private Results step(long body, List<Node> scope, List<Node> elements, List<Node> carries, int levels) {
        Random random = new Random(body);
        List<Node> inner = new ArrayList<>(scope);
        inner.addAll(elements);
        inner.addAll(carries);
        List<Node> next = new ArrayList<>();
        for (int i = 0; i < carries.size(); i++) {
            next.add(
                    switch (random.nextInt(i == 0 ? 3 : 6)) {
                        case 3 -> carries.get(i - 1); // passed on
                        case 4 -> pick(random, inner);
                        case 2, 5 -> carries.get(i).add(pick(random, inner)); // may only accumulate
                        case 1 -> block(random, inner, levels - 1);
                        default ->
                            block(random, inner, levels - 1)
                                    .multiply(carries.get(i))
                                    .add(pick(random, scope))
                                    .tanh();
                    });
        }
        return new Results(next, random.nextBoolean() ? next.get(0) : op(random, inner));
    }

    private Node result(Random random, List<Node> last, Node rows) {
        Node result = last.get(random.nextInt(last.size()));
        return switch (random.nextInt(4)) {
            case 0 -> result.add(rows.sum(0).multiply(0.5));
            case 1 -> rows.sum(0).sin();
            case 2 -> last.get(0).multiply(last.get(last.size() - 1));
            default -> result;
        };
    }

    private Node scan(Random random, List<Node> scope, int levels) {
        int steps = 1 + random.nextInt(levels > 2 ? 2 : 3);
        List<Node> starts = starts(random, scope);
        List<Node> sequences = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            sequences.add(
                    random.nextBoolean() ? sequence.slice(0, 0, steps) : new Stack(0, picks(random, scope, steps)));
        }
        boolean reversed = random.nextInt(3) == 0;
        int every = random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0;
        boolean keeps = random.nextInt(4) == 0;
        int first = every == 0 && random.nextInt(3) == 0 ? random.nextInt(steps + 1) : steps;
        long body = random.nextLong();
        if (!looped) {
            List<Node> carries = starts;
            List<Node> rows = zeros(steps);
            for (int step = 0; step < first; step++) {
                int row = reversed ? first - 1 - step : step;
                List<Node> elements =
                        sequences.stream().<Node>map(x -> x.select(0, row)).toList();
                Results results = step(body, scope, elements, carries, levels);
                carries = results.next;
                rows.set(row, results.output);
            }
            return result(random, carries, new Stack(0, rows));
        }
        ScanBuilder builder = Scan.times(steps);
        forEach(starts, (name, start) -> builder.carry("c" + name, start));
        forEach(sequences, (name, x) -> builder.over("x" + name, x, 0));
        if (reversed) {
            builder.reverse();
        }
        if (every > 0) {
            builder.checkpoint(every);
        }
        if (keeps) {
            builder.keepIntermediates();
        }
        if (first < steps) {
            builder.first(Constant.of(first));
        }
        Scan scan = builder.steps(step -> {
            List<Node> elements = each(sequences, i -> step.element("x" + i));
            Results results = step(body, scope, elements, each(starts, i -> step.carry("c" + i)), levels);
            forEach(results.next, (name, next) -> step.next("c" + name, next));
            step.output("y", results.output);
        });
        return result(random, each(starts, i -> scan.carry("c" + i)), scan.output("y"));
    }

    private Node loopWithCondition(Random random, List<Node> scope, int levels) {
        List<Node> starts = starts(random, scope);
        double bound = random.nextInt(MOST) - 0.5;
        long body = random.nextLong(), question = random.nextLong();
        Function<List<Node>, Node> condition = carries -> {
            List<Node> all = new ArrayList<>(scope);
            all.addAll(carries.subList(0, starts.size()));
            // In an equation, steps that begin or end with x would make jumps, at which there may be no solution.
            Node number = equationsAround > 0
                    ? Constant.of(0.5)
                    : pick(new Random(question), all).sin().sum();
            return carries.get(starts.size()).add(number.multiply(0.2)).less(bound);
        };
        if (!looped) {
            List<Node> carries = starts;
            List<Node> rows = zeros(MOST);
            for (int step = 0;
                    value(condition.apply(with(carries, Constant.of(step)))).item() == 1;
                    step++) {
                Results results = step(body, scope, List.of(), carries, levels);
                carries = results.next;
                rows.set(step, results.output);
            }
            return result(random, carries, new Stack(0, rows));
        }
        WhileBuilder builder = While.carry("k", Constant.of(0)).most(MOST);
        forEach(starts, (name, start) -> builder.carry("c" + name, start));
        While loop = builder.steps(
                step -> condition.apply(with(each(starts, i -> step.carry("c" + i)), step.carry("k"))), step -> {
                    Results results = step(body, scope, List.of(), each(starts, i -> step.carry("c" + i)), levels);
                    forEach(results.next, (name, next) -> step.next("c" + name, next));
                    step.next("k", step.carry("k").add(1)).output("y", results.output);
                });
        return result(random, each(starts, i -> loop.carry("c" + i)), loop.output("y"));
    }

    private Node checkpoint(Random random, List<Node> scope, int levels) {
        Node value = block(random, scope, levels - 1).multiply(1.5);
        return looped ? Checkpoint.of(value) : value;
    }

    /** The x for which x = b + tanh(block of x) / 50. The slope is small, so that both iterations converge. */
    private Node equation(Random random, List<Node> scope, int levels) {
        hasEquation = true;
        Node b = pick(random, scope), start = pick(random, scope);
        boolean isRoot = random.nextBoolean();
        long body = random.nextLong();
        UnaryOperator<Node> f = x -> {
            equationsAround++;
            List<Node> bounded = with(scope, x).stream().<Node>map(Node::tanh).toList();
            Node value = block(new Random(body), bounded, levels - 1);
            equationsAround--;
            return b.add(value.tanh().multiply(0.02));
        };
        boolean before = looped;
        looped = true;
        Node solution =
                (isRoot ? Implicit.root(start, x -> x.subtract(f.apply(x))) : Implicit.fixedPoint(start, f)).solution();
        looped = before;
        return looped ? solution : expanded(value(solution), x -> x.subtract(f.apply(x)));
    }

    /** Makes two steps of Newton's method with a constant matrix, after which derivatives of order 2 are exact. */
    private static Node expanded(Tensor solution, UnaryOperator<Node> g) {
        Node x = Constant.of(solution);
        Node residual = g.apply(x);
        double[][] m = new double[SIZE][];
        for (int i = 0; i < SIZE; i++) {
            m[i] = value(Gradients.of(residual.select(0, i)).wrt(x)).toArray();
        }
        double det = m[0][0] * m[1][1] - m[0][1] * m[1][0];
        Node inverse =
                Constant.of(Tensor.of(new double[][] {{m[1][1] / det, -m[0][1] / det}, {-m[1][0] / det, m[0][0] / det}
                }));
        x = x.subtract(inverse.matMul(residual.reshape(SIZE, 1)).reshape(SIZE));
        return x.subtract(inverse.matMul(g.apply(x).reshape(SIZE, 1)).reshape(SIZE));
    }

    private static Tensor value(Node node) {
        return Evaluator.of(Graph.of(node)).value(node);
    }

    private static List<Node> starts(Random random, List<Node> scope) {
        List<Node> starts = new ArrayList<>(picks(random, scope, 1 + random.nextInt(2)));
        if (random.nextInt(3) > 0) {
            starts.set(0, scope.get(scope.size() - 1));
        }
        return starts;
    }

    private static List<Node> picks(Random random, List<Node> scope, int count) {
        return Stream.generate(() -> pick(random, scope)).limit(count).toList();
    }

    private static List<Node> zeros(int count) {
        return new ArrayList<>(Stream.generate(() -> Constant.of(Tensor.zeros(SIZE)))
                .limit(count)
                .toList());
    }

    private static List<Node> with(List<Node> nodes, Node last) {
        List<Node> all = new ArrayList<>(nodes);
        all.add(last);
        return all;
    }

    private static List<Node> each(List<Node> of, IntFunction<Node> node) {
        return IntStream.range(0, of.size()).mapToObj(node).toList();
    }

    private static void forEach(List<Node> nodes, BiConsumer<Integer, Node> action) {
        IntStream.range(0, nodes.size()).forEach(i -> action.accept(i, nodes.get(i)));
    }

    /** Prints the graph of the loops. */
    @Override
    public String toString() {
        return "seed " + seed + "\n" + Graph.of(looped());
    }
}
