package dev.gradus.data;

import dev.gradus.file.NamedArray;
import dev.gradus.file.SafetensorsReader;
import dev.gradus.file.SafetensorsWriter;
import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Reads and writes safetensors files, in which PyTorch and other models are published. They contain named arrays and text
 * metadata.
 *
 * <pre>{@code
 * Map<String, Tensor> arrays = Safetensors.read(Path.of("model.safetensors"));    // Python: save_file(model.state_dict(), "model.safetensors")
 * Tensor w = Safetensors.read(Path.of("model.safetensors"), "layer.weight");
 * Safetensors.write(Path.of("mine.safetensors"), Map.of("W", w));                 // Python: load_file("mine.safetensors")["W"]
 * }</pre>
 *
 * <p>Supported types are F16, F32, F64, BF16, I8 to I64, U8 to U64, and BOOL (as 0 and 1). All numbers are converted to
 * float64 exactly. An integer beyond 2⁵³ that is not a float64 is rejected with its index. Complex numbers and
 * floating-point numbers of 8 bits or fewer are rejected too.
 *
 * <p>The header is checked before any number is read: the arrays must fill the file exactly, without gaps or overlaps. The
 * format has no checksum: a file whose numbers, names or metadata were changed or damaged is read without an exception if
 * the arrays still fill it. {@link dev.gradus.train.Model} adds a checksum to such a file. To load the parameters of a
 * model, prefer {@link dev.gradus.run.Parameters#load}, which checks names and shapes.
 */
public final class Safetensors {
    private Safetensors() {}

    /**
     * Reads all arrays in a file, by name, in the order of the header.
     *
     * @throws FileFormatException if this is not a safetensors file, if it is broken or truncated, if numbers cannot be
     *     converted to float64, or if there is not enough memory
     * @throws IOException if the file cannot be read
     */
    public static Map<String, Tensor> read(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        return FileReading.by("Safetensors", () -> SafetensorsReader.read(file));
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
        return FileReading.by("Safetensors", () -> SafetensorsReader.read(file, name));
    }

    /**
     * Reads the text metadata in a file's header, its {@code __metadata__}. Empty if there is none.
     *
     * @throws FileFormatException if this is not a safetensors file, or it is broken or truncated
     * @throws IOException if the file cannot be read
     */
    public static Map<String, String> metadata(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        return FileReading.by("Safetensors", () -> SafetensorsReader.metadata(file));
    }

    /**
     * Writes tensors as float64, without metadata.
     *
     * @throws IllegalArgumentException if an array is named {@code __metadata__}, if a string contains an unpaired
     *     surrogate, or if names and metadata take more than 16 MiB
     * @throws IOException if the file cannot be written; an existing file is then unchanged
     */
    public static void write(Path file, Map<String, Tensor> arrays) throws IOException {
        write(file, arrays, Map.of());
    }

    /**
     * Writes tensors as float64. The file has the same bytes as that of Python's {@code safetensors.numpy.save_file}: arrays
     * are sorted by name, so equal tensors produce equal bytes. The file is replaced atomically, as by {@link
     * dev.gradus.run.Parameters#save}.
     *
     * @param metadata text for the header; Python's {@code transformers} expects {@code Map.of("format", "pt")}
     * @throws IllegalArgumentException if an array is named {@code __metadata__}, if a string contains an unpaired
     *     surrogate, or if names and metadata take more than 16 MiB
     * @throws IOException if the file cannot be written; an existing file is then unchanged
     */
    public static void write(Path file, Map<String, Tensor> arrays, Map<String, String> metadata) throws IOException {
        requireNonNull(file, arrays, metadata);
        SafetensorsWriter.write(file, NamedArray.all(arrays), metadata);
    }

    /**
     * Writes tensors like {@link #write(Path, Map, Map)}, but rounds them to float32, the type of most models.
     *
     * @throws IllegalArgumentException if a finite number would become infinite, or for the reasons of {@link #write(Path,
     *     Map, Map)}
     * @throws IOException if the file cannot be written; an existing file is then unchanged
     */
    public static void writeFloat32(Path file, Map<String, Tensor> arrays, Map<String, String> metadata)
            throws IOException {
        requireNonNull(file, arrays, metadata);
        SafetensorsWriter.writeFloat32(file, NamedArray.all(arrays), metadata);
    }

    private static void requireNonNull(Path file, Map<String, Tensor> arrays, Map<String, String> metadata) {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(arrays, "arrays");
        Objects.requireNonNull(metadata, "metadata");
    }
}
