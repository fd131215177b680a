package dev.gradus.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type of numbers in {@code .npy} files, of those that a float64 can hold: f4, f8, and integers.
 *
 * @param kind f for floating point, i for integers, u for unsigned ones
 * @param bytes the size of a number
 */
record NpyType(char kind, int bytes, ByteOrder order) {
    private static final Pattern DESCR = Pattern.compile("(?:([<>])(?:(f)([48])|(i)([248])|(u)([24]))|\\|([iu])1)");
    private static final int CHUNK = 1 << 13;

    /** The type with this {@code descr}, as {@code <f8}, if it is one of them. */
    static Optional<NpyType> of(String descr) {
        Matcher matcher = DESCR.matcher(descr);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int bytes = descr.charAt(2) - '0';
        ByteOrder order = descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return Optional.of(new NpyType(descr.charAt(1), bytes, order));
    }

    /**
     * Reads one number for each element of the array.
     *
     * @throws EOFException if there are fewer
     * @throws ArithmeticException if one is an integer that is not exactly a float64
     */
    void read(InputStream in, double[] numbers) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK * bytes).order(order);
        for (int from = 0; from < numbers.length; from += CHUNK) {
            int to = Math.min(from + CHUNK, numbers.length);
            int length = (to - from) * bytes;
            int read = in.readNBytes(buffer.array(), 0, length);
            if (read < length) {
                throw new EOFException("there are fewer numbers than its shape says: it ends after "
                        + ((long) from * bytes + read) + " of " + (long) numbers.length * bytes + " bytes");
            }
            buffer.clear();
            for (int i = from; i < to; i++) {
                numbers[i] = next(buffer);
            }
        }
    }

    private double next(ByteBuffer buffer) {
        if (kind == 'f') {
            return bytes == 8 ? buffer.getDouble() : buffer.getFloat();
        }
        boolean signed = kind == 'i';
        return switch (bytes) {
            case 1 -> signed ? buffer.get() : Byte.toUnsignedInt(buffer.get());
            case 2 -> signed ? buffer.getShort() : Short.toUnsignedInt(buffer.getShort());
            case 4 -> signed ? buffer.getInt() : Integer.toUnsignedLong(buffer.getInt());
            default -> exact(buffer.getLong());
        };
    }

    private static double exact(long integer) {
        double number = integer;
        if ((long) number != integer || integer == Long.MAX_VALUE) { // 2⁶³ as a double is cast to 2⁶³ − 1
            throw new ArithmeticException("the integer " + integer + " is not exactly a float64");
        }
        return number;
    }
}
