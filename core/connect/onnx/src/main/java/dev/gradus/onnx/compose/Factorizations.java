package dev.gradus.onnx.compose;

import dev.gradus.linalg.TriangularSolve;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.onnx.file.Refusal;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Factorizations that need no pivots, written out column by column or row by row. */
final class Factorizations {
    /** Larger matrices would make files of more nodes than anyone wants to load. */
    private static final int MOST_ROWS = 1000;

    private Factorizations() {}

    /** Column j of L is (a_j − Σ_{k&lt;j} l_k l_jk) / l_jj below the diagonal, l_jj being its root there, and 0 above it. */
    static Node cholesky(Node a) {
        int size = checked("Cholesky", a);
        int rank = a.shape().rank(), rows = rank - 2, columns = rank - 1;
        List<Node> all = new ArrayList<>();
        for (int j = 0; j < size; j++) {
            Node column = a.slice(rows, j, size).slice(columns, j, j + 1);
            if (j > 0) {
                Node before = Moves.concat(columns, all).slice(rows, j, size);
                column = column.subtract(before.matMul(transposed(before.slice(rows, 0, 1))));
            }
            Node root = column.slice(rows, 0, 1).sqrt();
            all.add(column.divide(root).pad(rows, j, 0));
        }
        return size == 0 ? a : Moves.concat(columns, all);
    }

    /** Row i of x is (b_i − Σ a_ik x_k) / a_ii over the rows k that are known before it. */
    static Node triangularSolve(TriangularSolve op) {
        Node a = op.isTransposed() ? transposed(op.input(0)) : op.input(0);
        int size = checked("TriangularSolve", a);
        boolean isUpper = op.isUpper() != op.isTransposed();
        Node b = op.input(1);
        int rank = b.shape().rank(), rows = rank - 2;
        int rowsOfA = a.shape().rank() - 2, columnsOfA = rowsOfA + 1;
        if (size == 0) {
            return b;
        }
        List<Node> all = new ArrayList<>();
        for (int step = 0; step < size; step++) {
            int i = isUpper ? size - 1 - step : step;
            Node row = b.slice(rows, i, i + 1);
            Node ofA = a.slice(rowsOfA, i, i + 1);
            if (step > 0) {
                Node known = ofA.slice(columnsOfA, isUpper ? i + 1 : 0, isUpper ? size : i);
                row = row.subtract(known.matMul(Moves.concat(rows, all)));
            }
            Node x = op.isUnit() ? row : row.divide(ofA.slice(columnsOfA, i, i + 1));
            all.add(isUpper ? 0 : all.size(), x);
        }
        return Moves.concat(rows, all);
    }

    private static int checked(String name, Node a) {
        int size = a.shape().size(-1);
        if (size > MOST_ROWS) {
            throw new Refusal("The " + name + " of " + a.describe() + " cannot be written: it would be written row by"
                    + " row, of which there may be " + MOST_ROWS);
        }
        return size;
    }

    private static Node transposed(Node a) {
        Shape shape = a.shape();
        return Moves.swapAxes(a, shape.rank() - 2, shape.rank() - 1);
    }
}
