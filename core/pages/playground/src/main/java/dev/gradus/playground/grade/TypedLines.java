package dev.gradus.playground.grade;

import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.playground.data.DataSet;
import dev.gradus.playground.language.Program;
import dev.gradus.playground.language.Sizes;
import dev.gradus.playground.predict.Prediction;
import dev.gradus.playground.training.Training;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The lines of a link, with the weights of its training.
 *
 * @param program the lines on their own data
 * @param seed the seed of the lines
 */
public record TypedLines(Program program, int seed, Training training) implements Submitted {
    @Override
    public Values on(DataSet rows, int elements) {
        Program read = Program.onData(program.text(), rows.tensors(), seed);
        List<Node> named =
                read.names().stream().flatMap(one -> one.node().stream()).toList();
        if (read.problem().isPresent() || named.isEmpty()) {
            throw new UnfitException("The lines do not work on them.");
        }
        List<Node> nodes = Graph.of(named).nodes();
        Set<Node> reading = TaskLoss.reading(nodes);
        List<Node> free = nodes.stream()
                .filter(node -> node instanceof Op && node.shape().elements() == elements && !reading.contains(node))
                .toList();
        if (free.isEmpty()) {
            return weights -> List.of();
        }
        Run run = Run.builder(Graph.of(free)).keep(free.toArray(Node[]::new)).build();
        run.graph().inputs().forEach(input -> run.feed(input, rows.get(input.label())));
        Map<Parameter, Tensor> trained = trained(run.graph().parameters());
        return weights -> {
            trained.forEach((parameter, numbers) -> run.parameters().set(parameter, weights.apply(parameter, numbers)));
            run.forward();
            return free.stream().map(node -> run.value(node).toArray()).toList();
        };
    }

    /** The numbers of the training, which belong to a weight by its name. */
    private Map<Parameter, Tensor> trained(List<Parameter> here) {
        Map<Parameter, Tensor> trained = new LinkedHashMap<>();
        for (Parameter parameter : here) {
            Tensor numbers = weight(parameter.label()).orElse(parameter.initialValue());
            if (!numbers.shape().equals(parameter.shape())) {
                throw new UnfitException("The weight " + parameter.label() + " is " + Sizes.of(numbers.shape())
                        + ", but on them the lines make it " + Sizes.of(parameter.shape()) + ".");
            }
            trained.put(parameter, numbers);
        }
        return trained;
    }

    @Override
    public Optional<Tensor> weight(String name) {
        return training.parameters().stream()
                .filter(one -> one.label().equals(name))
                .findFirst()
                .map(one -> training.run().parameters().get(one));
    }

    @Override
    public Optional<String> leak() {
        return Prediction.of(program)
                .map(Prediction::node)
                .or(program::objective)
                .flatMap(node -> entry(Graph.of(node).nodes()))
                .map(op -> "Its prediction reads the targets in " + line(op)
                        + ". A prediction may depend on x and on weights only.");
    }

    /** The first op that takes the targets. */
    static Optional<Node> entry(List<Node> nodes) {
        return nodes.stream()
                .filter(node -> node.inputs().stream().anyMatch(TaskLoss::isTarget))
                .findFirst();
    }

    private String line(Node op) {
        int from = Optional.ofNullable(program.spans().get(op))
                .map(span -> span.from())
                .orElse(0);
        List<String> lines = new ArrayList<>(List.of(program.text().split("\n", -1)));
        int line = (int)
                program.text().substring(0, from).chars().filter(c -> c == '\n').count();
        return "line " + (line + 1) + ", “" + lines.get(line).strip() + "”";
    }
}
