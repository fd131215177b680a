package dev.gradus.file;

import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The description of an array in the header of a safetensors file.
 *
 * @param dtype the type of its numbers, such as {@code F64}
 * @param begin the offset of its first number
 * @param end the offset after its last number
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SafetensorsArray(String dtype, long[] sizes, long begin, long end) {
    static SafetensorsArray of(NamedArray array, String dtype, long begin, long end) {
        return new SafetensorsArray(
                dtype, Arrays.stream(array.shape().sizes()).asLongStream().toArray(), begin, end);
    }

    String toJson() {
        return "{\"dtype\":" + quoted(dtype) + ",\"shape\":[" + sizesText(",") + "],\"data_offsets\":[" + begin + ","
                + end + "]}";
    }

    private String sizesText(String separator) {
        return Arrays.stream(sizes).mapToObj(Long::toString).collect(Collectors.joining(separator));
    }

    String sizesText() {
        return sizesText(", ");
    }

    /** Returns whether this is the shape. The file may contain any sizes. */
    boolean isOf(Shape wanted) {
        return Arrays.equals(sizes, Arrays.stream(wanted.sizes()).asLongStream().toArray());
    }

    /**
     * Returns the type of the numbers.
     *
     * @throws FileFormatException if it is not supported, or the shape needs more or fewer bytes than there are; the message
     *     continues the array's name
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

    /** Returns the number of bytes of the shape, or −1 if it exceeds any file. */
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

    /** @throws FileFormatException if a Java array cannot have this shape; the message continues the array's name */
    Shape shape() throws FileFormatException {
        return Sizes.toShape(sizes, sizesText());
    }

    /** Returns the text as a JSON string, quoted like the safetensors library does. */
    static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> json.append(c < ' ' ? String.format("\\u%04x", c) : Character.toString(c));
            }
        });
        return json.append('"').toString();
    }
}
