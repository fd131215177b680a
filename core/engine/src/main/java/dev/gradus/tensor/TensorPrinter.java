package dev.gradus.tensor;

import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Prints one tensor with nested brackets, one line per row, and blank lines between matrices. A row that is too long for the
 * line continues below its first number.
 */
final class TensorPrinter {

    private static final int LINE_WIDTH = 100;
    private static final int GAP = -1;
    private static final String GAP_TEXT = "...";

    private final Tensor tensor;
    private final int rank;
    private final int[] strides;
    /** The printed coordinates of each axis, with {@link #GAP} in place of omitted ones. */
    private final int[][] shown;

    private final Column column;
    private final StringBuilder text = new StringBuilder();
    private int lineStart;

    private TensorPrinter(Tensor tensor, TensorFormat format) {
        Shape shape = tensor.shape();
        this.tensor = tensor;
        this.rank = shape.rank();
        this.strides = shape.strides();
        this.shown = new int[rank][];
        Objects.requireNonNull(format, "format");
        boolean inPart = shape.elements() > format.threshold();
        for (int axis = 0; axis < rank; axis++) {
            shown[axis] = shownCoordinates(shape.size(axis), inPart, format.edgeItems());
        }
        DoubleStream.Builder numbers = DoubleStream.builder();
        collect(0, 0, numbers);
        this.column = Column.fitting(numbers.build().toArray(), format.decimals());
    }

    static String print(Tensor tensor, TensorFormat format) {
        if (tensor.shape().elements() == 0) {
            return "[] of shape " + tensor.shape();
        }
        TensorPrinter printer = new TensorPrinter(tensor, format);
        printer.append(0, 0);
        return printer.text.toString();
    }

    private static int[] shownCoordinates(int size, boolean inPart, int edgeItems) {
        if (!inPart || size <= 2L * edgeItems) {
            return IntStream.range(0, size).toArray();
        }
        IntStream first = IntStream.range(0, edgeItems);
        IntStream last = IntStream.range(size - edgeItems, size);
        return IntStream.concat(IntStream.concat(first, IntStream.of(GAP)), last)
                .toArray();
    }

    private void collect(int axis, int position, DoubleStream.Builder numbers) {
        if (axis == rank) {
            numbers.add(tensor.at(position));
            return;
        }
        for (int coordinate : shown[axis]) {
            if (coordinate != GAP) {
                collect(axis + 1, position + coordinate * strides[axis], numbers);
            }
        }
    }

    private void append(int axis, int position) {
        if (axis == rank) {
            text.append(column.aligned(tensor.at(position)));
        } else if (axis == rank - 1) {
            appendRow(position);
        } else {
            appendBlocks(axis, position);
        }
    }

    private void appendBlocks(int axis, int position) {
        text.append('[');
        for (int i = 0; i < shown[axis].length; i++) {
            int coordinate = shown[axis][i];
            if (i > 0) {
                text.append(',').append("\n".repeat(rank - 2 - axis));
                startLine(axis + 1);
            }
            if (coordinate == GAP) {
                text.append(GAP_TEXT);
            } else {
                append(axis + 1, position + coordinate * strides[axis]);
            }
        }
        text.append(']');
    }

    private void appendRow(int position) {
        int roomForBrackets = rank;
        text.append('[');
        for (int i = 0; i < shown[rank - 1].length; i++) {
            int coordinate = shown[rank - 1][i];
            String item = coordinate == GAP ? GAP_TEXT : column.aligned(tensor.at(position + coordinate));
            if (i > 0) {
                text.append(',');
                if (text.length() - lineStart + 1 + item.length() + roomForBrackets <= LINE_WIDTH) {
                    text.append(' ');
                } else {
                    startLine(rank);
                }
            }
            text.append(item);
        }
        text.append(']');
    }

    private void startLine(int indent) {
        text.append('\n');
        lineStart = text.length();
        text.append(" ".repeat(indent));
    }
}
