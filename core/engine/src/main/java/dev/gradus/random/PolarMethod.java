package dev.gradus.random;

import java.util.function.DoubleSupplier;

/**
 * Generates standard normal numbers by Marsaglia's polar method (Marsaglia and Bray, "A convenient method for generating
 * normal variables", SIAM Review 6(3), 1964). A point (x₁, x₂), uniform in the unit disc without its center, with r² = x₁² +
 * x₂², gives two independent normals, x₂ f and x₁ f, where f = √(−2 ln(r²) / r²). The first is returned and the second is
 * kept for the next call, in the order of NumPy's {@code legacy_gauss}.
 *
 * <p>All operations, including those of the logarithm, round identically on every JVM, so the same uniforms give the same
 * normals, bit for bit.
 */
final class PolarMethod {
    private final DoubleSupplier uniform;
    private double second;
    private boolean hasSecond;

    /** Creates a generator that takes numbers, uniform in [0, 1), from {@code uniform}. */
    PolarMethod(DoubleSupplier uniform) {
        this.uniform = uniform;
    }

    /** Returns the number kept for the next call, or NaN if there is none. */
    double kept() {
        return hasSecond ? second : Double.NaN;
    }

    void keep(double number) {
        second = number;
        hasSecond = !Double.isNaN(number);
    }

    double next() {
        if (hasSecond) {
            hasSecond = false;
            return second;
        }
        double x1;
        double x2;
        double r2;
        do {
            x1 = 2 * uniform.getAsDouble() - 1;
            x2 = 2 * uniform.getAsDouble() - 1;
            r2 = x1 * x1 + x2 * x2;
        } while (r2 >= 1 || r2 == 0);
        double f = Math.sqrt(-2 * PreciseLogarithm.log(r2) / r2);
        second = f * x1;
        hasSecond = true;
        return f * x2;
    }
}
