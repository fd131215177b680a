package dev.gradus.kernel;

import dev.gradus.kernel.host.AvailableKernels;
import java.util.Random;

/** A program that prints the name of its kernels and a hash of the bits of their results. */
public final class KernelHash {
    private static final int SIZE = 5003;

    private long hash;

    private KernelHash() {}

    public static void main(String[] arguments) {
        Kernels kernels = AvailableKernels.chosen();
        AvailableKernels.chosen();
        System.out.println(kernels.getClass().getSimpleName() + " " + of(kernels));
    }

    /** Returns a hash of the bits of the results of all methods. */
    public static long of(Kernels kernels) {
        KernelHash hash = new KernelHash();
        hash.add(kernels);
        return hash.hash;
    }

    private void add(Kernels kernels) {
        double[] a = AnyNumbers.of(SIZE, 1);
        double[] b = AnyNumbers.related(a, 2);
        double[] out = new double[SIZE];
        for (UnaryFunction f : UnaryFunction.values()) {
            kernels.unary(f, a, 0, out, 0, SIZE);
            add(out);
        }
        for (BinaryFunction f : BinaryFunction.values()) {
            kernels.binary(f, a, 0, 1, b, 0, 1, out, 0, SIZE);
            add(out);
        }
        kernels.select(a, 0, 1, b, 0, 1, b, 3, 0, out, 0, SIZE);
        add(out);
        double[] x = new Random(3).doubles(SIZE, -1, 1).toArray();
        add(new double[] {kernels.sum(x, 0, SIZE)});
        double[] columns = new double[10];
        kernels.sumColumns(x, 0, 500, 10, columns, 0, 10);
        add(columns);
        kernels.argMax(x, 0, 10, 50, columns, 0);
        add(columns);
        kernels.argMax(x, 0, 10, 7, columns, 0);
        add(columns);
        add(new double[] {kernels.squaredErrors(x, 0, x, 1, 4000)});
        for (int width : new int[] {1, 3, 25}) {
            for (int transposed = 0; transposed < 4; transposed++) {
                MatrixProduct product = new MatrixProduct(50, 70, width, transposed % 2 == 1, transposed / 2 == 1);
                kernels.multiply(product, x, 0, x, 100, out, 0, 0, 50);
                add(out);
            }
        }
    }

    private void add(double[] results) {
        for (double result : results) {
            hash = 31 * hash + Double.doubleToLongBits(result);
        }
    }
}
