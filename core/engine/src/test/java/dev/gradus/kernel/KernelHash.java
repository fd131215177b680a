package dev.gradus.kernel;

import java.util.Random;

/** A program that prints which kernels it was given and one number that stands for the bits of their results. */
final class KernelHash {
    private static final int SIZE = 5003;

    private long hash;

    private KernelHash() {}

    public static void main(String[] arguments) {
        Kernels kernels = AvailableKernels.chosen();
        AvailableKernels.chosen();
        KernelHash hash = new KernelHash();
        hash.add(kernels);
        System.out.println(kernels.getClass().getSimpleName() + " " + hash.hash);
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
        kernels.multiply(MatrixProduct.of(50, 70, 25), x, 0, x, 100, out, 0, 0, 50);
        add(out);
    }

    private void add(double[] results) {
        for (double result : results) {
            hash = 31 * hash + Double.doubleToLongBits(result);
        }
    }
}
