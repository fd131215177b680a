package dev.gradus.run;

import dev.gradus.flow.Loop;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Evaluates a graph in the simplest way: it computes each node once by its op's {@code forward}, into an array of its
 * own, and keeps all values. A {@link Run} computes the same bits faster.
 *
 * <p>Not thread-safe.
 */
public final class Evaluator {
    private final Graph graph;
    private final Objective objective;
    private final Parameters parameters;
    private final Feeds feeds;
    private Map<Node, double[]> values = new HashMap<>();

    /** Whether the values belong to other feeds, or an error interrupted their computation. */
    private boolean isStale;

    private long version;
    private Optional<Gradients> gradients = Optional.empty();

    Evaluator(Objective objective, Parameters parameters, Feeds feeds) {
        this.graph = objective.graph();
        this.objective = objective;
        this.parameters = parameters;
        this.feeds = feeds;
    }

    /** Returns an evaluator whose parameters have their initial values. */
    public static Evaluator of(Graph graph) {
        return of(graph, Parameters.of(graph));
    }

    /** Returns an evaluator that shares the given parameters. */
    public static Evaluator of(Graph graph, Parameters parameters) {
        Objects.requireNonNull(graph, "graph");
        Objects.requireNonNull(parameters, "parameters");
        return new Evaluator(Objective.of(graph), parameters, new Feeds(graph));
    }

    /**
     * Copies a value into an input.
     *
     * @throws FeedException if the graph has no such input, or the shapes differ; then nothing has changed
     */
    public Evaluator feed(Input input, Tensor value) {
        isStale = true;
        feeds.feed(input, value);
        return this;
    }

    /** Returns the graph that this evaluator computes. */
    public Graph graph() {
        return graph;
    }

    /**
     * Returns the node that {@link #gradient} differentiates: the {@linkplain Run.Builder#objective objective} of the
     * run that created this evaluator, or else the graph's only output.
     *
     * @throws IllegalStateException if there is no such node of one element
     */
    public Node objective() {
        return objective.orThrow();
    }

    /**
     * Returns the value of any node that depends only on the graph's inputs and parameters. It need not be part of the
     * graph: it may be a gradient, for example.
     *
     * @throws FeedException if inputs were not fed
     */
    public Tensor value(Node node) {
        return Tensor.of(node.shape(), compute(node));
    }

    /**
     * Returns the gradient of the {@link #objective()} with respect to any node.
     *
     * @throws IllegalStateException if there is no objective
     */
    public Tensor gradient(Node node) {
        Gradients swept = gradients.orElseGet(objective::gradients);
        gradients = Optional.of(swept);
        return value(swept.wrt(node));
    }

    /**
     * Returns an evaluator of a loop's {@linkplain Loop#body body}, fed with the numbers of one step. This computes the
     * steps before it.
     *
     * @param step the number of the step, from 0
     * @throws IndexOutOfBoundsException if there is no such step
     */
    public Evaluator step(Loop loop, int step) {
        Objects.requireNonNull(loop, "loop");
        return step(loop, step, loop.inputs().stream().map(this::value).toList());
    }

    /** @param inputs the values of the loop's inputs */
    static Evaluator step(Loop loop, int step, List<Tensor> inputs) {
        Evaluator inside = of(loop.body().graph());
        Map<Input, Tensor> given = loop.givenTo(step, inputs);
        inside.graph.inputs().forEach(input -> inside.feed(input, Objects.requireNonNull(given.get(input))));
        return inside;
    }

    private double[] compute(Node target) {
        feeds.check();
        if (isStale || version != parameters.version()) {
            values = new HashMap<>();
            version = parameters.version();
        }
        isStale = true;
        // Visits only nodes without a value, so that reading all values one by one takes linear time.
        Deque<Node> open = new ArrayDeque<>(List.of(target));
        while (!open.isEmpty()) {
            Node node = open.element();
            if (values.containsKey(node) || !pushUnknown(node.inputs(), open)) {
                values.computeIfAbsent(node, this::computeFromInputs);
                open.pop();
            }
        }
        isStale = false;
        return known(target);
    }

    /** Pushes the nodes without a value, the first on top, and returns whether there are any. */
    private boolean pushUnknown(List<Node> nodes, Deque<Node> open) {
        int before = open.size();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (!values.containsKey(nodes.get(i))) {
                open.push(nodes.get(i));
            }
        }
        return open.size() > before;
    }

    private double[] computeFromInputs(Node node) {
        if (node instanceof Op op) {
            double[] out = new double[op.shape().elements()];
            double[][] in = op.inputs().stream().map(this::known).toArray(double[][]::new);
            op.compute(in, out);
            return out;
        } else if (node instanceof Input input) {
            return feeds.value(input);
        } else if (node instanceof Parameter parameter) {
            return parameters.live(parameter);
        }
        return ((Constant) node).value().toArray();
    }

    private double[] known(Node node) {
        return Objects.requireNonNull(values.get(node));
    }
}
