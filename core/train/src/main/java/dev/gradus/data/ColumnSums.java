package dev.gradus.data;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;

/**
 * Sums the columns of rows in order, with Kahan's compensation: c accumulates the rounding error of s, and s − c is the sum.
 */
final class ColumnSums {
    private Shape columns = Shape.scalar();
    private double[] s = {};
    private double[] c = {};
    private long rows;

    interface Term {
        double of(double x, int column);
    }

    long rows() {
        return rows;
    }

    /** @throws IllegalArgumentException if the rows differ in their columns from earlier ones */
    void add(Tensor part, Term term) {
        if (part.shape().isScalar()) {
            throw new IllegalArgumentException(
                    "Standardizer: examples lie along the first axis, but a scalar has none");
        }
        Shape own = columns(part.shape());
        if (rows == 0) {
            columns = own;
            s = new double[own.elements()];
            c = new double[own.elements()];
        } else if (!own.equals(columns)) {
            throw new IllegalArgumentException(
                    "Standardizer: the first examples have the shape " + columns + ", but later ones have " + own);
        }
        double[] values = part.toArray();
        for (int i = 0; i < values.length; i++) {
            int column = i % s.length;
            double x = term.of(values[i], column) - c[column];
            double sum = s[column] + x;
            c[column] = sum - s[column] - x;
            s[column] = sum;
        }
        rows += part.shape().size(0);
    }

    static Shape columns(Shape examples) {
        int[] sizes = examples.sizes();
        return Shape.of(Arrays.copyOfRange(sizes, 1, sizes.length));
    }

    Tensor dividedBy(long count) {
        return Tensor.generate(columns, i -> (s[i] - c[i]) / count);
    }
}
