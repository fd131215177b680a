package dev.gradus.benchmarks;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The objective of GradBench's {@code lstm}: a stack of LSTM cells with diagonal weights, unrolled over a sequence, and how
 * badly it predicts each next element. Four gates are computed as one vector and cut apart by slices, 15 ops a layer.
 */
final class UnrolledLstm {
    private final int width;
    private final List<Parameter> weights = new ArrayList<>();
    private final List<Parameter> biases = new ArrayList<>();
    private final List<Node> hidden = new ArrayList<>();
    private final List<Node> cells = new ArrayList<>();
    private final Parameter input;
    private final Parameter scale;
    private final Parameter shift;
    private final NumpyRandom random = NumpyRandom.seed(0);

    private UnrolledLstm(int layers, int width) {
        this.width = width;
        for (int layer = 0; layer < layers; layer++) {
            weights.add(Parameter.of("W_" + layer, random.randn(4 * width)));
            biases.add(Parameter.of("b_" + layer, random.randn(4 * width)));
            hidden.add(Constant.of("h_" + layer, random.randn(width)));
            cells.add(Constant.of("c_" + layer, random.randn(width)));
        }
        input = Parameter.of("input", random.randn(width));
        scale = Parameter.of("scale", random.randn(width));
        shift = Parameter.of("shift", random.randn(width));
    }

    /** The mean loss over this many steps of vectors of this width. */
    static Node loss(int layers, int steps, int width) {
        UnrolledLstm lstm = new UnrolledLstm(layers, width);
        Node present = lstm.next();
        Node total = Constant.of(0);
        for (int step = 1; step < steps; step++) {
            Node predicted = lstm.predict(present);
            Node logarithm = predicted.exp().sum().add(2).log();
            present = lstm.next();
            total = total.add(present.multiply(predicted.subtract(logarithm)).sum());
        }
        return total.divide(-(steps - 1.0) * width);
    }

    private Node next() {
        Tensor bits = random.uniform(0, 1, Shape.of(width));
        return Constant.of(bits);
    }

    private Node predict(Node present) {
        Node x = present.multiply(input);
        for (int layer = 0; layer < weights.size(); layer++) {
            x = cell(layer, x);
        }
        return x.multiply(scale).add(shift);
    }

    private Node cell(int layer, Node x) {
        Node h = hidden.get(layer);
        Node gates = x.concat(0, h, x, h).multiply(weights.get(layer)).add(biases.get(layer));
        Node open = gates.slice(0, 0, 3 * width).sigmoid();
        Node change = gates.slice(0, 3 * width, 4 * width).tanh();
        Node kept = cells.get(layer).multiply(open.slice(0, 0, width));
        Node cell = kept.add(open.slice(0, width, 2 * width).multiply(change));
        Node out = open.slice(0, 2 * width, 3 * width).multiply(cell.tanh());
        cells.set(layer, cell);
        hidden.set(layer, out);
        return out;
    }
}
