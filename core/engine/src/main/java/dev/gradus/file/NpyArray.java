package dev.gradus.file;

import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * An array in the {@code .npy} format whose header has been read.
 *
 * @param in the stream, at the beginning of the numbers
 */
record NpyArray(InputStream in, NpyHeader header, NumberType type) {
    /**
     * Reads the header.
     *
     * @throws FileFormatException if it is not an array of real numbers; the message continues the array's name
     */
    static NpyArray open(InputStream in) throws IOException {
        NpyHeader header = NpyHeader.read(in);
        return new NpyArray(in, header, NumberType.ofDescr(header.descr()));
    }

    /**
     * Returns the shape in the header.
     *
     * @param room the maximum number of bytes that can follow
     * @throws FileFormatException if the numbers would take more, or a Java array cannot have this shape; the message
     *     continues the array's name
     */
    Shape shape(long room) throws FileFormatException {
        Shape shape = header.toShape();
        long needed = (long) shape.elements() * type.bytes();
        if (needed > room) {
            throw new FileFormatException("there are fewer numbers than its shape (" + EntryNames.shown(header.shape())
                    + ") says: they take " + needed + " bytes, and there are no more than " + room);
        }
        return shape;
    }

    /**
     * Reads the whole array.
     *
     * @param shape the shape in the header
     * @throws FileFormatException if there are more or fewer numbers than the shape says, one is not exactly a float64, or
     *     there is not enough memory; the message continues the array's name
     */
    Tensor tensor(Shape shape) throws IOException {
        return Numbers.tensor(shape, values -> read(shape, values));
    }

    /** Reads all numbers into an array with one element for each element of the shape. */
    void read(Shape shape, double[] values) throws IOException {
        Shape written = header.fortranOrder() ? Shape.of(reversed(shape.sizes())) : shape;
        type.read(in, values, i -> location(written.index(i)));
        if (in.read() >= 0) {
            throw new FileFormatException("continues after its last number");
        }
        if (header.fortranOrder() && shape.rank() > 1) {
            System.arraycopy(rowMajor(values, shape), 0, values, 0, values.length);
        }
    }

    private String location(int[] index) {
        return Arrays.toString(header.fortranOrder() ? reversed(index) : index);
    }

    private static int[] reversed(int[] numbers) {
        int[] reversed = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            reversed[i] = numbers[numbers.length - 1 - i];
        }
        return reversed;
    }

    /** Converts to row-major order from an order in which the first axis is contiguous. */
    private static double[] rowMajor(double[] columnMajor, Shape shape) {
        int[] sizes = shape.sizes(), strides = new int[sizes.length], index = new int[sizes.length];
        int stride = 1;
        for (int axis = 0; axis < sizes.length; axis++) {
            strides[axis] = stride;
            stride *= sizes[axis];
        }
        double[] value = new double[columnMajor.length];
        int from = 0;
        for (int i = 0; i < value.length; i++) {
            value[i] = columnMajor[from];
            int axis = sizes.length - 1;
            while (axis >= 0 && index[axis] == sizes[axis] - 1) {
                from -= index[axis] * strides[axis];
                index[axis--] = 0;
            }
            if (axis >= 0) {
                index[axis]++;
                from += strides[axis];
            }
        }
        return value;
    }
}
