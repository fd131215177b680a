package dev.gradus.train;

import dev.gradus.kernel.math.Blocks;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Some examples: tensors whose first axis goes over them, such as the features and the targets. Immutable.
 *
 * @param tensors as many as the {@link Batches} were made of, in the same order
 */
public record Batch(List<Tensor> tensors) {
    /**
     * Checks that all tensors hold equally many examples.
     *
     * @throws IllegalArgumentException if there is no tensor, one has no axis, or they differ in their first size
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
                throw new IllegalArgumentException("Batch: tensors must hold equally many examples, but tensor 0 is "
                        + tensors.get(0).shape() + " and tensor " + i + " is "
                        + tensors.get(i).shape());
            }
        }
    }

    /** A batch of these tensors. */
    public static Batch of(Tensor... tensors) {
        Objects.requireNonNull(tensors, "tensors");
        return new Batch(List.of(tensors));
    }

    /** The number of examples. */
    public int size() {
        return tensors.get(0).shape().size(0);
    }

    /**
     * The examples from one place to before another.
     *
     * @throws IndexOutOfBoundsException if there are no such examples
     */
    public Batch slice(int from, int to) {
        Objects.checkFromToIndex(from, to, size());
        return rows(IntStream.range(from, to).toArray());
    }

    /**
     * The examples at these places, one after the other.
     *
     * @throws IndexOutOfBoundsException if there is no example at one of them
     */
    public Batch rows(int... indices) {
        Objects.requireNonNull(indices, "indices");
        return new Batch(tensors.stream().map(tensor -> tensor.rows(indices)).toList());
    }

    /** These examples, followed by the last one again until there are {@code size}. */
    Batch padded(int size) {
        return size == size()
                ? this
                : rows(IntStream.range(0, size)
                        .map(i -> Math.min(i, size() - 1))
                        .toArray());
    }

    /** All examples in parts of this size, the last of which may be smaller. */
    List<Batch> parts(int size) {
        List<Batch> parts = new ArrayList<>();
        int end;
        for (int start = 0; start < size(); start = end) {
            end = Blocks.end(start, size, size());
            parts.add(slice(start, end));
        }
        return parts;
    }

    /** The first tensor. */
    public Tensor features() {
        return tensors.get(0);
    }

    /**
     * The second tensor.
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
