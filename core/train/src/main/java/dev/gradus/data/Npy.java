package dev.gradus.data;

import dev.gradus.file.FileFormatException;
import dev.gradus.file.NpyFile;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * NumPy's {@code .npy} files, which hold one array.
 *
 * <pre>{@code
 * Tensor x = Npy.read(Path.of("x.npy"));          // Python: numpy.save("x.npy", x)
 * Npy.write(Path.of("z.npy"), z);                 // Python: z = numpy.load("z.npy")
 * }</pre>
 *
 * <p>Read are all real numbers up to 64 bits: floating point of 2, 4 and 8 bytes, integers and unsigned integers of 1, 2, 4
 * and 8 bytes, and booleans as 0 and 1; of either byte order, in C or Fortran order, of any shape, in the format's versions
 * 1 to 3. All of them become float64 exactly; an integer beyond 2⁵³ that is no float64 is refused, with its index.
 * Complex numbers, text, times, structures and objects are refused too.
 *
 * <p>A file that is larger than the memory is read by {@link NpyRows}.
 */
public final class Npy {
    private Npy() {}

    /**
     * The array in a file.
     *
     * @throws DataFileException if it is no {@code .npy} file, broken or cut off, if its numbers cannot be float64, or if there
     *     is not enough memory for them
     * @throws IOException if it cannot be read
     */
    public static Tensor read(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        try {
            return NpyFile.read(file);
        } catch (FileFormatException fault) {
            throw new DataFileException("Npy: " + fault.getMessage(), fault);
        }
    }

    /**
     * Writes a tensor as little-endian float64 in row-major order. Equal numbers make equal bytes. The file is replaced as a
     * whole, as {@link dev.gradus.run.Parameters#save} does.
     *
     * @throws IOException if it cannot be written; the file is then as it was
     */
    public static void write(Path file, Tensor value) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(value, "value");
        NpyFile.write(file, value);
    }
}
