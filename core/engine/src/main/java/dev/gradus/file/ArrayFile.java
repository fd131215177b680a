package dev.gradus.file;

import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads and writes named arrays: in the safetensors format if the file name ends with {@code .safetensors}, otherwise as
 * {@code .npz}.
 */
public final class ArrayFile {
    /** The maximum number of axes of an array in a file. */
    public static final int MOST_AXES = Sizes.MOST_AXES;

    private ArrayFile() {}

    private static boolean isSafetensors(Path file) {
        Objects.requireNonNull(file, "file");
        return file.toString().endsWith(".safetensors");
    }

    /**
     * Writes these arrays atomically.
     *
     * @throws IllegalArgumentException if the format does not support a name
     */
    public static void write(Path file, List<NamedArray> arrays) throws IOException {
        if (isSafetensors(file)) {
            SafetensorsWriter.write(file, arrays, Map.of());
        } else {
            NpzWriter.write(file, arrays);
        }
    }

    /**
     * Reads all arrays of a file, by name.
     *
     * @throws FileFormatException if it is missing or broken, or contains anything but arrays of real numbers
     */
    public static Map<String, Tensor> read(Path file) throws IOException {
        return isSafetensors(file) ? SafetensorsReader.read(file) : NpzReader.read(file);
    }

    /**
     * Fills arrays with the numbers that a file contains under their names.
     *
     * @param what the kind of arrays, for messages
     * @throws FileFormatException if the file does not contain exactly these names with these shapes, or is missing or
     *     broken; the contents of the arrays are then undefined
     */
    public static void read(Path file, String what, List<NamedArray> arrays) throws IOException {
        if (isSafetensors(file)) {
            SafetensorsReader.read(file, what, arrays);
        } else {
            NpzReader.read(file, what, arrays);
        }
    }
}
