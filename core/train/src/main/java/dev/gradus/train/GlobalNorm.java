package dev.gradus.train;

/** Clips gradients by their global norm √Σg². */
final class GlobalNorm {
    private GlobalNorm() {}

    /**
     * Multiplies all gradients by c / ‖g‖ if the norm exceeds c. They are first scaled by a power of two, which is exact, so
     * that no square overflows or underflows. If a gradient is not finite, none is changed, and the step reports it.
     */
    static void clip(Proposal[] proposals, double c) {
        double largest = largest(proposals);
        if (largest == 0 || !Double.isFinite(largest)) {
            return;
        }
        double scale = Math.scalb(1.0, -Math.max(Math.getExponent(largest), -1000));
        double norm = Math.sqrt(sumOfSquares(proposals, scale));
        if (norm > c * scale) {
            multiply(proposals, c * scale / norm);
        }
    }

    private static double largest(Proposal[] proposals) {
        double largest = 0;
        for (Proposal next : proposals) {
            for (int i = 0; next.isActive && i < next.gradient.length; i++) {
                largest = Math.max(largest, Math.abs(next.gradient[i]));
            }
        }
        return largest;
    }

    private static double sumOfSquares(Proposal[] proposals, double scale) {
        double sum = 0;
        for (Proposal next : proposals) {
            for (int i = 0; next.isActive && i < next.gradient.length; i++) {
                double g = next.gradient[i] * scale;
                sum += g * g;
            }
        }
        return sum;
    }

    private static void multiply(Proposal[] proposals, double factor) {
        for (Proposal next : proposals) {
            double[] gradient = next.gradient, scaled = next.ownGradient();
            for (int i = 0; next.isActive && i < scaled.length; i++) {
                scaled[i] = gradient[i] * factor;
            }
        }
    }
}
