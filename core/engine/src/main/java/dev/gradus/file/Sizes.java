package dev.gradus.file;

import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Shape;
import java.util.Arrays;

/** Checks the sizes of an array in a file. */
final class Sizes {
    /** The maximum number of axes in NumPy and PyTorch. */
    static final int MOST_AXES = 64;

    private Sizes() {}

    /** @throws FileFormatException if there are too many axes; the message continues the array's name */
    static void requireFewAxes(long[] sizes) throws FileFormatException {
        if (sizes.length > MOST_AXES) {
            throw new FileFormatException("has " + sizes.length + " axes, more than NumPy's limit of " + MOST_AXES);
        }
    }

    /**
     * Returns the shape.
     *
     * @param text the sizes as the file writes them
     * @throws FileFormatException if a Java array cannot have it; the message continues the array's name
     */
    static Shape toShape(long[] sizes, String text) throws FileFormatException {
        int[] ints = Arrays.stream(sizes)
                .mapToInt(size -> (int) Math.min(size, Integer.MAX_VALUE))
                .toArray();
        if (Shape.isTooLarge(ints)) {
            throw new FileFormatException("has the shape (" + EntryNames.shown(text)
                    + "), which exceeds the maximum size of a Java array; read it in parts");
        }
        return Shape.of(ints);
    }
}
