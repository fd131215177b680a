package dev.gradus.playground;

import dev.gradus.graph.Graph;
import dev.gradus.loss.BinaryCrossEntropyLoss;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.playground.language.OwnData;
import dev.gradus.playground.language.Program;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * What the lines predict: the node with one of the usual names, otherwise the node that the loss compares with y.
 *
 * @param node the prediction
 * @param isLogit whether a sigmoid turns it into a probability
 */
record Prediction(Node node, boolean isLogit) {
    private static final List<String> NAMES = List.of(
            "ŷ", "y\u0302", "yHat", "y_hat", "yhat", "pred", "prediction", "p", "out", "y_pred", "output", "outputs");

    static Optional<Prediction> of(Program program) {
        for (String name : NAMES) {
            Optional<Node> node = program.node(name).filter(one -> !one.inputs().isEmpty());
            if (node.isPresent()) {
                return node.map(one -> new Prediction(one, false));
            }
        }
        return program.objective().flatMap(Prediction::compared);
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
                        : Optional.of(new Prediction(other, node instanceof BinaryCrossEntropyLoss));
            }
        }
        return Optional.empty();
    }

    private static boolean isTarget(Node node) {
        return node instanceof Input && OwnData.usualName(node.label()).equals(Optional.of("y"));
    }

    /** Probabilities if the values are logits; otherwise the values themselves. */
    Tensor probabilities(Tensor values) {
        if (!isLogit) {
            return values;
        }
        Op sigmoid = (Op) Constant.of(values).sigmoid(); // the engine's, whose bits are the same in every browser
        double[] probabilities = new double[values.shape().elements()];
        sigmoid.compute(new double[][] {values.toArray()}, probabilities);
        return Tensor.of(values.shape(), probabilities);
    }
}
