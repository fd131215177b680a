package dev.gradus.kernel.reduce;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.UnrolledCode;

/**
 * The sum of each row of a matrix, added to 0 from the first element to the last. Each addition waits for the one
 * before, so four rows are added at a time.
 *
 * @param length the length of a row
 */
public record OrderedSums(int length) implements KernelOp {
    @Override
    public void forward(Kernels kernels, double[][] in, double[] out) {
        double[] x = in[0];
        int row = 0;
        for (; row + 4 <= out.length; row += 4) {
            int first = row * length;
            double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
            for (int at = first; at < first + length; at++) {
                s0 += x[at];
                s1 += x[at + length];
                s2 += x[at + 2 * length];
                s3 += x[at + 3 * length];
            }
            out[row] = s0;
            out[row + 1] = s1;
            out[row + 2] = s2;
            out[row + 3] = s3;
        }
        for (; row < out.length; row++) {
            double sum = 0;
            for (int at = row * length; at < (row + 1) * length; at++) {
                sum += x[at];
            }
            out[row] = sum;
        }
    }

    @Override
    public BoundOp bind(Kernels kernels, double[][] in, double[] out) {
        return new BoundOp() {
            @Override
            public boolean unroll(UnrolledCode code) {
                for (int row = 0; row < out.length; row++) {
                    code.push(0);
                    for (int at = row * length; at < (row + 1) * length; at++) {
                        code.load(in[0], at);
                        code.add();
                    }
                    code.store(out, row);
                }
                return true;
            }

            @Override
            public void run() {
                forward(kernels, in, out);
            }
        };
    }
}
