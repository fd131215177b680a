package dev.gradus.file;

import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads rows of a {@code .npy} file, along its first axis, without reading the whole file. Not thread-safe. */
public final class NpyRowFile implements Closeable {
    private final Path file;
    private final FileChannel channel;
    private final NumberType type;
    private final Shape row;
    private final long count;
    private final long start;

    private NpyRowFile(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        NpyArray array = NpyArray.open(Channels.newInputStream(channel));
        type = array.type();
        row = array.header().rowShape();
        count = array.header().sizes()[0];
        start = channel.position();
        if (array.header().fortranOrder() && row.rank() > 0) {
            throw new FileFormatException("is in Fortran order, in which the numbers of a row are not contiguous;"
                    + " save numpy.ascontiguousarray(array)");
        }
        long there = channel.size() - start;
        if (row.elements() > 0 && (there % rowBytes() != 0 || there / rowBytes() != count)) {
            throw new FileFormatException(
                    "should have " + count + " rows of " + rowBytes() + " bytes, but has " + there + " bytes");
        }
    }

    /**
     * Opens a file.
     *
     * @throws FileFormatException if it does not contain an array of real numbers in row-major order, or its length
     *     contradicts its header
     */
    public static NpyRowFile open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file);
        boolean isOpen = false;
        try {
            NpyRowFile opened = new NpyRowFile(file, channel);
            isOpen = true;
            return opened;
        } catch (FileFormatException | EOFException fault) {
            throw FileFormatException.in(file.toString(), fault);
        } finally {
            if (!isOpen) {
                channel.close();
            }
        }
    }

    private long rowBytes() {
        return (long) row.elements() * type.bytes();
    }

    /** Returns the number of rows. */
    public long count() {
        return count;
    }

    /**
     * Reads consecutive rows, which must exist.
     *
     * @throws FileFormatException if a number is not exactly a float64, or the file has become shorter
     */
    public Tensor read(long from, int size) throws IOException {
        int[] sizes = new int[row.rank() + 1];
        sizes[0] = size;
        System.arraycopy(row.sizes(), 0, sizes, 1, row.rank());
        Shape shape = Shape.of(sizes);
        double[] values = new double[shape.elements()];
        channel.position(start + from * rowBytes());
        try {
            type.read(Channels.newInputStream(channel), values, i -> location(from, i));
        } catch (FileFormatException | EOFException fault) {
            throw FileFormatException.in(file.toString(), fault);
        }
        return Tensor.of(shape, values);
    }

    private String location(long from, int element) {
        String inRow = Arrays.toString(row.index(element % row.elements()));
        return "row " + (from + element / row.elements()) + (row.isScalar() ? "" : ", " + inRow);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
