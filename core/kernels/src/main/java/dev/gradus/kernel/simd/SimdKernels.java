package dev.gradus.kernel.simd;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.Scratch;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.loop.FusedLoop;
import dev.gradus.kernel.loop.Warming;
import dev.gradus.kernel.scalar.ScalarKernels;
import java.util.Arrays;
import java.util.Optional;

/**
 * Kernels on vectors. Their classes are loaded when the first loop is warm, because that takes longer than many small
 * programs. The scalar kernels compute short arrays, and the elements after the last whole vector.
 */
public final class SimdKernels extends ScalarKernels {
    /** The scalar kernels compute products with fewer multiplications, and products with one column. */
    private static final int FEW_PRODUCTS = 512;

    /** The number of multiplications of a product in the time of one element. */
    private static final int PRODUCTS = 4;

    private static final double[] NONE = {};

    private final VectorLoops loops;
    private final Scratch first = new Scratch();
    private final Scratch second = new Scratch();
    private final double[][] ofOne = {NONE, NONE};
    private final double[][] ofTwo = {NONE, NONE, NONE};

    private final Scratch repeated = new Scratch();
    private final Scratch between = new Scratch();
    private Optional<SimdArgMax> argMax = Optional.empty();
    private Optional<SimdProduct> simdProduct = Optional.empty();

    @Override
    public boolean hasVectors() {
        return true;
    }

    /** Creates kernels that use each of these loops once it is fast, and the scalar kernels until then. */
    public SimdKernels(VectorLoops loops) {
        this.loops = loops;
    }

    /** Returns the number of elements to compute on vectors. */
    private static int onVectors(Warming loop, int count) {
        return count >= FEWEST_FOR_VECTORS && loop.isFast(count) ? Simd.whole(count) : 0;
    }

    /**
     * Prefers handwritten loops, which are faster than generated ones; core/bench/benchmarks/measurements/functions.md states by
     * how much.
     */
    @Override
    public void unary(UnaryFunction f, double[] x, int atX, double[] out, int at, int count) {
        Warming loop = loops.of(f);
        int whole = onVectors(loop, count);
        if (whole > 0 && SimdFunctions.isGenerated(f)) {
            ofOne[0] = x;
            ofOne[1] = out;
            loop.loop().vectors(ofOne, at - atX, at, at + whole);
            ofOne[0] = NONE;
            ofOne[1] = NONE;
        } else if (whole > 0) {
            SimdFunctions.run(f, x, atX, between.ofAtLeast(3 * SimdLoop.BLOCK), out, at, whole);
        }
        super.unary(f, x, atX + whole, out, at + whole, count - whole);
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
        boolean isGenerated = SimdFunctions.isGenerated(f);
        Warming loop = isGenerated ? loops.of(f, stepA, stepB) : loops.of(f);
        int whole = onVectors(loop, count);
        if (whole > 0 && isGenerated) {
            generated(loop.loop(), a, atA, stepA, b, atB, stepB, out, at, whole);
        } else if (whole > 0) {
            double[] left = stepA == 0 ? repeated(a[atA], 0) : a;
            double[] right = stepB == 0 ? repeated(b[atB], 1) : b;
            int startOfLeft = stepA == 0 ? 0 : atA;
            int startOfRight = stepB == 0 ? Simd.LANES : atB;
            SimdArithmetic.binary(f, left, startOfLeft, stepA, right, startOfRight, stepB, out, at, whole);
        }
        super.binary(f, a, atA + whole * stepA, stepA, b, atB + whole * stepB, stepB, out, at + whole, count - whole);
    }

    /** Copies both operands block by block, because the generated loop reads them at the same index. */
    private void generated(
            FusedLoop loop,
            double[] a,
            int atA,
            int stepA,
            double[] b,
            int atB,
            int stepB,
            double[] out,
            int at,
            int whole) {
        double[] left = first.ofAtLeast(SimdLoop.BLOCK);
        double[] right = second.ofAtLeast(SimdLoop.BLOCK);
        int elements;
        for (int i = 0; i < whole; i += elements) {
            elements = Math.min(SimdLoop.BLOCK, whole - i);
            System.arraycopy(a, atA + i * stepA, left, 0, stepA == 0 ? 1 : elements);
            System.arraycopy(b, atB + i * stepB, right, 0, stepB == 0 ? 1 : elements);
            ofTwo[0] = left;
            ofTwo[1] = right;
            ofTwo[2] = out;
            loop.vectors(ofTwo, at + i, at + i, at + i + elements);
        }
        ofTwo[2] = NONE;
    }

