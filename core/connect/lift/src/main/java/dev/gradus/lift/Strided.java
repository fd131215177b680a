package dev.gradus.lift;

import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Indices of nested loops, such as {@code i * columns + j}: along each axis they increase by one step. Elements at such
 * indices are slices, transposed and repeated, which cost less than looking up each element.
 */
final class Strided {
    private static final int MOST_AXES = 4;

    /** The indices along one loop. An axis of step 0 repeats elements. */
    private record Axis(int count, int step) {}

    private final int start;
    private final List<Axis> axes;

    private Strided(int start, List<Axis> axes) {
        this.start = start;
        this.axes = axes;
    }

    /** The elements of a vector at these indices, if they are those of nested loops. */
    static Optional<Node> of(Node vector, double... indices) {
        List<Axis> axes = new ArrayList<>();
        double[] starts = indices;
        while (starts.length > 1) {
            double step = starts[1] - starts[0];
            int count = 2;
            while (count < starts.length && starts[count] - starts[count - 1] == step) {
                count++;
            }
            if (step < 0 || axes.size() == MOST_AXES || !repeats(starts, count, step)) {
                return Optional.empty();
            }
            axes.add(new Axis(count, (int) step));
            double[] inner = starts;
            starts = new double[inner.length / count];
            for (int i = 0; i < starts.length; i++) {
                starts[i] = inner[i * count];
            }
        }
        Collections.reverse(axes);
        return new Strided((int) indices[0], axes).elements(vector);
    }

    private static boolean repeats(double[] starts, int count, double step) {
        if (starts.length % count != 0) {
            return false;
        }
        for (int i = 1; i < starts.length; i++) {
            if (i % count != 0 && starts[i] - starts[i - 1] != step) {
                return false;
            }
        }
        return true;
    }

    private Optional<Node> elements(Node vector) {
        int[] moving = IntStream.range(0, axes.size())
                .filter(i -> axes.get(i).step > 0)
                .boxed()
                .sorted(Comparator.comparing(i -> -axes.get(i).step))
                .mapToInt(i -> i)
                .toArray();
        Node part = vector;
        int offset = start;
        int size = vector.shape().elements();
        int[] counts = {};
        for (int i = 0; i < moving.length; i++) { // cuts the last axis into rows of one step
            Axis axis = axes.get(moving[i]);
            int first = offset / axis.step * axis.step;
            int end = first + axis.count * axis.step;
            if (end > size) {
                return Optional.empty();
            }
            part = end - first == size ? part : part.slice(i, first, end);
            counts = Arrays.copyOf(counts, i + 2);
            counts[i] = axis.count;
            counts[i + 1] = axis.step;
            part = part.reshape(counts);
            offset -= first;
            size = axis.step;
        }
        if (size > 1 || moving.length == 0) {
            part = part.slice(moving.length, offset, offset + 1);
        }
        return Optional.of(arranged(part, Arrays.copyOf(counts, moving.length), moving));
    }

    /** Brings the moving axes, of these counts, into the order of the loops, and repeats along the others. */
    private Node arranged(Node part, int[] counts, int... moving) {
        int[] ordered = Arrays.stream(moving).sorted().toArray();
        int[] permutation =
                Arrays.stream(ordered).map(axis -> indexOf(moving, axis)).toArray();
        boolean isOrdered = Arrays.equals(ordered, moving);
        Node turned = isOrdered ? part : part.reshape(counts).transpose(permutation);
        int[] all = axes.stream().mapToInt(Axis::count).toArray();
        int[] own =
                axes.stream().mapToInt(axis -> axis.step > 0 ? axis.count : 1).toArray();
        Node result = moving.length == all.length ? turned : turned.reshape(own).broadcastTo(Shape.of(all));
        return result.reshape(Arrays.stream(all).reduce(1, (a, b) -> a * b));
    }

    private static int indexOf(int[] array, int value) {
        return IntStream.range(0, array.length)
                .filter(i -> array[i] == value)
                .findFirst()
                .orElse(-1);
    }
}
