package dev.gradus.data;

import dev.gradus.file.FileFormatException;
import dev.gradus.file.NamedArray;
import dev.gradus.file.SafetensorsReader;
import dev.gradus.file.SafetensorsWriter;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Files of the safetensors format, in which models of PyTorch and others are published: arrays with names, and notes.
 *
 * <pre>{@code
 * Map<String, Tensor> arrays = Safetensors.read(Path.of("model.safetensors"));    // Python: save_file(model.state_dict(), "model.safetensors")
 * Tensor w = Safetensors.read(Path.of("model.safetensors"), "layer.weight");
 * Safetensors.write(Path.of("mine.safetensors"), Map.of("W", w));                 // Python: load_file("mine.safetensors")["W"]
 * }</pre>
 *
 * <p>Read are numbers of the types F16, F32, F64, BF16, I8 to I64, U8 to U64, and BOOL as 0 and 1. All of them become float64
 * exactly; an integer beyond 2⁵³ that is no float64 is refused, with its index. Complex numbers and floating-point numbers of 8
 * bits and fewer are refused too.
 *
 * <p>What a header claims is checked before any number is read: the arrays must fill the file exactly, without gaps and
 * overlaps. The format has no checksum. The parameters of a model are better loaded by {@link
 * dev.gradus.run.Parameters#load}, which insists on their names and shapes.
 */
public final class Safetensors {
    private Safetensors() {}

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T reading(Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (FileFormatException fault) {
            throw new DataFileException("Safetensors: " + fault.getMessage(), fault);
        }
    }

    /**
     * All arrays in a file, by their names, in the header's order.
     *
     * @throws DataFileException if it is no safetensors file, broken or cut off, if numbers cannot be float64, or if there is
     *     not enough memory for them
     * @throws IOException if it cannot be read
     */
    public static Map<String, Tensor> read(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        return reading(() -> SafetensorsReader.read(file));
    }

    /**
     * One array in a file. The numbers of others are not read and may be of any type.
     *
     * @throws DataFileException if the file has no array of this name, or for the reasons of {@link #read(Path)}
     * @throws IOException if it cannot be read
     */
    public static Tensor read(Path file, String name) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(name, "name");
        return reading(() -> SafetensorsReader.read(file, name));
    }

    /**
     * The notes in a file's header, its {@code __metadata__}; empty if there are none.
     *
     * @throws DataFileException if it is no safetensors file, broken or cut off
     * @throws IOException if it cannot be read
     */
    public static Map<String, String> metadata(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        return reading(() -> SafetensorsReader.metadata(file));
    }

    /**
     * Writes tensors as float64 and without notes.
     *
     * @throws IllegalArgumentException if an array is named {@code __metadata__}, a text holds half of a surrogate pair, or all
     *     of them take more than 16 MiB
     * @throws IOException if it cannot be written; the file is then as it was
     */
    public static void write(Path file, Map<String, Tensor> arrays) throws IOException {
        write(file, arrays, Map.of());
    }

    /**
     * Writes tensors as float64. The file has the bytes that Python's {@code safetensors.numpy.save_file} makes: arrays stand in
     * the order of their names, so that equal numbers make equal bytes. It is replaced as a whole, as {@link
     * dev.gradus.run.Parameters#save} does.
     *
     * @param metadata notes; Python's {@code transformers} wants {@code Map.of("format", "pt")}
     * @throws IllegalArgumentException if an array is named {@code __metadata__}, a text holds half of a surrogate pair, or all
     *     of them take more than 16 MiB
     * @throws IOException if it cannot be written; the file is then as it was
     */
    public static void write(Path file, Map<String, Tensor> arrays, Map<String, String> metadata) throws IOException {
        requireNonNull(file, arrays, metadata);
        SafetensorsWriter.write(file, NamedArray.all(arrays), metadata);
    }

    /**
     * Writes tensors as {@link #write(Path, Map, Map)} does, but rounds their numbers to float32, the type that most models
     * have.
     *
     * @throws IllegalArgumentException if a finite number would become infinite, or for the reasons of {@link #write(Path, Map,
     *     Map)}
     * @throws IOException if it cannot be written; the file is then as it was
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
