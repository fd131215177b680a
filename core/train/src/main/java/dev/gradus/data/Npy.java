package dev.gradus.data;

import dev.gradus.file.NpyFile;
import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Reads and writes NumPy's {@code .npy} files, each of which contains one array.
 *
 * <pre>{@code
 * Tensor x = Npy.read(Path.of("x.npy"));          // Python: numpy.save("x.npy", x)
 * Npy.write(Path.of("z.npy"), z);                 // Python: z = numpy.load("z.npy")
 * }</pre>
 *
 * <p>Supported types are floating point of 2, 4 and 8 bytes, signed and unsigned integers of 1, 2, 4 and 8 bytes, and
 * booleans (as 0 and 1). Arrays may be little-endian or big-endian, in C or Fortran order, and of any shape; the format's
 * versions 1 to 3 are supported. All numbers are converted to float64 exactly. An integer beyond 2⁵³ that is not a float64
 * is rejected with its index. Complex numbers, text, times, structures and objects are rejected too.
 *
 * <p>The format has no checksum: a file whose numbers were changed or damaged is read without an exception if its header
 * and length still fit. To detect this, use {@link Npz}.
 *
 * <p>To read a file that is larger than memory, use {@link NpyRows}.
 */
public final class Npy {
    private Npy() {}

    /**
     * Reads the array in a file.
     *
     * @throws FileFormatException if this is not an {@code .npy} file, if it is broken or truncated, if its numbers cannot be
     *     converted to float64, or if there is not enough memory
     * @throws IOException if the file cannot be read
     */
    public static Tensor read(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        return FileReading.by("Npy", () -> NpyFile.read(file));
    }

    /**
     * Writes a tensor as little-endian float64 in row-major order. Equal tensors produce equal bytes. The file is replaced
     * atomically, as by {@link dev.gradus.run.Parameters#save}.
     *
     * @throws IOException if the file cannot be written; an existing file is then unchanged
     */
    public static void write(Path file, Tensor value) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(value, "value");
        NpyFile.write(file, value);
    }
}
