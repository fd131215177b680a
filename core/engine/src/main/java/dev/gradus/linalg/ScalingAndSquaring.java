package dev.gradus.linalg;

import java.util.Arrays;

/**
 * Computes e^A = (e^(A/2ˢ))^(2ˢ), where s scales the matrix so that the Padé approximation of degree 13 is accurate to
 * double precision (N. J. Higham, "The scaling and squaring method for the matrix exponential revisited", SIAM J. Matrix
 * Anal. Appl. 26, 2005). These loops define the bits.
 */
final class ScalingAndSquaring {
    /** The numerator's coefficients. The denominator's are the same with alternating signs. */
    private static final double[] PADE = {
        64764752532480000.0,
        32382376266240000.0,
        7771770303897600.0,
        1187353796428800.0,
        129060195264000.0,
        10559470521600.0,
        670442572800.0,
        33522128640.0,
        1323241920.0,
        40840800.0,
        960960.0,
        16380.0,
        182.0,
        1.0
    };

    /** The largest norm for which the approximation is accurate to double precision, θ₁₃ of Higham's table 2.3. */
    private static final double LARGEST = 5.371920351148152;

    private final int n;

    private ScalingAndSquaring(int n) {
        this.n = n;
    }

    /** Computes NaN if an element is not finite. */
    static void exponential(double[] in, double[] out, int at, int n) {
        double[] a = Arrays.copyOfRange(in, at, at + n * n);
        ScalingAndSquaring of = new ScalingAndSquaring(n);
        double norm = of.norm(a);
        if (!Double.isFinite(norm)) {
            Arrays.fill(out, at, at + n * n, Double.NaN);
            return;
        }
        int squarings = norm <= LARGEST ? 0 : Math.getExponent(norm / LARGEST) + 1;
        for (int i = 0; i < a.length; i++) {
            a[i] = Math.scalb(a[i], -squarings);
        }
        double[] power = of.approximation(a);
        for (int i = 0; i < squarings; i++) {
            power = of.product(power, power);
        }
        System.arraycopy(power, 0, out, at, power.length);
    }

    private double norm(double[] a) {
        double norm = 0;
        for (int column = 0; column < n; column++) {
            double sum = 0;
            for (int row = 0; row < n; row++) {
                sum += Math.abs(a[row * n + column]);
            }
            norm = Math.max(norm, sum);
        }
        return norm;
    }

    /**
     * Computes p(A) = v + u and p(−A) = v − u, with the even powers in v and the odd ones in u, and solves for p(−A)⁻¹ p(A).
     */
    private double[] approximation(double[] a) {
        double[] a2 = product(a, a);
        double[] a4 = product(a2, a2);
        double[] a6 = product(a4, a2);
        double[] u = product(a, powers(1, a2, a4, a6));
        double[] v = powers(0, a2, a4, a6);
        double[] above = new double[n * n], below = new double[n * n];
        for (int i = 0; i < n * n; i++) {
            above[i] = v[i] + u[i];
            below[i] = v[i] - u[i];
        }
        double[] quotient = new double[n * n];
        Elimination.of(below, 0, n).solve(above, 0, n, quotient, 0);
        return quotient;
    }

    /** Computes A⁶ (b₁₂ A⁶ + b₁₀ A⁴ + b₈ A²) + b₆ A⁶ + b₄ A⁴ + b₂ A² + b₀, or with the successor of each coefficient. */
    private double[] powers(int odd, double[] a2, double[] a4, double[] a6) {
        double[] high = new double[n * n];
        for (int i = 0; i < high.length; i++) {
            high[i] = PADE[12 + odd] * a6[i] + PADE[10 + odd] * a4[i] + PADE[8 + odd] * a2[i];
        }
        double[] sum = product(a6, high);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += PADE[6 + odd] * a6[i] + PADE[4 + odd] * a4[i] + PADE[2 + odd] * a2[i];
        }
        for (int i = 0; i < n; i++) {
            sum[i * n + i] += PADE[odd];
        }
        return sum;
    }

    private double[] product(double[] a, double[] b) {
        double[] product = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                for (int j = 0; j < n; j++) {
                    product[i * n + j] = Math.fma(a[i * n + k], b[k * n + j], product[i * n + j]);
                }
            }
        }
        return product;
    }
}
