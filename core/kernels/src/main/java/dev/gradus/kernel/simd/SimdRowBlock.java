package dev.gradus.kernel.simd;

import static dev.gradus.kernel.simd.Simd.LANES;
import static dev.gradus.kernel.simd.Simd.SPECIES;
import static dev.gradus.kernel.simd.SimdTiles.MOST_ROWS;

import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.Scratch;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;

/**
 * A block of a product's left matrix in the layout that tiles read. If it is read only a few times, it is not copied.
 * Otherwise a copy makes it contiguous and prevents its rows from competing for the same cache sets. Rows need not be
 * transposed, because tiles read single elements.
 */
final class SimdRowBlock {
    /** Up to this number of columns, rows are read too rarely for a copy to pay off. */
    private static final int FEW_COLUMNS = 64;

    /** The stride of copied rows is an odd multiple of this. */
    private static final int LINE = 8;

    private final Scratch copy = new Scratch();
    private double[] array = {};
    private int start;
    private int rowStride;
    private int innerStride;
    private int panelStride;

    /** Sets this block to {@code rows} rows and {@code depth} columns of a. */
    void take(MatrixProduct product, double[] a, int atA, int row, int rows, int k, int depth) {
        int from = atA + row * product.rowStrideOfA() + k * product.innerStrideOfA();
        if (product.columns() <= FEW_COLUMNS) {
            set(a, from, product.rowStrideOfA(), product.innerStrideOfA(), MOST_ROWS * product.rowStrideOfA());
        } else if (product.transposedA()) {
            copyPanels(a, from, product.innerStrideOfA(), rows, depth);
        } else {
            copyRows(a, from, product.rowStrideOfA(), rows, depth);
        }
    }

    /** Sets this block to the last rows of another, followed by rows of 0. */
    void takeLast(SimdRowBlock block, int row, int present, int rows, int depth) {
        double[] last = copy.ofAtLeast(rows * depth);
        for (int i = 0; i < present; i++) {
            int from = block.start(row + i);
            for (int k = 0; k < depth; k++) {
                last[i * depth + k] = block.array[from + k * block.innerStride];
            }
        }
        Arrays.fill(last, present * depth, rows * depth, 0.0);
        set(last, 0, depth, 1, MOST_ROWS * depth);
    }

    private void set(double[] newArray, int newStart, int newRowStride, int newInnerStride, int newPanelStride) {
        array = newArray;
        start = newStart;
        rowStride = newRowStride;
        innerStride = newInnerStride;
        panelStride = newPanelStride;
    }

    private void copyRows(double[] a, int from, int step, int rows, int depth) {
        int stride = (depth + LINE - 1) / LINE * LINE;
        stride += stride % (2 * LINE) == 0 ? LINE : 0;
        double[] copied = copy.ofAtLeast(rows * stride);
        for (int i = 0; i < rows; i++) {
            System.arraycopy(a, from + i * step, copied, i * stride, depth);
        }
        set(copied, 0, stride, 1, MOST_ROWS * stride);
    }

    /** Copies panels of a tile's height, contiguous in the order in which a tile reads them. */
    private void copyPanels(double[] a, int from, int step, int rows, int depth) {
        int whole = rows - rows % MOST_ROWS;
        double[] copied = copy.ofAtLeast((whole + MOST_ROWS) * depth);
        for (int k = 0; k < depth; k++) {
            copyPanels(a, from + k * step, whole, copied, k * MOST_ROWS, MOST_ROWS * depth);
            System.arraycopy(a, from + k * step + whole, copied, whole * depth + k * MOST_ROWS, rows - whole);
        }
        set(copied, 0, 1, MOST_ROWS, MOST_ROWS * depth);
    }

    /** Copies with vectors, which overlap if the rows of a panel are not a multiple of their length. */
    private static void copyPanels(double[] a, int from, int rows, double[] copied, int at, int panel) {
        int to = at;
        for (int i = from; i < from + rows; i += MOST_ROWS) {
            DoubleVector.fromArray(SPECIES, a, i).intoArray(copied, to);
            DoubleVector.fromArray(SPECIES, a, i + MOST_ROWS - LANES).intoArray(copied, to + MOST_ROWS - LANES);
            to += panel;
        }
    }

    double[] array() {
        return array;
    }

    int start(int row) {
        return start + row / MOST_ROWS * panelStride + row % MOST_ROWS * rowStride;
    }

    /** Returns the stride from row to row within a tile. */
    int rowStride() {
        return rowStride;
    }

    int innerStride() {
        return innerStride;
    }
}