    /** Returns an array with a vector of equal elements at one of three positions. */
    private double[] repeated(double value, int position) {
        double[] vectors = repeated.ofAtLeast(3 * Simd.LANES);
        Arrays.fill(vectors, position * Simd.LANES, (position + 1) * Simd.LANES, value);
        return vectors;
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
        int whole = onVectors(loops.select, count);
        if (whole > 0) {
            SimdArithmetic.select(
                    stepCondition == 0 ? repeated(condition[atCondition], 0) : condition,
                    stepCondition == 0 ? 0 : atCondition,
                    stepCondition,
                    stepA == 0 ? repeated(a[atA], 1) : a,
                    stepA == 0 ? Simd.LANES : atA,
                    stepA,
                    stepB == 0 ? repeated(b[atB], 2) : b,
                    stepB == 0 ? 2 * Simd.LANES : atB,
                    stepB,
                    out,
                    at,
                    whole);
        }
        super.select(
                condition,
                atCondition + whole * stepCondition,
                stepCondition,
                a,
                atA + whole * stepA,
                stepA,
                b,
                atB + whole * stepB,
                stepB,
                out,
                at + whole,
                count - whole);
    }

    @Override
    public double sum(double[] x, int atX, int count) {
        return onVectors(loops.sum, count) > 0 ? SimdReduction.sum(x, atX, count) : super.sum(x, atX, count);
    }

    @Override
    public double squaredErrors(double[] a, int atA, double[] b, int atB, int count) {
        return onVectors(loops.squaredErrors, count) > 0
                ? SimdSquaredError.ofBlock(a, atA, b, atB, count)
                : super.squaredErrors(a, atA, b, atB, count);
    }

    @Override
    public void sumColumns(double[] x, int atX, int rows, int stride, double[] out, int at, int count) {
        int whole = rows >= FEWEST_FOR_VECTORS && loops.sumColumns.isFast((long) rows * count) ? Simd.whole(count) : 0;
        for (int column = 0; column < whole; column += Simd.LANES) {
            SimdReduction.sumColumns(
                    x, atX + column, rows, stride, out, at + column, between.ofAtLeast(SimdLoop.BLOCK), 0);
        }
        super.sumColumns(x, atX + whole, rows, stride, out, at + whole, count - whole);
    }

    @Override
    public void argMax(double[] x, int atX, int rows, int length, double[] out, int at) {
        int done = onVectors(loops.argMax, rows * length) > 0 ? argMax().rows(x, atX, rows, length, out, at) : 0;
        super.argMax(x, atX + done * length, rows - done, length, out, at + done);
    }

    private SimdArgMax argMax() {
        if (argMax.isEmpty()) {
            argMax = Optional.of(new SimdArgMax());
        }
        return argMax.get();
    }

    private SimdProduct simdProduct() {
        if (simdProduct.isEmpty()) {
            simdProduct = Optional.of(new SimdProduct());
        }
        return simdProduct.get();
    }

    @Override
    public void multiply(
            MatrixProduct product, double[] a, int atA, double[] b, int atB, double[] out, int at, int from, int to) {
        long products = (long) (to - from) * product.inner() * product.columns();
        boolean isColumn = product.columns() == 1;
        if (products < FEW_PRODUCTS
                || isColumn && !SimdColumn.does(product)
                || !loops.of(product).isFast(products / PRODUCTS)) {
            super.multiply(product, a, atA, b, atB, out, at, from, to);
        } else if (isColumn) {
            SimdColumn.multiply(product, a, atA, b, atB, out, at, from, to, between.ofAtLeast(Simd.LANES));
        } else {
            simdProduct().multiply(product, a, atA, b, atB, out, at, from, to);
        }
    }
}
