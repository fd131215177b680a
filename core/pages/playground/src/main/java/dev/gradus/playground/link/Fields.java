package dev.gradus.playground.link;

import dev.gradus.playground.link.Address.AddressProblem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fields of records as bytes. One description writes and reads: each method writes the value that it is given and returns
 * it, or ignores that value and returns the one that it reads. Integers are in groups of seven bits, strings are their length
 * and UTF-8, and a float64 that is a short decimal is its digits.
 */
final class Fields {
    private static final double[] TENS = {1, 10, 100, 1000, 1e4, 1e5};

    /** Writes a record, or reads one and ignores the given one. */
    @FunctionalInterface
    interface Description<T> {
        T carry(Fields fields, T value);
    }

    private final boolean isReading;
    private byte[] bytes;
    private int at;

    private Fields(boolean isReading, byte... bytes) {
        this.isReading = isReading;
        this.bytes = bytes;
    }

    /** The bytes of a record. */
    static <T> byte[] write(T value, Description<T> description) {
        Fields fields = new Fields(false, new byte[256]);
        description.carry(fields, value);
        return Arrays.copyOf(fields.bytes, fields.at);
    }

    /**
     * The record in bytes.
     *
     * @param usual any record, whose values are not used
     * @throws AddressProblem if a field is beyond its limits
     * @throws IndexOutOfBoundsException if bytes are missing
     */
    static <T> T read(byte[] bytes, T usual, Description<T> description) {
        return description.carry(new Fields(true, bytes), usual);
    }

    boolean isReading() {
        return isReading;
    }

    /** Whether an optional part at the end follows. */
    boolean goesOn(boolean isWritten) {
        return isReading ? at < bytes.length : isWritten;
    }

    private void put(int one) {
        if (at == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * at);
        }
        bytes[at++] = (byte) one;
    }

    private int get() {
        return bytes[at++] & 255; // throws if bytes are missing
    }

    int whole(int value) {
        if (isReading) {
            int read = 0;
            int shift = 0;
            int one;
            do {
                one = get();
                read |= (one & 127) << shift;
                shift += 7;
            } while (one > 127 && shift < 35);
            return read >>> 1 ^ -(read & 1);
        }
        int rest = value << 1 ^ value >> 31; // small negative numbers are short too
        while ((rest & ~127) != 0) {
            put((rest & 127) | 128);
            rest >>>= 7;
        }
        put(rest);
        return value;
    }

    /** A whole number from 0 to a limit. */
    int count(String name, int value, int most) {
        int count = whole(value);
        if (isReading && (count < 0 || count > most)) {
            throw new AddressProblem(
                    "This link is wrong: " + name + " is " + count + ", but may be 0 to " + most + ".");
        }
        return count;
    }

    String text(String name, String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        int length = count("the length of " + name, utf8.length, bytes.length - at);
        if (isReading) {
            at += length;
            return new String(bytes, at - length, length, StandardCharsets.UTF_8);
        }
        for (byte one : utf8) {
            put(one);
        }
        return value;
    }

    /** A float64, as m · 10ᵉ if that is exact and m and e are small. */
    double number(double value) {
        return isReading ? readNumber() : writtenNumber(value);
    }

    private double writtenNumber(double value) {
        for (int decimals = 0; decimals < TENS.length; decimals++) {
            double scaled = value * TENS[decimals];
            boolean isWhole = scaled == Math.floor(scaled) && Math.abs(scaled) < 1e8;
            boolean isNegativeZero = value == 0 && 1 / value < 0;
            if (isWhole && !isNegativeZero && decimal((int) scaled, decimals) == value) {
                put(decimals);
                whole((int) scaled);
                return value;
            }
        }
        put(255);
        long bits = Double.doubleToRawLongBits(value);
        for (int shift = 0; shift < 64; shift += 8) {
            put((int) (bits >>> shift) & 255);
        }
        return value;
    }

    private double readNumber() {
        int decimals = get();
        if (decimals != 255) {
            return decimal(whole(0), decimals);
        }
        long bits = 0;
        for (int shift = 0; shift < 64; shift += 8) {
            bits |= (long) get() << shift;
        }
        return Double.longBitsToDouble(bits);
    }

    /** The quotient of two whole numbers, rounded once. */
    private static double decimal(int digits, int decimals) {
        return digits / TENS[decimals];
    }

    /** Finite numbers. */
    double[] numbers(String name, double... value) {
        int length = count("the length of " + name, value.length, bytes.length - at);
        double[] numbers = isReading ? new double[length] : value;
        for (int i = 0; i < length; i++) {
            numbers[i] = number(numbers[i]);
            if (isReading && !Double.isFinite(numbers[i])) {
                throw new AddressProblem("This link is wrong: " + name + " has the number " + numbers[i] + ".");
            }
        }
        return numbers;
    }

    /**
     * Several records.
     *
     * @param usual any element, whose values are not used
     */
    <T> List<T> list(String name, List<T> value, int most, T usual, Description<T> description) {
        int size = count("the number of " + name, value.size(), most);
        List<T> all = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            all.add(description.carry(this, isReading ? usual : value.get(i)));
        }
        return all;
    }
}
