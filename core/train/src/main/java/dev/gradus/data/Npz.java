package dev.gradus.data;

import dev.gradus.file.NamedArray;
import dev.gradus.file.NpzReader;
import dev.gradus.file.NpzWriter;
import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Reads and writes NumPy's {@code .npz} files, which contain named arrays and may be compressed.
 *
 * <pre>{@code
 * Map<String, Tensor> arrays = Npz.read(Path.of("digits.npz"));       // Python: numpy.savez_compressed("digits.npz", x=x, y=y)
 * Tensor x = Npz.read(Path.of("digits.npz"), "x");
 * Npz.write(Path.of("results.npz"), Map.of("yHat", yHat));            // Python: numpy.load("results.npz")["yHat"]
 * }</pre>
 *
 * <p>Supports all types that {@link Npy} reads. Arrays that were passed to {@code numpy.savez} without names are called
 * {@code arr_0}, {@code arr_1} and so on. To load the parameters of a model, prefer {@link dev.gradus.run.Parameters#load},
 * which checks names and shapes.
 *
 * <p>The format has a checksum for the type, shape and numbers of each array, which is verified. It does not cover the names.
 *
 * <p>Compressed arrays may be far larger than their file. The arrays read by one call may take at most 256 MB as float64
 * numbers, or 100 times the file's size if that is more.
 */
public final class Npz {
    private Npz() {}

    /**
     * Reads all arrays in a file, by name, in file order.
     *
     * @throws FileFormatException if this is not an {@code .npz} file, if it is broken or truncated, if numbers cannot be
     *     converted to float64, or if they take too much memory
     * @throws IOException if the file cannot be read
     */
    public static Map<String, Tensor> read(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        return FileReading.by("Npz", () -> NpzReader.read(file));
    }

    /**
     * Reads one array in a file. The other arrays are not read and may have any type.
     *
     * @throws FileFormatException if the file has no array of this name, or for the reasons of {@link #read(Path)}
     * @throws IOException if the file cannot be read
     */
    public static Tensor read(Path file, String name) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(name, "name");
        return FileReading.by("Npz", () -> NpzReader.read(file, name));
    }

    /**
     * Writes tensors as {@code numpy.savez} does, as little-endian float64 in row-major order, in the map's order. The file
     * is replaced atomically, as by {@link dev.gradus.run.Parameters#save}.
     *
     * @throws IOException if the file cannot be written; an existing file is then unchanged
     */
    public static void write(Path file, Map<String, Tensor> arrays) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(arrays, "arrays");
        NpzWriter.write(file, NamedArray.all(arrays));
    }
}
