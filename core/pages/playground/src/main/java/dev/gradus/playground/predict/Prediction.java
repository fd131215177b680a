package dev.gradus.playground.predict;

import dev.gradus.graph.Graph;
import dev.gradus.loss.BinaryCrossEntropyLoss;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Softmax;
import dev.gradus.playground.language.OwnData;
import dev.gradus.playground.language.Program;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What the lines predict: the node with one of the usual names, otherwise the node that the loss compares with y, otherwise the
 * first value of each row that meets y.
 *
 * @param node the prediction
 * @param probability the function that turns it into a probability
 */
public record Prediction(Node node, UnaryOperator<Node> probability) {
    private static final List<String> NAMES = List.of(
            "ŷ", "y\u0302", "yHat", "y_hat", "yhat", "pred", "prediction", "p", "out", "y_pred", "output", "outputs");

    /** The prediction of a program; empty if it has none. */
    public static Optional<Prediction> of(Program program) {
        for (String name : NAMES) {
            Optional<Node> node = program.node(name).filter(one -> !one.inputs().isEmpty());
            if (node.isPresent()) {
                return node.map(one -> new Prediction(one, function(one, one)));
            }
        }
        return program.objective().flatMap(loss -> compared(loss).or(() -> meeting(loss)));
    }

    /** The other operand of an op that takes y. */
    private static Optional<Prediction> compared(Node objective) {
        for (Node node : Graph.of(objective).nodes()) {
            boolean takesTargets =
                    node.inputs().size() == 2 && node.inputs().stream().anyMatch(Prediction::isTarget);
            if (takesTargets) {
                Node first = node.inputs().get(0);
                Node other = isTarget(first) ? node.inputs().get(1) : first;
                return other.inputs().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Prediction(other, function(node, other)));
            }
        }
        return Optional.empty();
    }

    /** The first value that does not depend on y, among those that an op combines with y. */
    private static Optional<Prediction> meeting(Node objective) {
        Set<Node> ofTargets = new HashSet<>();
        List<Node> nodes = Graph.of(objective).nodes();
        for (Node node : nodes) {
            if (isTarget(node) || node.inputs().stream().anyMatch(ofTargets::contains)) {
                ofTargets.add(node);
            }
        }
        return nodes.stream()
                .filter(ofTargets::contains)
                .flatMap(node -> node.inputs().stream())
                .filter(node -> !ofTargets.contains(node)
                        && node instanceof Op
                        && node.shape().rank() == 2
                        && !Graph.of(node).inputs().isEmpty())
                .findFirst()
                .map(node -> new Prediction(node, function(objective, node)));
    }

    /** Whether a node is y, or a part of it such as {@code y[:, 0]}. */
    private static boolean isTarget(Node node) {
        return node instanceof Input && OwnData.usualName(node.label()).equals(Optional.of("y"))
                || node instanceof Op op
                        && op.inputs().size() == 1
                        && op.dependence().isMove()
                        && isTarget(op.inputs().get(0));
    }

    /** What turns the prediction that a loss takes into probabilities. */
    private static UnaryOperator<Node> function(Node loss, Node prediction) {
        boolean hasClasses =
                prediction.shape().rank() == 2 && prediction.shape().size(1) > 1;
        return hasClasses && !(prediction instanceof Softmax)
                ? logits -> logits.softmax(1)
                : loss instanceof BinaryCrossEntropyLoss ? Node::sigmoid : UnaryOperator.identity();
    }

    /** The number of rows whose likeliest class is another than their label. */
    public static int misclassified(double[] probabilities, double... labels) {
        int wrong = 0;
        for (int i = 0; i < labels.length; i++) {
            wrong += likeliest(probabilities, i, probabilities.length / labels.length) == labels[i] ? 0 : 1;
        }
        return wrong;
    }

    /** The class that a row is taken for. */
    private static int likeliest(double[] probabilities, int row, int classes) {
        if (classes == 1) {
            return probabilities[row] > 0.5 ? 1 : 0;
        }
        int best = 0;
        for (int k = 1; k < classes; k++) {
            best = probabilities[row * classes + k] > probabilities[row * classes + best] ? k : best;
        }
        return best;
    }

    /** Probabilities if the values are logits; otherwise the values themselves. */
    public Tensor probabilities(Tensor values) {
        Node probabilities =
                probability.apply(Constant.of(values)); // the engine's, whose bits are the same in every browser
        return probabilities instanceof Constant same
                ? same.value()
                : Evaluator.of(Graph.of(probabilities)).value(probabilities);
    }
}
