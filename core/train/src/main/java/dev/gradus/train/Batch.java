package dev.gradus.train;

import dev.gradus.kernel.math.Blocks;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A batch of examples: tensors whose first axis ranges over the examples, such as the features and the targets. Immutable.
 *
 * @param tensors the tensors, in the order in which they were passed to {@link Batches}
 */
public record Batch(List<Tensor> tensors) {
    /**
     * Checks that all tensors have the same number of examples.
     *
     * @throws IllegalArgumentException if there is no tensor, a tensor has no axis, or their first sizes differ
     */
    public Batch {
        Objects.requireNonNull(tensors, "tensors");
        tensors = List.copyOf(tensors);
        if (tensors.isEmpty()) {
            throw new IllegalArgumentException("Batch: there must be at least one tensor, such as the features");
        }
        for (int i = 0; i < tensors.size(); i++) {
            if (tensors.get(i).shape().isScalar()) {
                throw new IllegalArgumentException(
                        "Batch: tensor " + i + " is a scalar, but examples lie along the first axis");
            }
            if (tensors.get(i).shape().size(0) != tensors.get(0).shape().size(0)) {
                throw new IllegalArgumentException("Batch: all tensors must have the same number of examples, but"
                        + " tensor 0 is "
                        + tensors.get(0).shape() + " and tensor " + i + " is "
                        + tensors.get(i).shape());
            }
        }
    }

    /** Creates a batch of these tensors. */
    public static Batch of(Tensor... tensors) {
        Objects.requireNonNull(tensors, "tensors");
        return new Batch(List.of(tensors));
    }

    /** Returns the number of examples. */
    public int size() {
        return tensors.get(0).shape().size(0);
    }

    /**
     * Returns the examples from index {@code from} to {@code to} − 1.
     *
     * @throws IndexOutOfBoundsException if there are no such examples
     */
    public Batch slice(int from, int to) {
        Objects.checkFromToIndex(from, to, size());
        return rows(IntStream.range(from, to).toArray());
    }

    /**
     * Returns the examples at these indices, in this order.
     *
     * @throws IndexOutOfBoundsException if there is no example at one of them
     */
    public Batch rows(int... indices) {
        Objects.requireNonNull(indices, "indices");
        return new Batch(tensors.stream().map(tensor -> tensor.rows(indices)).toList());
    }

    /** Repeats the last example until there are {@code size} examples. */
    Batch padded(int size) {
        return size == size()
                ? this
                : rows(IntStream.range(0, size)
                        .map(i -> Math.min(i, size() - 1))
                        .toArray());
    }

    /** Splits the batch into parts of this size; the last one may be smaller. */
    List<Batch> parts(int size) {
        List<Batch> parts = new ArrayList<>();
        int end;
        for (int start = 0; start < size(); start = end) {
            end = Blocks.end(start, size, size());
            parts.add(slice(start, end));
        }
        return parts;
    }

    /** Returns the first tensor. */
    public Tensor features() {
        return tensors.get(0);
    }

    /**
     * Returns the second tensor.
     *
     * @throws IllegalStateException if there is only one
     */
    public Tensor targets() {
        if (tensors.size() < 2) {
            throw new IllegalStateException("Batch: there are only features, no targets");
        }
        return tensors.get(1);
    }
}
