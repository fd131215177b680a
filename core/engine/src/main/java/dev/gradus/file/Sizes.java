package dev.gradus.file;

import dev.gradus.tensor.Shape;
import java.util.Arrays;

/** The sizes of an array as a file claims them. */
final class Sizes {
    /** NumPy's limit of axes, and PyTorch's. */
    static final int MOST_AXES = 64;

    private Sizes() {}

    /** @throws FileFormatException if there are more axes than any array has; its message continues from the array's name */
    static void requireFewAxes(long[] sizes) throws FileFormatException {
        if (sizes.length > MOST_AXES) {
            throw new FileFormatException(
                    "has " + sizes.length + " axes, more than the " + MOST_AXES + " that NumPy knows");
        }
    }

    /**
     * The shape, if an array in Java can have it.
     *
     * @param text the sizes as the file writes them
     * @throws FileFormatException if it cannot; its message continues from the array's name
     */
    static Shape toShape(long[] sizes, String text) throws FileFormatException {
        int[] ints = Arrays.stream(sizes)
                .mapToInt(size -> (int) Math.min(size, Integer.MAX_VALUE))
                .toArray();
        if (Shape.isTooLarge(ints)) {
            throw new FileFormatException("has the shape (" + EntryNames.shown(text)
                    + "), more numbers than an array in Java holds; read it in parts");
        }
        return Shape.of(ints);
    }
}
