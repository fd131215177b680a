package dev.gradus.testkit;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Recipe;
import dev.gradus.testkit.domain.Directions;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * A graph of random ops whose output is a scalar, with values to feed. Its inputs are x (n, m) and y (m), and its
 * parameters are W (m, n) and b (). The output depends on all nodes. It prints as {@link Graph} does.
 */
public final class RandomGraph {
    private static final int MOST_STEPS = 20;

    private final Recipe recipe;
    private final int n;
    private final int m;
    private final Graph graph;
    private final Map<Input, Tensor> feeds = new LinkedHashMap<>();

    RandomGraph(Recipe recipe, int n, int m) {
        this.recipe = recipe;
        this.n = n;
        this.m = m;
        Input x = input("x", Shape.of(n, m), 0);
        Input y = input("y", Shape.of(m), 1);
        List<Node> leaves = List.of(
                x, y, Parameter.of("W", values(Shape.of(m, n), 2)), Parameter.of("b", values(Shape.scalar(), 3)));
        List<Node> grown = recipe.grow(leaves);
        Set<Node> used = new HashSet<>();
        grown.forEach(node -> used.addAll(node.inputs()));
        Node objective = x.sum();
        for (Node node : grown) {
            objective = used.contains(node) || node == x ? objective : objective.add(node.sum());
        }
        this.graph = Graph.of(objective);
        feeds.keySet().retainAll(graph.inputs());
    }

    /** A graph of the first {@code ops} of all ops. */
    static RandomGraph draw(Random random, int ops) {
        Recipe recipe = Recipe.draw(random, random.nextInt(MOST_STEPS + 1), ops);
        return new RandomGraph(recipe, 1 + random.nextInt(3), 1 + random.nextInt(4));
    }

    /** A graph on larger leaves. */
    static RandomGraph drawLarge(Random random, int ops) {
        Recipe recipe = Recipe.draw(random, random.nextInt(MOST_STEPS + 1), ops);
        return new RandomGraph(recipe, 45 + random.nextInt(216), 45 + random.nextInt(216));
    }

    private Input input(String name, Shape shape, int start) {
        Input input = Input.of(name, shape);
        feeds.put(input, values(shape, start));
        return input;
    }

    /** Distinct numbers from −2 to 2, none near 0, where there are kinks. */
    private static Tensor values(Shape shape, int start) {
        return Tensor.of(shape, Directions.golden(shape.elements(), 10 * start)).map(value -> 2 * value);
    }

    /** The graph, whose one output is a scalar. */
    public Graph graph() {
        return graph;
    }

    /** The output. */
    public Node objective() {
        return graph.outputs().get(0);
    }

    /** A value for each input. */
    public Map<Input, Tensor> feeds() {
        return Map.copyOf(feeds);
    }

    /** A run with these values fed. */
    public Run run() {
        Run run = Run.of(graph);
        feed(run::feed);
        return run;
    }

    /** A run with options and these values fed. */
    public Run run(UnaryOperator<Run.Builder> options) {
        Objects.requireNonNull(options, "options");
        Run run = options.apply(Run.builder(graph)).build();
        feed(run::feed);
        return run;
    }

    /** A plain evaluator with these values fed. */
    public Evaluator evaluator() {
        Evaluator evaluator = Evaluator.of(graph);
        feed(evaluator::feed);
        return evaluator;
    }

    private void feed(BiConsumer<Input, Tensor> feed) {
        feeds.forEach(feed);
    }

    Recipe recipe() {
        return recipe;
    }

    int n() {
        return n;
    }

    int m() {
        return m;
    }

    @Override
    public String toString() {
        return "\n" + graph;
    }
}
