package dev.gradus.properties.loss;

import static dev.gradus.testkit.Dims.dims;

import dev.gradus.loss.CrossEntropyLoss;
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
    private interface Target {
        double of(int example, int classIndex);
    }

    /** Class labels for logits from this domain. */
    static OpSpec labels(Values logits) {
        return OpSpec.binary(CrossEntropyLoss::new)
                .input("z", dims("n_batch", "n_classes"), logits)
                .inputWithoutDerivative("y", dims("n_batch"), Values.indicesOf("n_classes"))
                .size("n_batch", 1, 4)
                .size("n_classes", 1, 4)
                .refuses(Shape.of(3, 2), Shape.of(2))
                .refuses(Shape.of(3, 2), Shape.of(3, 1))
                .referenceTensor(in ->
                        crossEntropy(in.get(0), (t, k) -> in.get(1).get(t) == k ? 1 : 0));
    }

    /** Distributions for logits from this domain. */
    static OpSpec distributions(Values logits) {
        return OpSpec.binary(CrossEntropyLoss::new)
                .input("z", dims("n_batch", "n_classes"), logits)
                .input("y", dims("n_batch", "n_classes"), Values.between(0, 1))
                .size("n_batch", 1, 4)
                .size("n_classes", 1, 4)
                .refuses(Shape.of(3, 2), Shape.of(2, 3))
                .refuses(Shape.of(0, 2), Shape.of(0, 2))
                .refuses(Shape.of(2, 0), Shape.of(2, 0))
                .refuses(Shape.of(2, 2, 2), Shape.of(2, 2, 2))
                .referenceTensor(
                        in -> crossEntropy(in.get(0), (t, k) -> in.get(1).get(t, k)));
    }

    /** −1/n Σ_t Σ_k y_tk ln softmax(z_t)_k. */
    private static Tensor crossEntropy(Tensor z, Target y) {
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
