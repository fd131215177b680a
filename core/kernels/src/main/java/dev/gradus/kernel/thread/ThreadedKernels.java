package dev.gradus.kernel.thread;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Kernels.Chunks;
import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.Scratch;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.math.Blocks;
import dev.gradus.kernel.math.Sums;

/**
 * Kernels that share large products, sums and {@linkplain #forEach chunks} with a {@link ThreadPool}. Work is split by
 * its size alone, and splitting changes no bits. If the pool is busy, for example with another run, the caller does
 * everything itself.
 */
public final class ThreadedKernels implements Kernels {
    /** Products with fewer multiplications are not split. */
    private static final int FEW_PRODUCTS = 1 << 18;

    /** Chunks with more multiplications are split further, down to {@link #FEWEST_ROWS}. Each chunk copies b again. */
    private static final int PRODUCTS = 1 << 25;

    /** The minimum number of rows of a chunk that was split further. */
    private static final int FEWEST_ROWS = 256;

    /** The number of rows of a chunk is a multiple of this, which suits the tiles. */
    private static final int ROWS = 4;

    /** A chunk of a sum is a complete subtree in the order of summation. */
    private static final int SUBTREE = 4 * Sums.BLOCK;

    /** The number of columns in a chunk of a sum over columns. */
    private static final int COLUMNS = 64;

    /** Sums with fewer additions are not split. */
    private static final int ADDITIONS = 4 * SUBTREE;

    private final Kernels own;
    private final Kernels[] each;
    private final ThreadPool pool;
    private final ThreadPool.Job job = this::runChunk;
    private final Product product = new Product();
    private final Sum sum = new Sum();
    private final SumColumns sumColumns = new SumColumns();
    private Chunks work = (kernels, thread, chunk) -> {};

    /**
     * Creates kernels that share large work among the threads of a pool.
     *
     * @param each the kernels of each thread, those of the caller first
     */
    public ThreadedKernels(ThreadPool pool, Kernels... each) {
        this.pool = pool;
        this.own = each[0];
        this.each = each;
    }

    @Override
    public int threads() {
        return each.length;
    }

    @Override
    public boolean hasVectors() {
        return own.hasVectors();
    }

    @Override
    public void forEach(int count, Chunks chunks) {
        work = chunks;
        if (count == 1 || !pool.run(job, count, each.length)) {
            own.forEach(count, chunks);
        }
    }

    private void runChunk(int thread, int chunk) {
        work.run(each[thread], thread, chunk);
    }

    @Override
    public void multiply(
            MatrixProduct shape, double[] a, int atA, double[] b, int atB, double[] out, int at, int from, int to) {
        int rows = to - from;
        long products = (long) rows * shape.inner() * shape.columns();
        if (products < FEW_PRODUCTS || rows < 2 * ROWS) {
            own.multiply(shape, a, atA, b, atB, out, at, from, to);
            return;
        }
        int rowsOfChunk = Blocks.count(rows, 2);
        while (rowsOfChunk > FEWEST_ROWS && products * rowsOfChunk / rows > PRODUCTS) {
            rowsOfChunk = Blocks.count(rowsOfChunk, 2);
        }
        product.shape = shape;
        product.a = a;
        product.atA = atA;
        product.b = b;
        product.atB = atB;
        product.out = out;
        product.at = at;
        product.from = from;
        product.to = to;
        product.rows = Blocks.count(rowsOfChunk, ROWS) * ROWS;
        forEach(Blocks.count(rows, product.rows), product);
    }

    @Override
    public double sum(double[] x, int atX, int count) {
        if (count < ADDITIONS) {
            return own.sum(x, atX, count);
        }
        sum.x = x;
        sum.atX = atX;
        sum.count = count;
        sum.sums = sum.scratch.ofAtLeast(Blocks.count(count, SUBTREE));
        forEach(Blocks.count(count, SUBTREE), sum);
        return sum.ofSubtrees(0, count);
    }

    @Override
    public double squaredErrors(double[] a, int atA, double[] b, int atB, int count) {
        return own.squaredErrors(a, atA, b, atB, count);
    }

    @Override
    public void sumColumns(double[] x, int atX, int rows, int stride, double[] out, int at, int count) {
        if ((long) rows * count < ADDITIONS || count < 2 * COLUMNS) {
            own.sumColumns(x, atX, rows, stride, out, at, count);
            return;
        }
        sumColumns.x = x;
        sumColumns.atX = atX;
        sumColumns.rows = rows;
        sumColumns.stride = stride;
        sumColumns.out = out;
        sumColumns.at = at;
        sumColumns.count = count;
        forEach(Blocks.count(count, COLUMNS), sumColumns);
    }

    @Override
    public void argMax(double[] x, int atX, int rows, int length, double[] out, int at) {
        own.argMax(x, atX, rows, length, out, at);
    }

    @Override
    public void unary(UnaryFunction f, double[] x, int atX, double[] out, int at, int count) {
        own.unary(f, x, atX, out, at, count);
    }

    @Override
    public void binary(
            BinaryFunction f,
            double[] a,
            int atA,
            int stepA,
            double[] b,
            int atB,
            int stepB,
            double[] out,
            int at,
            int count) {
        own.binary(f, a, atA, stepA, b, atB, stepB, out, at, count);
    }

    @Override
    public void select(
            double[] condition,
            int atCondition,
            int stepCondition,
            double[] a,
            int atA,
            int stepA,
            double[] b,
            int atB,
            int stepB,
            double[] out,
            int at,
            int count) {
        own.select(condition, atCondition, stepCondition, a, atA, stepA, b, atB, stepB, out, at, count);
    }

    @Override
    public double[] block() {
        return own.block();
    }

    @Override
    public double[] outerBlock() {
        return own.outerBlock();
    }

    @Override
    public double[] scratch(int which, int elements) {
        return own.scratch(which, elements);
    }

    // the parameters of each kind of job are kept in a reused object, so that a call allocates nothing

    private static final class Product implements Chunks {
        private MatrixProduct shape = MatrixProduct.of(0, 0, 0);
        private double[] a = {}, b = {}, out = {};
        private int atA, atB, at, from, to, rows;

        @Override
        public void run(Kernels kernels, int thread, int chunk) {
            int first = from + chunk * rows;
            kernels.multiply(shape, a, atA, b, atB, out, at, first, Blocks.end(first, rows, to));
        }
    }

    private static final class Sum implements Chunks {
        private final Scratch scratch = new Scratch();
        private double[] x = {}, sums = {};
        private int atX, count;

        @Override
        public void run(Kernels kernels, int thread, int chunk) {
            int from = chunk * SUBTREE;
            sums[chunk] = kernels.sum(x, atX + from, Math.min(SUBTREE, count - from));
        }

        private double ofSubtrees(int from, int to) {
            if (to - from <= SUBTREE) {
                return sums[from / SUBTREE];
            }
            int middle = from + Sums.leftPart(to - from);
            return ofSubtrees(from, middle) + ofSubtrees(middle, to);
        }
    }

    private static final class SumColumns implements Chunks {
        private double[] x = {}, out = {};
        private int atX, rows, stride, at, count;

        @Override
        public void run(Kernels kernels, int thread, int chunk) {
            int from = chunk * COLUMNS;
            kernels.sumColumns(x, atX + from, rows, stride, out, at + from, Math.min(COLUMNS, count - from));
        }
    }
}
