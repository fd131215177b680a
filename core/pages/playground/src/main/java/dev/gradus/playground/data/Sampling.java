package dev.gradus.playground.data;

/**
 * Which of its numbers a page trains on, and in what portions.
 *
 * @param heldOut the percentage of rows that are not trained on
 * @param noise the standard deviation of what is added to the numbers, in percent of their own
 * @param batch the number of rows of a mini-batch; 0 for all rows at once
 */
public record Sampling(int heldOut, int noise, int batch) {
    /** All rows at once, without noise. */
    public static final Sampling USUAL = new Sampling(0, 0, 0);

    private static final int MOST_HELD_OUT = 90;
    private static final int MOST_NOISE = 200;

    /** Whether all three are in range. */
    public boolean isLegal() {
        return heldOut >= 0
                && heldOut <= MOST_HELD_OUT
                && noise >= 0
                && noise <= MOST_NOISE
                && batch >= 0
                && batch <= DataSets.MOST_ROWS;
    }

    /** The same without noise. */
    public Sampling withoutNoise() {
        return new Sampling(heldOut, 0, batch);
    }
}
