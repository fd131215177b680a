package dev.gradus.file;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/** A {@code .npy} file of which some rows at a time are read: parts along its first axis. Not thread-safe. */
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
            throw new FileFormatException("is in Fortran order, in which a row's numbers are not together; save"
                    + " numpy.ascontiguousarray(array)");
        }
        long there = channel.size() - start;
        if (row.elements() > 0 && (there % rowBytes() != 0 || there / rowBytes() != count)) {
            throw new FileFormatException(
                    "should hold " + count + " rows of " + rowBytes() + " bytes, but " + there + " bytes are there");
        }
    }

    /**
     * Opens a file.
     *
     * @throws FileFormatException if it holds no array of real numbers in row-major order, or has another length than it says
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

    /** The number of rows. */
    public long count() {
        return count;
    }

    /**
     * Some rows, which must exist, one after the other.
     *
     * @throws FileFormatException if one of their numbers is not exactly a float64, or the file has become shorter
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
