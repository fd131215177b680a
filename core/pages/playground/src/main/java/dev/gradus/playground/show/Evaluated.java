package dev.gradus.playground.show;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.playground.data.DataSet;
import dev.gradus.playground.language.BadValues;
import dev.gradus.playground.language.Problem;
import dev.gradus.playground.language.Program;
import dev.gradus.playground.language.Program.Kind;
import dev.gradus.playground.language.Program.Named;
import dev.gradus.playground.language.Remedies;
import dev.gradus.playground.language.Span;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Parameters;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The values of all lines: a graph that includes lines which the loss does not use. If a line is wrong or its value cannot be
 * computed, it is the graph of the lines before it, and of the operands of the op that is missing.
 */
public final class Evaluated {
    private final Program program;
    private final List<Named> names;
    private final Map<Node, Integer> ids = new LinkedHashMap<>();
    private final Optional<Evaluator> evaluator;
    private final Optional<Problem> problem;

    private Evaluated(
            Program program,
            DataSet data,
            Map<Parameter, Tensor> numbers,
            List<Named> names,
            Optional<Problem> problem) {
        this.program = program;
        this.names = names;
        this.problem = problem;
        Set<Node> outputs = new LinkedHashSet<>();
        names.stream()
                .filter(named -> named.kind() != Kind.NUMBER)
                .forEach(named -> named.node().ifPresent(outputs::add));
        problem.ifPresent(wrong -> {
            outputs.addAll(program.inputs().values());
            outputs.addAll(wrong.operands());
        });
        if (outputs.isEmpty()) {
            this.evaluator = Optional.empty();
            return;
        }
        Graph graph = Graph.of(outputs);
        graph.nodes().forEach(node -> ids.put(node, ids.size()));
        Parameters parameters = Parameters.of(graph);
        graph.parameters().forEach(parameter -> {
            if (numbers.containsKey(parameter)) {
                parameters.set(parameter, numbers.getOrDefault(parameter, parameter.initialValue()));
            }
        });
        Evaluator values = Evaluator.of(graph, parameters);
        for (Input input : graph.inputs()) {
            values.feed(input, data.get(input.label()));
        }
        this.evaluator = Optional.of(values);
    }

    /** @param numbers the numbers of parameters that do not have their initial ones */
    public static Evaluated of(Program program, DataSet data, Map<Parameter, Tensor> numbers) {
        Evaluated whole = new Evaluated(program, data, numbers, program.names(), program.problem());
        for (Node node : whole.ids.keySet()) {
            if (node instanceof Op op && whole.failure(op).isPresent()) {
                Problem wrong =
                        Problem.at(whole.span(op), "no value", whole.failure(op).get());
                return whole.before(op, BadValues.outOfRange(program, op, wrong, whole.operands(op)), data, numbers);
            }
        }
        return whole;
    }

    /** The same, with a problem if the loss is not finite, which nobody can train. */
    public static Evaluated beginning(Program program, DataSet data, Map<Parameter, Tensor> numbers) {
        Evaluated whole = of(program, data, numbers);
        Optional<Node> loss = program.objective().filter(node -> whole.problem.isEmpty());
        if (loss.filter(node -> !whole.isFinite(node)).isEmpty()) {
            return whole;
        }
        for (Node node : Graph.of(loss.get()).nodes()) {
            if (node instanceof Op op
                    && !whole.isFinite(op)
                    && op.inputs().stream().allMatch(whole::isFinite)) {
                Problem wrong = BadValues.notFinite(program, op, whole.span(op), whole.operands(op));
                return whole.before(op, wrong, data, numbers);
            }
        }
        return whole;
    }

    private List<Tensor> operands(Op op) {
        return op.inputs().stream().map(input -> value(input).orElseThrow()).toList();
    }

    private boolean isFinite(Node node) {
        return value(node)
                .filter(values -> Arrays.stream(values.toArray()).allMatch(Double::isFinite))
                .isPresent();
    }

    private Span span(Node op) {
        return program.spans().getOrDefault(op, new Span(0, 0));
    }

    /** The lines before an op that is the problem. */
    private Evaluated before(Op op, Problem problemOfOp, DataSet data, Map<Parameter, Tensor> numbers) {
        List<Named> fine = new ArrayList<>();
        for (Named named : names) {
            boolean needsIt = named.node()
                    .filter(node ->
                            ids.containsKey(node) && Graph.of(node).nodes().contains(op))
                    .isPresent();
            if (needsIt) {
                break;
            }
            fine.add(named);
        }
        Problem about = problemOfOp.about(op.notation().symbol(), op.inputs());
        return new Evaluated(program, data, numbers, fine, Optional.of(about));
    }

    /** The same if a training cannot begin. */
    public Evaluated failing(RuntimeException thrown, DataSet data, Map<Parameter, Tensor> numbers) {
        Named last = program.names().get(program.names().size() - 1);
        return new Evaluated(
                program, data, numbers, names, Optional.of(Problem.at(last.span(), "no value", sentence(thrown))));
    }

    /** The same with the remedies that help. */
    public Evaluated helped(DataSet data, Map<Parameter, Tensor> numbers, Function<String, Program> read) {
        return problem.isEmpty() || problem.equals(program.problem())
                ? this
                : new Evaluated(
                        program,
                        data,
                        numbers,
                        names,
                        Optional.of(Remedies.helping(problem.get(), program.text(), read)));
    }

    private Optional<String> failure(Node node) {
        try {
            evaluator.orElseThrow().value(node);
            return Optional.empty();
        } catch (RuntimeException thrown) { // from a check of numbers
            return Optional.of(sentence(thrown));
        }
    }

    private static String sentence(RuntimeException thrown) {
        String message = String.valueOf(thrown.getMessage());
        return message.endsWith(".") ? message : message + ".";
    }

    /** The value of a node; empty if it cannot be computed. */
    public Optional<Tensor> value(Node node) {
        if (node instanceof Constant constant) {
            return Optional.of(constant.value());
        }
        return evaluator.isPresent() && ids.containsKey(node) && failure(node).isEmpty()
                ? evaluator.map(values -> values.value(node))
                : Optional.empty();
    }

    /** Why nothing can be trained: the problem of the program or of a value. */
    public Optional<Problem> problem() {
        return problem;
    }

    /** The lines that have a value, with functions and plain numbers. */
    List<Named> names() {
        return names;
    }

    /** The nodes of the graph, in the order of their ids. */
    public List<Node> nodes() {
        return List.copyOf(ids.keySet());
    }

    /** The id of a node in the answer's graph, or −1. */
    public int id(Node node) {
        return ids.getOrDefault(node, -1);
    }

    /** The results that nothing else uses: where a page begins to match this graph with its trace. */
    List<Integer> outputs() {
        return evaluator
                .map(values -> values.graph().outputs().stream().map(this::id).toList())
                .orElse(List.of());
    }

    /** The forward pass of these lines; empty if there is no value. */
    public Optional<Trace> trace() {
        return evaluator.map(Trace::forward);
    }
}
