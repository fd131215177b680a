package dev.gradus.kernel.scalar;

import dev.gradus.kernel.math.Sums;

/** Σ (a − b)², in the order of {@link Sums}. */
public final class ScalarSquaredError {
    private ScalarSquaredError() {}

    public static double square(double x) {
        return x * x;
    }

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
