package dev.gradus.playground;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.playground.language.Program;
import dev.gradus.playground.language.Program.Kind;
import dev.gradus.playground.language.Program.Named;
import dev.gradus.playground.language.Span;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Parameters;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values of all lines: a graph that includes lines which the loss does not use. */
final class Evaluated {
    private final Program program;
    private final List<Node> nodes;
    private final Map<Node, Integer> ids = new LinkedHashMap<>();
    private final Optional<Evaluator> evaluator;
    private Optional<Failure> problem = Optional.empty();

    /** A line whose value cannot be computed, with the reason. */
    record Failure(Span span, String sentence) {}

    private Evaluated(Program program, DataSet data, Map<Parameter, Tensor> numbers) {
        this.program = program;
        Set<Node> outputs = new LinkedHashSet<>();
        program.names().stream()
                .filter(named -> named.kind() != Kind.NUMBER)
                .forEach(named -> named.node().ifPresent(outputs::add));
        program.problem().ifPresent(wrong -> outputs.addAll(wrong.operands()));
        if (outputs.isEmpty()) {
            this.nodes = List.of();
            this.evaluator = Optional.empty();
            return;
        }
        Graph graph = Graph.of(outputs);
        this.nodes = List.copyOf(graph.nodes());
        nodes.forEach(node -> ids.put(node, ids.size()));
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
        compute();
    }

    /** @param numbers the numbers of parameters that do not have their initial ones */
    static Evaluated of(Program program, DataSet data, Map<Parameter, Tensor> numbers) {
        return new Evaluated(program, data, numbers);
    }

    /** Computes the lines in order, up to the first that fails. */
    private void compute() {
        for (Named named : program.names()) {
            try {
                named.node()
                        .filter(ids::containsKey)
                        .ifPresent(node -> evaluator.orElseThrow().value(node));
            } catch (RuntimeException thrown) {
                problem = Optional.of(new Failure(named.span(), sentence(thrown)));
                return;
            }
        }
    }

    /** Records that training cannot begin. */
    Evaluated failing(RuntimeException thrown) {
        Named last = program.names().get(program.names().size() - 1);
        problem = Optional.of(new Failure(last.span(), sentence(thrown)));
        return this;
    }

    private static String sentence(RuntimeException thrown) {
        String message = String.valueOf(thrown.getMessage());
        return message.endsWith(".") ? message : message + ".";
    }

    Optional<Tensor> value(Node node) {
        if (node instanceof Constant constant) {
            return Optional.of(constant.value());
        }
        if (evaluator.isEmpty() || !ids.containsKey(node)) {
            return Optional.empty();
        }
        try {
            return Optional.of(evaluator.get().value(node));
        } catch (RuntimeException thrown) {
            return Optional.empty();
        }
    }

    /** The line whose value cannot be computed; empty if the program itself is wrong. */
    Optional<Failure> failure() {
        return problem;
    }

    /** Why nothing can be trained: the error of the program or of a value. */
    Optional<String> problem() {
        return program.problem().map(wrong -> wrong.sentence()).or(() -> problem.map(Failure::sentence));
    }

    List<Node> nodes() {
        return new ArrayList<>(nodes);
    }

    /** The id of a node in the answer's graph, or −1. */
    int id(Node node) {
        return ids.getOrDefault(node, -1);
    }
}
