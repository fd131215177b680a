package dev.gradus.file;

import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.IOException;

/** The numbers of an array in a file. */
interface Numbers {
    /** Reads all numbers into an array of the same size. */
    void read(double[] values) throws IOException;

    /**
     * Creates a tensor of these numbers.
     *
     * @throws FileFormatException if there is not enough memory; the message continues the array's name
     */
    static Tensor tensor(Shape shape, Numbers numbers) throws IOException {
        try {
            double[] values = new double[shape.elements()];
            numbers.read(values);
            return Tensor.of(shape, values);
        } catch (OutOfMemoryError tooLarge) {
            throw new FileFormatException(
                    "takes " + (long) shape.elements() * Double.BYTES
                            + " bytes as float64 numbers, for which there is not"
                            + " enough memory; raise -Xmx, or read it in parts",
                    tooLarge);
        }
    }
}
