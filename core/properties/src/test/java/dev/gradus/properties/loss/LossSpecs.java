package dev.gradus.properties.loss;

import static dev.gradus.testkit.Dims.dims;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** What losses claim to be. */
final class LossSpecs {
    private LossSpecs() {}

    /** The error of each output, summed over outputs and averaged over the batch. */
    static OpSpec elementwise(
            BiFunction<Node, Node, Op> loss, DoubleBinaryOperator error, Values outputs, Values targets) {
        return OpSpec.binary(loss)
                .input("ŷ", dims("n_batch", "*"), outputs)
                .input("y", dims("n_batch", "*"), targets)
                .size("n_batch", 1, 4)
                .refuses(Shape.of(4, 1), Shape.of(4))
                .refuses(Shape.of(4, 3), Shape.of(4, 1))
                .refuses(Shape.of(0, 2), Shape.of(0, 2))
                .referenceTensor(in -> {
                    double[] a = in.get(0).toArray();
                    double[] b = in.get(1).toArray();
                    int batch = in.get(0).shape().size(0);
                    return Tensor.scalar(IntStream.range(0, a.length)
                                    .mapToDouble(i -> error.applyAsDouble(a[i], b[i]))
                                    .sum()
                            / batch);
                });
    }

    /** How much of an example's target a class is. */
    @FunctionalInterface
    interface Target {
        double of(int example, int classIndex);
    }

    /** −1/n Σ_t Σ_k y_tk ln softmax(z_t)_k. */
    static Tensor crossEntropy(Tensor z, Target y) {
        int batch = z.shape().size(0);
        double sum = 0;
        for (int t = 0; t < batch; t++) {
            double[] row = z.row(t).toArray();
            double greatest = Arrays.stream(row).max().orElseThrow();
            double logSum = Math.log(
                    Arrays.stream(row).map(logit -> Math.exp(logit - greatest)).sum());
            for (int k = 0; k < row.length; k++) {
                sum += y.of(t, k) * (greatest - row[k] + logSum);
            }
        }
        return Tensor.scalar(sum / batch);
    }
}
