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
 * A forward pass, a backward pass and optionally an update, as a list of steps with their numbers. Immutable.
 *
 * <p>The steps are in the order in which a teacher would show them:
 *
 * <ol>
 *   <li>the value of each op;
 *   <li>the seed ∂J/∂J = 1;
 *   <li>for each op, from the last to the first, the contributions of its rule to the gradients of its inputs, followed
 *       by sums over broadcast copies and over the uses of a node. The sums of leaves follow the contributions of the
 *       next op;
 *   <li>the update of each parameter.
 * </ol>
 *
 * <p>The backward pass computes the gradients with respect to the parameters, or the inputs if there are no parameters,
 * and to requested nodes.
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

    /** Records the passes of a run with its current feeds and parameters. */
    public static Trace of(Run run, Node... alsoBy) {
        Objects.requireNonNull(run, "run");
        return of(run.evaluator(), alsoBy);
    }

    /**
     * Records the passes of an evaluator with its current feeds and parameters.
     *
     * @param alsoBy additional nodes to differentiate with respect to
     * @throws IllegalStateException if there is no {@linkplain Evaluator#objective objective}
     * @throws FeedException if inputs were not fed
     * @throws IllegalArgumentException if one of {@code alsoBy} is not part of the graph
     */
    public static Trace of(Evaluator evaluator, Node... alsoBy) {
        Objects.requireNonNull(alsoBy, "alsoBy");
        Nodes.checkedPartOf(evaluator.graph(), "Trace.of", alsoBy);
        TraceRecorder recorder = new TraceRecorder(evaluator, List.of(alsoBy));
        return new Trace(
                evaluator.graph(), evaluator.objective(), recorder.steps(), recorder.values(), recorder.gradients());
    }

    /**
     * Records only the forward pass. The graph may have any outputs.
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
     * Returns the forward pass of a loop's body in one step of the loop.
     *
     * @param step the number of the step, from 0
     * @throws IndexOutOfBoundsException if there is no such step
     * @throws IllegalArgumentException if the loop is not part of the trace
     */
    public Trace step(Loop loop, int step) {
        Objects.requireNonNull(loop, "loop");
        return forward(Evaluator.step(
                loop, step, loop.inputs().stream().map(this::value).toList()));
    }

    /**
     * Executes and records one training step: forward, backward, update.
     *
     * @param update updates the parameters after the backward pass, for example {@code descent::step}
     * @param formula returns the new value of a parameter, computed from the parameter and its gradient, if there is a
     *     formula
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

    /** Returns the graph whose passes were recorded. */
    public Graph graph() {
        return graph;
    }

    /** Returns the node that was differentiated, or the first output if only the forward pass was recorded. */
    public Node objective() {
        return objective;
    }

    /** Returns the steps in order. */
    public List<Step> steps() {
        return steps;
    }

    /** Returns whether the trace has the value of a node. */
    public boolean has(Node node) {
        Objects.requireNonNull(node, "node");
        return values.containsKey(node);
    }

    /**
     * Returns the value, before any update, of a node of the graph, of a gradient, or of a node from which a gradient
     * is computed.
     *
     * @throws IllegalArgumentException if the node is none of these
     */
    public Tensor value(Node node) {
        return Optional.ofNullable(values.get(node))
                .orElseThrow(() -> new IllegalArgumentException(
                        "Trace: " + Objects.requireNonNull(node, "node").describe() + " is not part of it"
                                + Lookalikes.hint(node, values.keySet())));
    }

    /** Returns the gradient, as a node, of each node that the backward pass visited, in the order of the visits. */
    public Map<Node, Node> gradients() {
        return gradients;
    }

    /**
     * Returns the same steps with other numbers for some nodes, for example numbers that another program computed.
     *
     * @throws IllegalArgumentException if a node is not part of the trace, or its numbers have a different shape
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

    /** Returns the same trace with each step replaced, for example by one with the result of a check. */
    public Trace map(UnaryOperator<Step> change) {
        Objects.requireNonNull(change, "change");
        return new Trace(graph, objective, steps.stream().map(change).toList(), values, gradients);
    }
}
