package dev.gradus.kernel;

import dev.gradus.kernel.math.Sums;
import java.util.Optional;

/** The sum of squared differences of two arrays, in the order of summation of {@link Reduction}. */
public final class SquaredError {
    private SquaredError() {}

    /** Σ (a − b)² over all elements. */
    public static double sum(Kernels kernels, double[] a, double[] b) {
        return a.length <= FewSquaredErrors.MOST ? few(a, b) : sum(kernels, a, b, 0, a.length);
    }

    /** Half the mean of the squares over so many examples, if there are few numbers. */
    public static Optional<BoundOp> bindFew(double[] a, double[] b, int examples, double[] out) {
        return a.length <= FewSquaredErrors.MOST
                ? Optional.of(new FewSquaredErrors(a, b, examples, out))
                : Optional.empty();
    }

    static double few(double[] a, double[] b) {
        double s0 = a.length > 0 ? square(a[0] - b[0]) : 0;
        double s1 = a.length > 1 ? square(a[1] - b[1]) : 0;
        double s2 = a.length > 2 ? square(a[2] - b[2]) : 0;
        double s3 = a.length > 3 ? square(a[3] - b[3]) : 0;
        double s4 = a.length > 4 ? square(a[4] - b[4]) : 0;
        double s5 = a.length > 5 ? square(a[5] - b[5]) : 0;
        double s6 = a.length > 6 ? square(a[6] - b[6]) : 0;
        double s7 = a.length > 7 ? square(a[7] - b[7]) : 0;
        return Sums.ofLanes(s0, s1, s2, s3, s4, s5, s6, s7);
    }

    static double square(double x) {
        return x * x;
    }

    private static double sum(Kernels kernels, double[] a, double[] b, int from, int to) {
        int elements = to - from;
        if (elements > Sums.BLOCK) {
            int middle = from + Sums.leftPart(elements);
            return sum(kernels, a, b, from, middle) + sum(kernels, a, b, middle, to);
        }
        return kernels.squaredErrors(a, from, b, from, elements);
    }

    /** The sum of one block at most. */
    static double ofBlock(double[] a, int atA, double[] b, int atB, int count) {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int i = 0;
        for (; i <= count - 8; i += 8) {
            s0 += square(a[atA + i] - b[atB + i]);
            s1 += square(a[atA + i + 1] - b[atB + i + 1]);
            s2 += square(a[atA + i + 2] - b[atB + i + 2]);
            s3 += square(a[atA + i + 3] - b[atB + i + 3]);
            s4 += square(a[atA + i + 4] - b[atB + i + 4]);
            s5 += square(a[atA + i + 5] - b[atB + i + 5]);
            s6 += square(a[atA + i + 6] - b[atB + i + 6]);
            s7 += square(a[atA + i + 7] - b[atB + i + 7]);
        }
        int left = count - i;
        s0 += left > 0 ? square(a[atA + i] - b[atB + i]) : 0;
        s1 += left > 1 ? square(a[atA + i + 1] - b[atB + i + 1]) : 0;
        s2 += left > 2 ? square(a[atA + i + 2] - b[atB + i + 2]) : 0;
        s3 += left > 3 ? square(a[atA + i + 3] - b[atB + i + 3]) : 0;
        s4 += left > 4 ? square(a[atA + i + 4] - b[atB + i + 4]) : 0;
        s5 += left > 5 ? square(a[atA + i + 5] - b[atB + i + 5]) : 0;
        s6 += left > 6 ? square(a[atA + i + 6] - b[atB + i + 6]) : 0;
        return Sums.ofLanes(s0, s1, s2, s3, s4, s5, s6, s7);
    }
}
