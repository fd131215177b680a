package dev.gradus.tensor;

/**
 * The format in which a tensor is printed.
 *
 * @param decimals the maximum number of digits after the point, at least 0; fewer are printed if all numbers are exact with
 *     fewer
 * @param threshold the number of elements above which a tensor is abbreviated: of each axis longer than twice {@code
 *     edgeItems}, only that many first and last items are printed, with {@code ...} between them
 * @param edgeItems the number of items printed at each end of a long axis, at least 1
 */
public record TensorFormat(int decimals, int threshold, int edgeItems) {

    /**
     * At most 4 decimals; tensors of more than 1000 elements are abbreviated to the first and last 3 items along each axis.
     */
    public static final TensorFormat DEFAULT = new TensorFormat(4, 1000, 3);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is too small
     */
    public TensorFormat {
        requireAtLeast(0, "decimals", decimals);
        requireAtLeast(0, "threshold", threshold);
        requireAtLeast(1, "edgeItems", edgeItems);
    }

    private static void requireAtLeast(int least, String name, int value) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "TensorFormat: " + name + " must be at least " + least + ", but is " + value);
        }
    }

    /** Returns the same format with another number of decimals. */
    public TensorFormat withDecimals(int decimals) {
        return new TensorFormat(decimals, threshold, edgeItems);
    }

    /** Returns the same format without abbreviation. */
    public TensorFormat whole() {
        return new TensorFormat(decimals, Integer.MAX_VALUE, edgeItems);
    }
}
