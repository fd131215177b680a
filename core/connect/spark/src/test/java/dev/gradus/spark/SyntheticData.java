package dev.gradus.spark;

import dev.gradus.loss.MseLoss;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Batch;
import dev.gradus.train.BatchGraph;
import java.util.List;
import java.util.stream.IntStream;

/** Blocks of random points, and networks that tell on which side of a curve they are. */
final class SyntheticData {
    static final int COLUMNS = 20;

    private SyntheticData() {}

    /** Blocks of 100 rows, the last one of 37. */
    static Batch block(int number, int count) {
        return rows(number, number == count - 1 ? 37 : 100);
    }

    static Batch rows(int number, int rows) {
        Tensor x = NumpyRandom.seed(number).normal(0, 1, Shape.of(rows, COLUMNS));
        Tensor y = Tensor.generate(Shape.of(rows, 1), i -> x.get(i, 0) + x.get(i, 1) * x.get(i, 2) > 0.2 ? 1 : 0);
        return Batch.of(x, y);
    }

    static List<Batch> blocks(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> block(number, count))
                .toList();
    }

    /** A layer of 32 and one of 1: 705 numbers. */
    static Recipe network() {
        return () -> {
            NumpyRandom random = NumpyRandom.seed(7);
            Parameter w1 = Parameter.of("W1", random.normal(0, 0.2, Shape.of(COLUMNS, 32)));
            Parameter b1 = Parameter.of("b1", Tensor.zeros(1, 32));
            Parameter w2 = Parameter.of("W2", random.normal(0, 0.2, Shape.of(32, 1)));
            Parameter b2 = Parameter.of("b2", Tensor.zeros(1, 1));
            return n -> {
                Input x = Input.of("x", n, COLUMNS), y = Input.of("y", n, 1);
                Node yHat = x.matMul(w1).add(b1).tanh().matMul(w2).add(b2).sigmoid();
                Node isRight = yHat.greater(0.5).equal(y).where(Constant.of(1), Constant.of(0));
                return BatchGraph.of(new MseLoss(yHat, y), x, y).withMetric("accuracy", isRight.mean());
            };
        };
    }

    /** The network without a loss: it takes x alone. */
    static Recipe predictions() {
        return () -> {
            Parameter w1 = Parameter.of("W1", Tensor.zeros(COLUMNS, 32)), b1 = Parameter.of("b1", Tensor.zeros(1, 32));
            Parameter w2 = Parameter.of("W2", Tensor.zeros(32, 1)), b2 = Parameter.of("b2", Tensor.zeros(1, 1));
            return n -> {
                Input x = Input.of("x", n, COLUMNS);
                return BatchGraph.of(
                        x.matMul(w1).add(b1).tanh().matMul(w2).add(b2).sigmoid(), x);
            };
        };
    }
}
