package dev.gradus.file;

import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What the header of a safetensors file says of an array.
 *
 * @param dtype the type of its numbers, as {@code F64}
 * @param begin where its numbers begin
 * @param end where they end
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SafetensorsArray(String dtype, long[] sizes, long begin, long end) {
    static SafetensorsArray of(NamedArray array, String dtype, long begin, long end) {
        return new SafetensorsArray(
                dtype, Arrays.stream(array.shape().sizes()).asLongStream().toArray(), begin, end);
    }

    String toJson() {
        return "{\"dtype\":" + JsonText.quoted(dtype) + ",\"shape\":[" + sizesText(",") + "],\"data_offsets\":[" + begin
                + "," + end + "]}";
    }

    private String sizesText(String separator) {
        return Arrays.stream(sizes).mapToObj(Long::toString).collect(Collectors.joining(separator));
    }

    String sizesText() {
        return sizesText(", ");
    }

    /** Whether this is the shape; the file may claim any sizes. */
    boolean isOf(Shape wanted) {
        return Arrays.equals(sizes, Arrays.stream(wanted.sizes()).asLongStream().toArray());
    }

    /**
     * The type of the numbers.
     *
     * @throws FileFormatException if it is none that is read, or its shape needs more or fewer bytes than there are; its
     *     message continues from the array's name
     */
    NumberType type() throws FileFormatException {
        NumberType type = NumberType.ofDtype(dtype);
        Sizes.requireFewAxes(sizes);
        if (bytes(type.bytes()) != end - begin) {
            throw new FileFormatException("has the shape (" + EntryNames.shown(sizesText()) + ") of " + dtype
                    + ", which does not take the " + (end - begin) + " bytes that it has");
        }
        return type;
    }

    /** The bytes that the shape takes, or −1 if no file has as many. */
    private long bytes(long each) {
        if (Arrays.stream(sizes).anyMatch(size -> size == 0)) {
            return 0;
        }
        try {
            return Arrays.stream(sizes).reduce(each, Math::multiplyExact);
        } catch (ArithmeticException overflow) {
            return -1;
        }
    }

    /** @throws FileFormatException if an array in Java cannot have this shape; its message continues from the array's name */
    Shape shape() throws FileFormatException {
        return Sizes.toShape(sizes, sizesText());
    }
}
