package dev.gradus.kernel;

/** Doubles that stand for probabilities. */
public final class Probabilities {
    private Probabilities() {}

    /** The position of the first that is not from 0 to 1, or −1 if all are. */
    public static int firstInvalid(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0 && values[i] <= 1)) {
                return i;
            }
        }
        return -1;
    }
}
