package dev.gradus.graph;

import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/**
 * A loss of two inputs and three parameters through the ops that the choices name, with fan-out, all kinds of broadcasting,
 * and unused parts. Numbers stay moderate.
 */
public final class RandomGraph {
    private static final int KINDS = 17;

    private final List<Integer> choices;
    private final Shape shape;
    private final Input x, y;
    private final Parameter W, row, s;
    private final List<Node> nodes;
    private final Node objective;

    private RandomGraph(List<Integer> choices, int rows, int columns) {
        this.choices = choices;
        shape = Shape.of(rows, columns);
        x = Input.of("x", shape);
        y = Input.of("y", shape);
        W = Parameter.of("W", numbers(1, columns, columns));
        row = Parameter.of("row", numbers(2, 1, columns));
        s = Parameter.of("s", numbers(3));
        nodes = new ArrayList<>(List.of(x, y));
        for (int choice : choices) {
            int operands = choice / KINDS;
            nodes.add(op(choice % KINDS, node(operands), node(operands / 31)));
        }
        Node last = nodes.get(nodes.size() - 1), oneBefore = nodes.get(nodes.size() - 2);
        objective = new MseLoss(last, y).add(oneBefore.mean());
    }

    private Node node(int choice) {
        return nodes.get(choice % nodes.size());
    }

    private Node op(int kind, Node a, Node b) {
        return switch (kind) {
            case 0 -> a.add(b);
            case 1 -> a.subtract(b);
            case 2 -> a.tanh().multiply(b);
            case 3 -> a.divide(b.multiply(b).add(1));
            case 4 -> a.negate();
            case 5 -> a.tanh().exp();
            case 6 -> a.multiply(a).add(1).log();
            case 7 -> a.sigmoid();
            case 8 -> a.relu();
            case 9 -> a.matMul(W).tanh();
            case 10 -> a.add(row);
            case 11 -> s.multiply(a);
            case 12 -> a.greater(b).where(a, b.tanh());
            case 13 -> a.subtract(a.mean(1).keepDims());
            case 14 -> a.sum(0).broadcastTo(shape);
            case 15 -> a.matMul(b.transpose()).tanh().matMul(b);
            default ->
                a.stopGradient().add(b.reshape(shape.size(1), shape.size(0)).reshape(shape));
        };
    }

    /** Returns the last node compared with y, plus the contribution of the one before. */
    public Node objective() {
        return objective;
    }

    /** Returns the chosen nodes, inputs first; not all of them lead to the objective. */
    public List<Node> nodes() {
        return nodes;
    }

    public Graph graph() {
        return Graph.of(objective);
    }

    /** Returns the plain evaluator, fed. */
    public Evaluator evaluator() {
        Evaluator evaluator = Evaluator.of(graph());
        graph().inputs().forEach(input -> evaluator.feed(input, value(input)));
        return evaluator;
    }

    /** Feeds a run of this graph. */
    public Run fed(Run run) {
        run.graph().inputs().forEach(input -> run.feed(input, value(input)));
        return run;
    }

    private Tensor value(Input input) {
        return numbers(input.equals(x) ? 4 : 5, shape.sizes());
    }

    private static Tensor numbers(long seed, int... sizes) {
        Random random = new Random(seed);
        return Tensor.generate(Shape.of(sizes), i -> 2 * random.nextDouble() - 1);
    }

    @Override
    public String toString() {
        return choices + ":\n" + graph();
    }

    private static Arbitrary<RandomGraph> graphs(int rows, int columns) {
        return Arbitraries.integers()
                .between(0, 1 << 20)
                .list()
                .ofMaxSize(15)
                .map(choices -> new RandomGraph(choices, rows, columns))
                .withoutEdgeCases();
    }

    /** Up to 15 ops. */
    public static final class Domain extends DomainContextBase {
        @Provide
        Arbitrary<RandomGraph> graphs() {
            return RandomGraph.graphs(2, 3);
        }
    }

    /** Up to 15 ops, where one graph in fifty has values large enough to be distributed over threads. */
    public static final class SmallAndLarge extends DomainContextBase {
        @Provide
        Arbitrary<RandomGraph> graphs() {
            return Arbitraries.frequencyOf(
                    Tuple.of(40, RandomGraph.graphs(2, 3)),
                    Tuple.of(9, RandomGraph.graphs(5, 7)),
                    Tuple.of(1, RandomGraph.graphs(64, 65)));
        }
    }
}
