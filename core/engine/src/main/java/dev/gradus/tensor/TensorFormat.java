package dev.gradus.tensor;

/**
 * How a tensor prints.
 *
 * @param decimals the most digits after the point, at least 0; fewer are printed when fewer write every number exactly
 * @param threshold a tensor of more elements than this is printed in part: of each axis that is longer than twice
 *     {@code edgeItems}, only that many first and last items, with {@code ...} between them
 * @param edgeItems how many items of a long axis are printed at either end, at least 1
 */
public record TensorFormat(int decimals, int threshold, int edgeItems) {

    /** At most 4 decimals; of tensors over 1000 elements the first and last 3 items along each axis. */
    public static final TensorFormat DEFAULT = new TensorFormat(4, 1000, 3);

    /** Checks the numbers; throws IllegalArgumentException when one is too small. */
    public TensorFormat {
        requireAtLeast(0, "decimals", decimals);
        requireAtLeast(0, "threshold", threshold);
        requireAtLeast(1, "edgeItems", edgeItems);
    }

    private static void requireAtLeast(int least, String name, int value) {
        if (value < least) {
            throw new IllegalArgumentException("a tensor prints with " + name + " ≥ " + least + ", not " + value);
        }
    }

    /** The same format with another number of decimals. */
    public TensorFormat withDecimals(int decimals) {
        return new TensorFormat(decimals, threshold, edgeItems);
    }

    /** The same format for every element of any tensor, however large. */
    public TensorFormat whole() {
        return new TensorFormat(decimals, Integer.MAX_VALUE, edgeItems);
    }
}
