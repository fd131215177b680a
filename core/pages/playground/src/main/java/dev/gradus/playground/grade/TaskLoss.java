package dev.gradus.playground.grade;

import dev.gradus.graph.Graph;
import dev.gradus.node.AddBroadcast;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.playground.data.DataSet;
import dev.gradus.playground.language.OwnData;
import dev.gradus.playground.language.Program;
import dev.gradus.playground.link.Address;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The loss of a task's own lines on some rows, as a function of a prediction. The prediction is the last value that all weights
 * pass through before the lines compare it with the targets. Penalties that are added to the comparison do not count.
 */
final class TaskLoss {
    private final Run run;
    private final Input prediction;

    private TaskLoss(Run run, Input prediction) {
        this.run = run;
        this.prediction = prediction;
    }

    /** Empty if the lines do not work on these rows, or compare no prediction with the targets. */
    static Optional<TaskLoss> of(Address task, DataSet rows) {
        Optional<Node> objective =
                Program.onData(task.program(), rows.tensors(), task.seed()).objective();
        if (objective.isEmpty()) {
            return Optional.empty();
        }
        Node loss = objective.get();
        Set<Node> reading = reading(Graph.of(loss).nodes());
        for (Optional<Node> term = Optional.of(loss); term.isPresent(); term = onlyTerm(loss, reading)) {
            loss = term.get();
        }
        List<Node> nodes = Graph.of(loss).nodes();
        for (int i = nodes.size() - 1; i >= 0 && reading.contains(loss); i--) {
            Node prediction = nodes.get(i);
            Input instead = Input.of("prediction", prediction.shape());
            Graph rest = Graph.of(replaced(nodes, prediction, instead));
            if (prediction instanceof Op
                    && !reading.contains(prediction)
                    && rest.inputs().contains(instead)
                    && rest.parameters().isEmpty()) {
                return Optional.of(fed(rest, instead, rows));
            }
        }
        return Optional.empty();
    }

    /** The nodes that depend on another input than x, in whatever way. */
    static Set<Node> reading(Iterable<Node> nodes) {
        Set<Node> reading = new HashSet<>();
        for (Node node : nodes) {
            if (isTarget(node) || node.inputs().stream().anyMatch(reading::contains)) {
                reading.add(node);
            }
        }
        return reading;
    }

    static boolean isTarget(Node node) {
        return node instanceof Input && !OwnData.usualName(node.label()).equals(Optional.of("x"));
    }

    /** The one operand of a sum that depends on the targets, if the other does not. */
    private static Optional<Node> onlyTerm(Node sum, Set<Node> reading) {
        List<Node> terms = sum instanceof AddBroadcast
                ? sum.inputs().stream().filter(reading::contains).toList()
                : List.of();
        return terms.size() == 1 ? Optional.of(terms.get(0)) : Optional.empty();
    }

    /** The last of the nodes, computed with another node in place of one of them. */
    private static Node replaced(List<Node> nodes, Node one, Node other) {
        Map<Node, Node> copies = new HashMap<>(Map.of(one, other));
        for (Node node : nodes) {
            if (!copies.containsKey(node)) {
                List<Node> inputs = node.inputs().stream()
                        .map(input -> copies.getOrDefault(input, input))
                        .toList();
                copies.put(node, node instanceof Op op && !inputs.equals(op.inputs()) ? op.withInputs(inputs) : node);
            }
        }
        Node last = nodes.get(nodes.size() - 1);
        return copies.getOrDefault(last, last);
    }

    private static TaskLoss fed(Graph rest, Input prediction, DataSet rows) {
        Run run = Run.of(rest);
        for (Input input : rest.inputs()) {
            if (input != prediction) {
                run.feed(input, rows.get(input.label()));
            }
        }
        return new TaskLoss(run, prediction);
    }

    /** The number of elements of a prediction. */
    int elements() {
        return prediction.shape().elements();
    }

    double of(double... values) {
        run.feed(prediction, Tensor.of(prediction.shape(), values));
        return run.forward();
    }
}
