package dev.gradus.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Named arrays in a file: in the safetensors format if its name ends with {@code .safetensors}, else as {@code .npz}. */
public final class ArrayFile {
    /** The most axes of an array in a file. */
    public static final int MOST_AXES = Sizes.MOST_AXES;

    private ArrayFile() {}

    private static boolean isSafetensors(Path file) {
        Objects.requireNonNull(file, "file");
        return file.toString().endsWith(".safetensors");
    }

    /**
     * Writes these arrays; afterwards the file is complete, or as it was.
     *
     * @throws IllegalArgumentException if a name cannot be in such a file
     */
    public static void write(Path file, List<NamedArray> arrays) throws IOException {
        if (isSafetensors(file)) {
            SafetensorsWriter.write(file, arrays, Map.of());
        } else {
            NpzWriter.write(file, arrays);
        }
    }

    /**
     * Fills arrays with the numbers that a file holds for their names.
     *
     * @param what they are, in messages
     * @throws FileFormatException if the file has not exactly these names with these shapes, or is broken or no such file;
     *     the arrays are undefined then
     */
    public static void read(Path file, String what, List<NamedArray> arrays) throws IOException {
        if (isSafetensors(file)) {
            SafetensorsReader.read(file, what, arrays);
        } else {
            NpzReader.read(file, what, arrays);
        }
    }
}
