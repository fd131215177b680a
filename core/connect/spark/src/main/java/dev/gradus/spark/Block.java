package dev.gradus.spark;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Batch;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A numbered group of examples, the unit of a dataset. All blocks of a dataset except the last have the same number of
 * examples, some hundreds or thousands. The numbers begin at 0.
 *
 * @param number the index of the block in the dataset
 * @param sizes the sizes of each tensor of the batch
 * @param values the elements of each tensor in row-major order
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Block(int number, int[][] sizes, double[][] values) implements Serializable {
    /** Creates a block with this number from examples. */
    public static Block of(int number, Batch examples) {
        Objects.requireNonNull(examples, "examples");
        List<Tensor> tensors = examples.tensors();
        return new Block(
                number,
                tensors.stream().map(tensor -> tensor.shape().sizes()).toArray(int[][]::new),
                tensors.stream().map(Tensor::toArray).toArray(double[][]::new));
    }

    /** Returns the examples. */
    public Batch examples() {
        return new Batch(IntStream.range(0, sizes.length)
                .mapToObj(i -> Tensor.of(Shape.of(sizes[i]), values[i]))
                .toList());
    }

    /** A hash of the numbers. */
    int content() {
        return Arrays.deepHashCode(values);
    }

    @Override
    public String toString() {
        return "block " + number + " of " + Arrays.deepToString(sizes);
    }
}
