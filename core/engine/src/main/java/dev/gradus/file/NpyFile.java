package dev.gradus.file;

import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Reads and writes {@code .npy} files, which contain one array. */
public final class NpyFile {
    private NpyFile() {}

    /**
     * Reads the array in a file.
     *
     * @throws FileFormatException if it is not an array of real numbers, is broken, or does not fit into memory
     */
    public static Tensor read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file);
                InputStream in = new BufferedInputStream(Channels.newInputStream(channel))) {
            NpyArray array = NpyArray.open(in);
            return array.tensor(array.shape(channel.size()));
        } catch (FileFormatException | EOFException fault) {
            throw FileFormatException.in(file.toString(), fault);
        }
    }

    /** Replaces a file atomically by this array, as float64 in row-major order. */
    public static void write(Path file, Tensor value) throws IOException {
        NamedArray array = new NamedArray("", "", value.shape(), value.toArray());
        AtomicFile.replace(file, out -> NpzWriter.write(array, out));
    }
}
