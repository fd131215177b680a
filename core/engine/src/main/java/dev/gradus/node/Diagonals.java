package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The functions of {@link Moves} for diagonals and block diagonals. */
final class Diagonals {
    private Diagonals() {}

    static Node of(Node x, int offset, int rows, int columns) {
        Axis.marked("diagonal", x, rows, columns);
        int row = Axis.of("diagonal", x, rows);
        Node last = Moves.moveAxis(
                Moves.moveAxis(x, columns, -1), row > Axis.of("diagonal", x, columns) ? row - 1 : row, -2);
        int n = last.shape().size(-2), m = last.shape().size(-1);
        int length = Math.min(offset < 0 ? n + offset : n, offset > 0 ? m - offset : m);
        if (offset <= -Math.max(n, 1) || offset >= Math.max(m, 1)) {
            throw new ShapeException("diagonal: the matrices of " + x.describe() + ", " + n + " by " + m
                    + ", have no diagonal with offset " + offset);
        }
        int first = offset < 0 ? -offset * m : offset;
        int stop = length == 0 ? first : first + (length - 1) * (m + 1) + 1;
        return length == 0
                ? Moves.flatten(last, -2, -1).slice(-1, 0, 0)
                : Moves.flatten(last, -2, -1).slice(-1, first, stop, m + 1);
    }

    static Node matrices(Node x, int offset) {
        int axis = Axis.of("diag", x, -1);
        int length = x.shape().size(axis);
        int side = Shapes.size(length + Math.abs((long) offset));
        int rank = x.shape().rank();
        Shapes.checkSize("diag", List.of(x), side, side);
        Shape matrices = Shapes.replaced("diag", List.of(x), x.shape(), rank - 1, 1, Shape.of(side, side));
        int first = offset < 0 ? -offset * side : offset;
        int reach = length == 0 ? 0 : (length - 1) * (side + 1) + 1;
        int[] low = new int[rank], high = new int[rank], interior = new int[rank];
        low[rank - 1] = length == 0 ? side * side : first;
        high[rank - 1] = length == 0 ? 0 : side * side - first - reach;
        interior[rank - 1] = side;
        return x.pad(low, high, interior).reshape(matrices);
    }

    static Node ofBlocks(Node... matrices) {
        Objects.requireNonNull(matrices, "matrices");
        long allRows = 0, allColumns = 0;
        for (Node matrix : matrices) {
            if (matrix.shape().rank() != 2) {
                throw new ShapeException("blockDiagonal: " + matrix.describe() + " is not a matrix");
            }
            allRows += matrix.shape().size(0);
            allColumns += matrix.shape().size(1);
        }
        int columns = Shapes.size(allColumns);
        Shapes.checkSize("blockDiagonal", List.of(matrices), Shapes.size(allRows), columns);
        List<Node> rows = new ArrayList<>();
        int left = 0;
        for (Node matrix : matrices) {
            int width = matrix.shape().size(1);
            rows.add(matrix.pad(1, left, columns - left - width));
            left += width;
        }
        return new Concat(0, rows);
    }
}
