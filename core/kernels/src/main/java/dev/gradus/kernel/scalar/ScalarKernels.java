package dev.gradus.kernel.scalar;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.Scratch;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.math.Maximum;
import dev.gradus.kernel.math.Sums;

/** Kernels in plain Java. They define the bits of the SIMD kernels and compute what is too short for vectors. */
public class ScalarKernels implements Kernels {
    private final Scratch block = new Scratch();
    private final Scratch outerBlock = new Scratch();
    private final Scratch[] ofOps = {new Scratch(), new Scratch(), new Scratch(), new Scratch()};
    private final ScalarProduct product = new ScalarProduct();

    @Override
    public void unary(UnaryFunction f, double[] x, int atX, double[] out, int at, int count) {
        ScalarElementwise.unary(f, x, atX, out, at, count);
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
        ScalarElementwise.binary(f, a, atA, stepA, b, atB, stepB, out, at, count);
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
        for (int i = 0; i < count; i++) {
            out[at + i] = condition[atCondition + i * stepCondition] != 0 ? a[atA + i * stepA] : b[atB + i * stepB];
        }
    }

    @Override
    public double sum(double[] x, int atX, int count) {
        return Sums.of(x, atX, 1, count);
    }

    @Override
    public double squaredErrors(double[] a, int atA, double[] b, int atB, int count) {
        return ScalarSquaredError.ofBlock(a, atA, b, atB, count);
    }

    @Override
    public void sumColumns(double[] x, int atX, int rows, int stride, double[] out, int at, int count) {
        for (int column = 0; column < count; column++) {
            out[at + column] = Sums.of(x, atX + column, stride, rows);
        }
    }

    @Override
    public void argMax(double[] x, int atX, int rows, int length, double[] out, int at) {
        for (int row = 0; row < rows; row++) {
            out[at + row] = Maximum.index(x, atX + row * length, length);
        }
    }

    @Override
    public void multiply(
            MatrixProduct product, double[] a, int atA, double[] b, int atB, double[] out, int at, int from, int to) {
        this.product.multiply(product, a, atA, b, atB, out, at, from, to);
    }

    @Override
    public double[] block() {
        return block.ofAtLeast(Sums.BLOCK);
    }

    @Override
    public double[] outerBlock() {
        return outerBlock.ofAtLeast(Sums.BLOCK);
    }

    @Override
    public double[] scratch(int which, int elements) {
        return ofOps[which].ofAtLeast(elements);
    }
}
