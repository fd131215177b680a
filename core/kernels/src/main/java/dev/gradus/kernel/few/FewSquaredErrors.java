package dev.gradus.kernel.few;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.UnrolledCode;
import dev.gradus.kernel.math.Sums;
import dev.gradus.kernel.scalar.ScalarSquaredError;
import java.util.Optional;

/** Half the mean squared error of a few examples. */
public final class FewSquaredErrors extends BoundOp {
    private static final int MOST = Sums.LANES;

    private final double[] a;
    private final double[] b;
    private final int examples;
    private final double[] out;

    private FewSquaredErrors(double[] a, double[] b, int examples, double[] out) {
        this.a = a;
        this.b = b;
        this.examples = examples;
        this.out = out;
    }

    public static Optional<BoundOp> of(double[] a, double[] b, int examples, double[] out) {
        return a.length <= MOST ? Optional.of(new FewSquaredErrors(a, b, examples, out)) : Optional.empty();
    }

    @Override
    public boolean unroll(UnrolledCode code) {
        code.push(0.5);
        code.sum(a.length, i -> {
            code.load(a, i);
            code.load(b, i);
            code.subtract();
            code.duplicate();
            code.multiply();
        });
        code.push((double) examples);
        code.divide();
        code.multiply();
        code.store(out, 0);
        return true;
    }

    @Override
    public void run() {
        out[0] = 0.5 * (sum(a, b) / examples);
    }

    private static double sum(double[] a, double[] b) {
        double s0 = a.length > 0 ? ScalarSquaredError.square(a[0] - b[0]) : 0;
        double s1 = a.length > 1 ? ScalarSquaredError.square(a[1] - b[1]) : 0;
        double s2 = a.length > 2 ? ScalarSquaredError.square(a[2] - b[2]) : 0;
        double s3 = a.length > 3 ? ScalarSquaredError.square(a[3] - b[3]) : 0;
        double s4 = a.length > 4 ? ScalarSquaredError.square(a[4] - b[4]) : 0;
        double s5 = a.length > 5 ? ScalarSquaredError.square(a[5] - b[5]) : 0;
        double s6 = a.length > 6 ? ScalarSquaredError.square(a[6] - b[6]) : 0;
        double s7 = a.length > 7 ? ScalarSquaredError.square(a[7] - b[7]) : 0;
        return Sums.ofLanes(s0, s1, s2, s3, s4, s5, s6, s7);
    }
}
