package dev.gradus.playground.grade;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.playground.data.DataSet;
import dev.gradus.playground.language.OwnData;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.BatchGraph;
import dev.gradus.train.ReceiptTraining;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The graph of a receipt, with the weights of its training. Of graphs for several sizes of batches it takes the largest, and
 * computes the rows in portions.
 *
 * @param names the data that feed the inputs of the graph, in their order, whatever the graph calls them
 */
public record ReceiptGraph(ReceiptTraining training, List<String> names) implements Submitted {
    private BatchGraph graph() {
        return training.graphs().get(training.graphs().size() - 1);
    }

    private Optional<String> name(Node input) {
        int index = graph().inputs().indexOf(input);
        return index < 0 ? Optional.empty() : OwnData.usualName(names.get(index));
    }

    /** The nodes that depend on an input which is not fed with x. */
    private Set<Node> reading() {
        Set<Node> reading = new HashSet<>();
        for (Node node : graph().graph().nodes()) {
            boolean isTarget = node instanceof Input && !name(node).equals(Optional.of("x"));
            if (isTarget || node.inputs().stream().anyMatch(reading::contains)) {
                reading.add(node);
            }
        }
        return reading;
    }

    @Override
    public Values on(DataSet rows, int elements) {
        Set<Node> reading = reading();
        int all = rows.rows(), portion = graph().inputs().get(0).shape().size(0);
        List<Node> free = graph().graph().nodes().stream()
                .filter(node -> node instanceof Op
                        && (long) node.shape().elements() * all == (long) elements * portion
                        && !reading.contains(node))
                .toList();
        if (free.isEmpty() || portion > all) {
            return weights -> List.of();
        }
        Run run = Run.builder(Graph.of(free)).keep(free.toArray(Node[]::new)).build();
        return weights -> {
            run.graph()
                    .parameters()
                    .forEach(one -> run.parameters()
                            .set(one, weights.apply(one, training.parameters().get(one))));
            List<double[]> values =
                    free.stream().map(node -> new double[elements]).toList();
            for (int from = 0; from < all; from += portion) {
                int start = Math.min(from, all - portion);
                int[] indices = IntStream.range(start, start + portion).toArray();
                run.graph()
                        .inputs()
                        .forEach(input -> run.feed(input, rows.get("x").rows(indices)));
                run.forward();
                for (int i = 0; i < values.size(); i++) {
                    double[] part = run.value(free.get(i)).toArray();
                    System.arraycopy(part, 0, values.get(i), start * (elements / all), part.length);
                }
            }
            return values;
        };
    }

    @Override
    public Optional<Tensor> weight(String name) {
        return training.parameters().all().stream()
                .filter(one -> one.label().equals(name))
                .findFirst()
                .map(training.parameters()::get);
    }

    @Override
    public Optional<String> leak() {
        Set<Node> reading = reading();
        List<Node> entries = new ArrayList<>();
        for (Node node : graph().graph().nodes()) {
            boolean takes = node.inputs().stream().anyMatch(input -> input instanceof Input && reading.contains(input));
            if (takes) {
                entries.add(node);
            }
        }
        return entries.stream()
                .filter(node -> node.shape().elements() > 1)
                .findFirst()
                .map(node -> "The targets enter its graph in " + node.describe()
                        + ". A prediction may depend on x and on weights only.");
    }
}
