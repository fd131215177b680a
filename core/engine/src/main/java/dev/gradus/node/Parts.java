package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Parts that are joined along an axis. Also splits a node into parts. */
record Parts(String op, List<? extends Node> nodes) {
    /** The number of rows that are written at a time, small enough for the rows to stay in the cache. */
    private static final int ROWS = 64;

    Parts {
        Objects.requireNonNull(nodes, "parts");
        for (int i = 0; i < nodes.size(); i++) {
            Objects.requireNonNull(nodes.get(i), op + ": one of the parts is null");
        }
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException(op + ": there is nothing to join; give at least one node");
        }
    }

    static List<Node> list(Node... parts) {
        return Arrays.asList(Objects.requireNonNull(parts, "parts"));
    }

    static List<Node> list(Node first, Node... others) {
        Objects.requireNonNull(others, "others");
        return Stream.concat(Stream.of(first), Arrays.stream(others)).toList();
    }

    static List<Node> split(Node x, int axis, int... sizes) {
        int along = Axis.of("split", x, axis);
        Objects.requireNonNull(sizes, "sizes");
        long total = Arrays.stream(sizes).asLongStream().sum();
        if (total != x.shape().size(along) || Arrays.stream(sizes).anyMatch(size -> size < 0)) {
            throw new ShapeException("split: the sizes " + Arrays.toString(sizes)
                    + " must not be negative and must add up to " + x.shape().size(along) + ", the size of axis "
                    + along + " of " + x.describe());
        }
        List<Node> parts = new ArrayList<>();
        int start = 0;
        for (int size : sizes) {
            parts.add(x.slice(along, start, start + size));
            start += size;
        }
        return parts;
    }

    static List<Node> chunk(Node x, int axis, int count) {
        Objects.requireNonNull(x, "x");
        int size = x.shape().size(Axis.of("chunk", x, axis));
        if (count < 1 || size % count != 0) {
            throw new ShapeException("chunk: axis " + axis + " of " + x.describe() + " has size " + size
                    + " and cannot be split into " + count + " equal parts; use split for unequal parts");
        }
        return split(x, axis, AxisArguments.all(count, size / count));
    }

    static Node select(Node x, int axis, int index) {
        int along = Axis.of("select", x, axis);
        int size = x.shape().size(along);
        if (index < -size || index >= size) {
            throw new ShapeException("select: axis " + along + " of " + x.describe() + " has no index " + index
                    + ": its size is " + size);
        }
        int at = index < 0 ? index + size : index;
        return Moves.squeeze(x.slice(along, at, at + 1), along);
    }

    Node first() {
        return nodes.get(0);
    }

    static Notation notation(String name, String numpy, int axis, int count) {
        String others = IntStream.range(1, count).mapToObj(i -> ", {" + i + "}").collect(Collectors.joining());
        String tuple = "({0}" + (count == 1 ? "," : others) + ")";
        return Notation.function(name)
                .arguments(List.of("axis " + axis))
                .java("{0}." + name + "(" + axis + others + ")")
                .numpy(numpy + "(" + tuple + ", axis=" + axis + ")");
    }

    /** Writes the parts one after the other along an axis of an array of this shape. */
    static void join(double[][] parts, double[] out, Shape whole, int axis) {
        int rows = 1;
        for (int outer = 0; outer < axis; outer++) {
            rows *= whole.size(outer);
        }
        for (int first = 0; first < rows; first += ROWS) {
            join(parts, out, rows, first, Math.min(ROWS, rows - first));
        }
    }

    private static void join(double[][] parts, double[] out, int rows, int first, int count) {
        int width = out.length / rows;
        int at = first * width;
        for (double[] part : parts) {
            int length = part.length / rows;
            if (length == 1) {
                for (int row = 0; row < count; row++) {
                    out[at + row * width] = part[first + row];
                }
            } else {
                for (int row = 0; row < count; row++) {
                    System.arraycopy(part, (first + row) * length, out, at + row * width, length);
                }
            }
            at += length;
        }
    }
}
