package dev.gradus.nn;

import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;

/** Checks the shapes of the parameters of recurrent cells. */
final class GateShapes {
    private GateShapes() {}

    static void check(String cell, int gates, Node inputWeights, Node stateWeights, Node bias) {
        int hidden = stateWeights.shape().rank() == 2 ? stateWeights.shape().size(0) : -1;
        if (hidden < 0 || stateWeights.shape().size(1) != (long) gates * hidden) {
            throw new ShapeException(cell + ": the weights of the state " + stateWeights.describe()
                    + " must have the shape (n_hidden, " + gates + " n_hidden)");
        }
        if (inputWeights.shape().rank() != 2 || inputWeights.shape().size(1) != gates * hidden) {
            throw new ShapeException(cell + ": the weights of the input " + inputWeights.describe()
                    + " must have the shape (n_in, " + gates * hidden + ") for the state's " + stateWeights.describe());
        }
        if (!bias.shape().equals(Shape.of(1, gates * hidden))) {
            throw new ShapeException(cell + ": the bias " + bias.describe() + " must have the shape (1, "
                    + gates * hidden + ") for the state's weights " + stateWeights.describe());
        }
    }
}
