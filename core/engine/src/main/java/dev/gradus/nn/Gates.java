package dev.gradus.nn;

import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.random.RandomGenerator;

/** The gates of recurrent cells, which lie side by side in one matrix. */
final class Gates {
    private Gates() {}

    /** Refuses parameters whose shapes do not fit each other. */
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

    /** Draws the weights of each gate by itself, one gate after the other. */
    static Tensor initial(RandomGenerator generator, int in, int hidden, int gates) {
        double[][] drawn = new double[gates][];
        for (int gate = 0; gate < gates; gate++) {
            drawn[gate] =
                    Initializers.xavierUniform(generator, Shape.of(in, hidden)).toArray();
        }
        int width = Math.multiplyExact(gates, hidden);
        return Tensor.generate(Shape.of(in, width), i -> drawn[i % width / hidden][i / width * hidden + i % hidden]);
    }

    /** The columns of one gate. */
    static Node gate(Node gates, int index, Node stateWeights) {
        int hidden = stateWeights.shape().size(0);
        return gates.slice(1, index * hidden, (index + 1) * hidden);
    }
}
