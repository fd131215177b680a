package dev.gradus.properties.linalg;

import dev.gradus.linalg.Lu;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

class LuProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Lu::new)
                .input(
                        "a",
                        dims("*", "n", "n"),
                        Values.between(-3, 3)
                                .whereNonzero("the least lead of a pivot over the next one", LuProperties::lead))
                .size("*", 0, 2)
                .size("n", 0, 3)
                .without(
                        Law.MAGNITUDES,
                        "tiny elements make nearly singular matrices, where numerical differentiation says little")
                .without(Law.EXTREMES, "a matrix of tiny and ordinary numbers may be singular as a matrix of doubles")
                .referenceTensor(in -> Ejml.each(
                        in.get(0),
                        new int[] {
                            2 * in.get(0).shape().size(-1), in.get(0).shape().size(-1)
                        },
                        a -> eliminated(a)[0]))
                .tolerance(1e-9, 1e-9)
                .refuses(Shape.of(2, 3));
    }

    private static double lead(Tensor matrices) {
        return Arrays.stream(Ejml.each(matrices, new int[] {1, 1}, a -> eliminated(a)[1])
                        .toArray())
                .min()
                .orElse(1);
    }

    /** The factors, L and U in one and P below, by subtracting rows; and the least lead of a pivot. */
    private static double[][] eliminated(DMatrixRMaj a) {
        int n = a.numRows;
        double[][] rows = new double[n][];
        int[] from = new int[n];
        for (int i = 0; i < n; i++) {
            rows[i] = Arrays.copyOfRange(a.data, i * n, (i + 1) * n);
            from[i] = i;
        }
        double lead = 1;
        for (int j = 0; j < n; j++) {
            int best = j;
            double second = 0;
            for (int i = j + 1; i < n; i++) {
                double magnitude = Math.abs(rows[i][j]);
                second = Math.max(second, Math.min(magnitude, Math.abs(rows[best][j])));
                best = magnitude > Math.abs(rows[best][j]) ? i : best;
            }
            lead = Math.min(lead, Math.abs(rows[best][j]) - second);
            double[] row = rows[best];
            rows[best] = rows[j];
            rows[j] = row;
            int place = from[best];
            from[best] = from[j];
            from[j] = place;
            for (int i = j + 1; i < n; i++) {
                rows[i][j] /= row[j];
                for (int c = j + 1; c < n; c++) {
                    rows[i][c] -= rows[i][j] * row[c];
                }
            }
        }
        double[] factors = new double[2 * n * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(rows[i], 0, factors, i * n, n);
            factors[(n + from[i]) * n + i] = 1;
        }
        return new double[][] {factors, {lead}};
    }
}
