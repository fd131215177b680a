package dev.gradus.kernel.math;

/** Independent trials that succeed with a given probability. */
public final class Bernoulli {
    private Bernoulli() {}

    /**
     * Fills the array with 0 where a trial with success probability p succeeds and 1 where it fails. All trials of all
     * keys and streams are independent. The probability is exact to 2⁻³².
     */
    public static void failures(double p, long key, long stream, double[] out) {
        Philox.uniform(key, stream, out);
        for (int i = 0; i < out.length; i++) {
            out[i] = out[i] < p ? 0 : 1;
        }
    }
}
