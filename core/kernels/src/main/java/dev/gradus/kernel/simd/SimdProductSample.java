package dev.gradus.kernel.simd;

import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.Scratch;
import dev.gradus.kernel.loop.FusedLoop;
import java.util.Optional;

/**
 * Products of one kind for their warm-up, with all heights of tiles, and rests of rows and columns. A tile takes much longer
 * than a vector, so the inner size is a small part of the number of elements.
 */
final class SimdProductSample implements FusedLoop {
    /** So many columns that rows are copied. */
    static final int COLUMNS = 80;

    /** At most one vector, which is used only for vectors of at least four numbers. */
    static final int NARROW_COLUMNS = 4;

    /** So few columns that they are not. */
    private static final int FEW_COLUMNS = 24;

    private static final int ROWS = 2 * SimdTiles.MOST_ROWS + 7;
    private static final int FEWER_ROWS = 2 * SimdTiles.MOST_ROWS + 2;

    /** The number of elements for each element of the inner size. */
    private static final int ELEMENTS = 4;

    private static final int MOST_INNER = 128;
    private static final int FACTORS = Math.max(ROWS, COLUMNS) * MOST_INNER;

    /** Only every 16th call for no elements computes. It computes many tiles, which should seem frequent. */
    private static final int EMPTY = 16;

    private final int columns;
    private final boolean transposedA;
    private final boolean transposedB;
    private final Scratch factors = new Scratch();
    private final Scratch out = new Scratch();
    private final Scratch sums = new Scratch();
    private Optional<SimdProduct> product = Optional.empty();
    private int empty;

    SimdProductSample(int columns, boolean transposedA, boolean transposedB) {
        this.columns = columns;
        this.transposedA = transposedA;
        this.transposedB = transposedB;
    }

    @Override
    public void numbers(double[][] arrays, int start, int from, int to) {
        int inner = Math.min(MOST_INNER, (to - from) / ELEMENTS);
        if (inner == 0 && ++empty % EMPTY != 0) {
            return;
        }
        multiply(ROWS, inner, columns);
        multiply(FEWER_ROWS, inner, Math.min(FEW_COLUMNS, columns));
    }

    private void multiply(int rows, int inner, int width) {
        int stepOfA = transposedA ? rows : MOST_INNER;
        int stepOfB = transposedB ? MOST_INNER : width;
        MatrixProduct shape =
                new MatrixProduct(rows, inner, width, transposedA, transposedB, stepOfA, stepOfB, width, false);
        double[] numbers = factors.ofAtLeast(FACTORS);
        double[] result = out.ofAtLeast(ROWS * COLUMNS);
        if (width == 1) {
            SimdColumn.multiply(shape, numbers, 0, numbers, 0, result, 0, 0, rows, sums.ofAtLeast(Simd.LANES));
        } else {
            simdProduct().multiply(shape, numbers, 0, numbers, 0, result, 0, 0, rows);
        }
    }

    private SimdProduct simdProduct() {
        if (product.isEmpty()) {
            product = Optional.of(new SimdProduct());
        }
        return product.get();
    }
}
