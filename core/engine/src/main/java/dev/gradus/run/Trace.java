package dev.gradus.run;

import dev.gradus.flow.Loop;
import dev.gradus.graph.Graph;
import dev.gradus.graph.Lookalikes;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A forward pass, a backward pass and perhaps an update, as a list of steps with their numbers in a teacher's order.
 * First every op forward, then the seed ∂J/∂J = 1. Then follows, op by op from the end, what its rule hands to each
 * input, the fold where broadcasting made copies, and the sum where a node has several uses. A leaf's sum comes after the
 * contributions of the next op. Immutable.
 *
 * <p>The backward steps are those that a run takes: towards the parameters, or towards the inputs if the graph has no
 * parameters, and towards nodes that are asked for.
 */
public final class Trace {
    private final Graph graph;
    private final Node objective;
    private final List<Step> steps;
    private final Map<Node, Tensor> values;
    private final Map<Node, Node> gradients;

    private Trace(Graph graph, Node objective, List<Step> steps, Map<Node, Tensor> values, Map<Node, Node> gradients) {
        this.graph = graph;
        this.objective = objective;
        this.steps = List.copyOf(steps);
        this.values = values;
        this.gradients = gradients;
    }

    /** The steps of the passes that this run would make now, with its feeds and parameters. */
    public static Trace of(Run run, Node... alsoBy) {
        Objects.requireNonNull(run, "run");
        return of(run.evaluator(), alsoBy);
    }

    /**
     * The steps of the passes with these feeds and parameters.
     *
     * @param alsoBy what gradients are wanted of, beside the parameters
     * @throws IllegalStateException if there is no {@linkplain Evaluator#objective objective}
     * @throws FeedException if inputs were not fed
     * @throws IllegalArgumentException if a node that is asked for is not part of the graph
     */
    public static Trace of(Evaluator evaluator, Node... alsoBy) {
        Objects.requireNonNull(alsoBy, "alsoBy");
        Nodes.checkedPartOf(evaluator.graph(), "Trace.of", alsoBy);
        TraceRecorder recorder = new TraceRecorder(evaluator, List.of(alsoBy));
        return new Trace(
                evaluator.graph(), evaluator.objective(), recorder.steps(), recorder.values(), recorder.gradients());
    }

    /**
     * The steps of the forward pass alone, of a graph with any outputs: of a tangent, of a gradient, of one step of a loop.
     *
     * @throws FeedException if inputs were not fed
     */
    public static Trace forward(Evaluator evaluator) {
        Objects.requireNonNull(evaluator, "evaluator");
        TraceRecorder recorder = new TraceRecorder(evaluator);
        Graph graph = evaluator.graph();
        return new Trace(graph, graph.outputs().get(0), recorder.steps(), recorder.values(), Map.of());
    }

    /**
     * One step of a loop, whose values this trace has, as the forward pass of the loop's body.
     *
     * @param step from 0
     * @throws IndexOutOfBoundsException if there is no such step
     * @throws IllegalArgumentException if the loop is not part of the trace
     */
    public Trace step(Loop loop, int step) {
        Objects.requireNonNull(loop, "loop");
        return forward(Evaluator.step(
                loop, step, loop.inputs().stream().map(this::value).toList()));
    }

    /**
     * Takes one training step with this run and records it: forward, backward, update.
     *
     * @param update what changes the parameters after the backward pass, as {@code descent::step}
     * @param formula the new value of a parameter in terms of it and its gradient, if there is a formula
     */
    public static Trace ofTraining(Run run, Consumer<Run> update, BiFunction<Parameter, Node, Optional<Node>> formula) {
        Objects.requireNonNull(update, "update");
        Objects.requireNonNull(formula, "formula");
        Objects.requireNonNull(run, "run");
        Evaluator evaluator = run.evaluator();
        TraceRecorder recorder = new TraceRecorder(evaluator, List.of());
        Map<Parameter, Optional<Node>> formulas = run.graph().parameters().stream()
                .filter(parameter -> !run.parameters().isFrozen(parameter))
                .collect(Collectors.toMap(
                        parameter -> parameter, parameter -> formula.apply(parameter, recorder.gradient(parameter))));
        formulas.values().forEach(known -> known.ifPresent(recorder::remember));
        run.forward();
        run.backward();
        update.accept(run);
        for (Parameter parameter : run.graph().parameters()) {
            if (formulas.containsKey(parameter)) {
                recorder.update(
                        parameter,
                        formulas.get(parameter).orElse(parameter),
                        run.parameters().get(parameter));
            }
        }
        return new Trace(run.graph(), evaluator.objective(), recorder.steps(), recorder.values(), recorder.gradients());
    }

    /** The graph whose passes these are. */
    public Graph graph() {
        return graph;
    }

    /** The output whose gradients these are; of a forward pass alone the first one. */
    public Node objective() {
        return objective;
    }

    /** The steps in their order. */
    public List<Step> steps() {
        return steps;
    }

    /** Whether the trace knows the value of this node. */
    public boolean has(Node node) {
        Objects.requireNonNull(node, "node");
        return values.containsKey(node);
    }

    /**
     * The value before an update of a node of the graph, of a gradient, or of a node that a gradient needs.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public Tensor value(Node node) {
        return Optional.ofNullable(values.get(node))
                .orElseThrow(() -> new IllegalArgumentException(
                        "Trace: " + Objects.requireNonNull(node, "node").describe() + " is not part of it"
                                + Lookalikes.hint(node, values.keySet())));
    }

    /** The gradient with respect to each node that the backward pass went through, as a node, in the order of the sweep. */
    public Map<Node, Node> gradients() {
        return gradients;
    }

    /**
     * The same steps with other numbers of these nodes, as another program computed them.
     *
     * @throws IllegalArgumentException if a node is not part of the trace, or its numbers have another shape
     */
    public Trace with(Map<Node, Tensor> numbers) {
        Objects.requireNonNull(numbers, "numbers");
        Map<Node, Tensor> known = new LinkedHashMap<>(values);
        numbers.forEach((node, value) -> {
            if (!value(node).shape().equals(value.shape())) {
                throw new IllegalArgumentException("Trace.with: " + node.describe() + " has shape " + node.shape()
                        + ", but its numbers have shape " + value.shape());
            }
            known.put(node, value);
        });
        return new Trace(graph, objective, steps, Collections.unmodifiableMap(known), gradients)
                .map(step -> step.phase() == Step.Phase.UPDATE || !numbers.containsKey(step.result())
                        ? step
                        : step.with(Objects.requireNonNull(numbers.get(step.result()))));
    }

    /** The same trace with each step replaced. Checkers add their findings this way. */
    public Trace map(UnaryOperator<Step> change) {
        Objects.requireNonNull(change, "change");
        return new Trace(graph, objective, steps.stream().map(change).toList(), values, gradients);
    }
}
