package dev.gradus.data;

import dev.gradus.file.FileFormatException;
import dev.gradus.file.NamedArray;
import dev.gradus.file.NpzReader;
import dev.gradus.file.NpzWriter;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * NumPy's {@code .npz} files: arrays with names, compressed or not.
 *
 * <pre>{@code
 * Map<String, Tensor> arrays = Npz.read(Path.of("digits.npz"));       // Python: numpy.savez_compressed("digits.npz", x=x, y=y)
 * Tensor x = Npz.read(Path.of("digits.npz"), "x");
 * Npz.write(Path.of("results.npz"), Map.of("yHat", yHat));            // Python: numpy.load("results.npz")["yHat"]
 * }</pre>
 *
 * <p>Arrays may be of all types that {@link Npy} reads. Those that {@code numpy.savez} was given without names are called
 * {@code arr_0}, {@code arr_1} and so on. The parameters of a model are better loaded by {@link
 * dev.gradus.run.Parameters#load}, which insists on their names and shapes.
 *
 * <p>Compressed arrays may be far larger than their file. What is read at once takes at most 256 MB as float64 numbers, or 100
 * times the file's size if that is more.
 */
public final class Npz {
    private Npz() {}

    /**
     * All arrays in a file, by their names, in the file's order.
     *
     * @throws DataFileException if it is no {@code .npz} file, broken or cut off, if numbers cannot be float64, or if they take
     *     too much memory
     * @throws IOException if it cannot be read
     */
    public static Map<String, Tensor> read(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        try {
            return NpzReader.read(file);
        } catch (FileFormatException fault) {
            throw new DataFileException("Npz: " + fault.getMessage(), fault);
        }
    }

    /**
     * One array in a file. Others are not read and may be of any type.
     *
     * @throws DataFileException if the file has no array of this name, or for the reasons of {@link #read(Path)}
     * @throws IOException if it cannot be read
     */
    public static Tensor read(Path file, String name) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(name, "name");
        try {
            return NpzReader.read(file, name);
        } catch (FileFormatException fault) {
            throw new DataFileException("Npz: " + fault.getMessage(), fault);
        }
    }

    /**
     * Writes tensors as {@code numpy.savez} does, little-endian float64 in row-major order, in the map's order. The file is
     * replaced as a whole, as {@link dev.gradus.run.Parameters#save} does.
     *
     * @throws IOException if it cannot be written; the file is then as it was
     */
    public static void write(Path file, Map<String, Tensor> arrays) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(arrays, "arrays");
        NpzWriter.write(file, NamedArray.all(arrays));
    }
}
