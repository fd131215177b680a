package dev.gradus.lift;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import java.util.List;

/** The sum of each row, added from the first element to the last, as a Java loop does. */
final class OrderedSum extends Op {
    OrderedSum(Node rows) {
        super(Shape.of(rows.shape().size(0)), rows, OrderedSum::new);
    }

    @Override
    public void forward(double[][] in, double[] out) {
        int length = input(0).shape().size(1);
        for (int row = 0; row < out.length; row++) {
            double sum = 0;
            for (int i = 0; i < length; i++) {
                sum += in[0][row * length + i];
            }
            out[row] = sum;
        }
    }

    @Override
    public List<Node> backward(Node upstream) {
        return List.of(upstream.reshape(shape().size(0), 1).broadcastTo(input(0).shape()));
    }

    @Override
    public List<String> operands() {
        return List.of("x");
    }

    @Override
    public Notation notation() {
        return Notation.function("orderedSum");
    }
}
