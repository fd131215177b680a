package dev.gradus.train;

import java.util.List;

/** The norm √Σg² of all gradients together. */
final class GlobalNorm {
    private GlobalNorm() {}

    /**
     * Multiplies all gradients by c / ‖g‖ if the norm is greater than c. They are scaled by a power of two first, which is
     * exact, so that no square overflows or vanishes. If one is not finite all are left as they are, for the step to say
     * which.
     */
    static void clip(List<Proposal> proposals, double c) {
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

    /** The largest absolute value, NaN if there is one. */
    private static double largest(List<Proposal> proposals) {
        double largest = 0;
        for (int k = 0; k < proposals.size(); k++) {
            for (double g : proposals.get(k).gradient) {
                largest = Math.max(largest, Math.abs(g));
            }
        }
        return largest;
    }

    private static double sumOfSquares(List<Proposal> proposals, double scale) {
        double sum = 0;
        for (int k = 0; k < proposals.size(); k++) {
            for (double g : proposals.get(k).gradient) {
                sum += (g * scale) * (g * scale);
            }
        }
        return sum;
    }

    private static void multiply(List<Proposal> proposals, double factor) {
        for (int k = 0; k < proposals.size(); k++) {
            double[] gradient = proposals.get(k).gradient, scaled = proposals.get(k).ownGradient();
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] = gradient[i] * factor;
            }
        }
    }
}
