package dev.gradus.train;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
        return new Batch(tensors.stream().map(tensor -> rows(tensor, from, to)).toList());
    }

    /** These examples, followed by the last one again until there are {@code size}. */
    Batch padded(int size) {
        return size == size()
                ? this
                : new Batch(tensors.stream().map(each -> padded(each, size)).toList());
    }

    private static Tensor padded(Tensor tensor, int size) {
        int count = tensor.shape().size(0);
        Tensor last = rows(tensor, count - 1, count);
        List<Tensor> parts = new ArrayList<>(List.of(tensor));
        parts.addAll(Collections.nCopies(size - count, last));
        return joined(parts);
    }

    /** Tensors one after the other along the first axis. */
    static Tensor joined(List<Tensor> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        Shape shape = parts.get(0).shape();
        int[] sizes = shape.sizes();
        sizes[0] = parts.stream().mapToInt(part -> part.shape().size(0)).sum();
        Shape whole = named(sizes, shape);
        double[] all = new double[whole.elements()];
        int at = 0;
        for (Tensor part : parts) {
            double[] values = part.toArray();
            System.arraycopy(values, 0, all, at, values.length);
            at += values.length;
        }
        return Tensor.of(whole, all);
    }

    private static Shape named(int[] sizes, Shape like) {
        return Shape.of(sizes)
                .named(IntStream.range(0, like.rank()).mapToObj(like::name).toArray(String[]::new));
    }

    /** All examples in parts of this size, the last of which may be smaller. */
    List<Batch> parts(int size) {
        List<double[]> values = tensors.stream().map(Tensor::toArray).toList();
        List<Batch> parts = new ArrayList<>();
        for (int start = 0; start < size(); start += size) {
            int from = start, to = Math.min(start + size, size());
            parts.add(new Batch(IntStream.range(0, values.size())
                    .mapToObj(i -> rows(tensors.get(i).shape(), values.get(i), from, to))
                    .toList()));
        }
        return parts;
    }

    static Tensor rows(Tensor tensor, int from, int to) {
        return rows(tensor.shape(), tensor.toArray(), from, to);
    }

    private static Tensor rows(Shape shape, double[] values, int from, int to) {
        int[] sizes = shape.sizes();
        int width = sizes[0] == 0 ? 0 : shape.elements() / sizes[0];
        sizes[0] = to - from;
        return Tensor.of(named(sizes, shape), Arrays.copyOfRange(values, from * width, to * width));
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
