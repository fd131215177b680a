package dev.gradus.kernel.simd;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.scalar.ScalarKernels;
import dev.gradus.kernel.thread.ProcessorTime;
import dev.gradus.kernel.thread.WarmerThread;

/**
 * Kernels that start as scalar ones. Each kernel is replaced by its SIMD version as soon as that is faster in this JVM.
 * Both produce the same bits, so the moment of the switch affects only the speed of a program's first second.
 */
public final class WarmingKernels extends ScalarKernels {
    private static final VectorTrials OF_THIS_JVM = new VectorTrials(
            VectorTrials.ENOUGH, VectorTrials.PATIENCE_NANOS, ProcessorTime::nanos, WarmerThread.ofThisJvm());

    private final SimdKernels vectors = new SimdKernels();
    private final VectorTrials trials;

    public WarmingKernels() {
        this(OF_THIS_JVM);
    }

    /** Creates kernels with separate trials, for tests. */
    WarmingKernels(VectorTrials trials) {
        this.trials = trials;
    }

    @Override
    public int lanes() {
        return vectors.lanes();
    }

    private static boolean suitsVectors(VectorTrial trial, int count) {
        return count >= FEWEST_FOR_VECTORS && trial.isWon(count);
    }

    @Override
    public void unary(UnaryFunction f, double[] x, int atX, double[] out, int at, int count) {
        if (SimdFunctions.isGenerated(f) || suitsVectors(trials.of(f), count)) {
            vectors.unary(f, x, atX, out, at, count);
        } else {
            super.unary(f, x, atX, out, at, count);
        }
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
        if (SimdFunctions.isGenerated(f) || suitsVectors(trials.of(f), count)) {
            vectors.binary(f, a, atA, stepA, b, atB, stepB, out, at, count);
        } else {
            super.binary(f, a, atA, stepA, b, atB, stepB, out, at, count);
        }
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
        if (suitsVectors(trials.select, count)) {
            vectors.select(condition, atCondition, stepCondition, a, atA, stepA, b, atB, stepB, out, at, count);
        } else {
            super.select(condition, atCondition, stepCondition, a, atA, stepA, b, atB, stepB, out, at, count);
        }
    }

    @Override
    public double sum(double[] x, int atX, int count) {
        return suitsVectors(trials.sum, count) ? vectors.sum(x, atX, count) : super.sum(x, atX, count);
    }

    @Override
    public double squaredErrors(double[] a, int atA, double[] b, int atB, int count) {
        return suitsVectors(trials.squaredErrors, count)
                ? vectors.squaredErrors(a, atA, b, atB, count)
                : super.squaredErrors(a, atA, b, atB, count);
    }

    @Override
    public void sumColumns(double[] x, int atX, int rows, int stride, double[] out, int at, int count) {
        if (suitsVectors(trials.sumColumns, rows)) {
            vectors.sumColumns(x, atX, rows, stride, out, at, count);
        } else {
            super.sumColumns(x, atX, rows, stride, out, at, count);
        }
    }

    @Override
    public void argMax(double[] x, int atX, int rows, int length, double[] out, int at) {
        if (suitsVectors(trials.argMax, rows * length)) {
            vectors.argMax(x, atX, rows, length, out, at);
        } else {
            super.argMax(x, atX, rows, length, out, at);
        }
    }

    @Override
    public void multiply(
            MatrixProduct product, double[] a, int atA, double[] b, int atB, double[] out, int at, int from, int to) {
        if (trials.of(product).isWon((long) (to - from) * product.inner() * product.columns())) {
            vectors.multiply(product, a, atA, b, atB, out, at, from, to);
        } else {
            super.multiply(product, a, atA, b, atB, out, at, from, to);
        }
    }
}
