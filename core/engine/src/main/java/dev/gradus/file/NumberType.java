package dev.gradus.file;

import dev.gradus.tensor.FileFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type of numbers in files.
 *
 * @param bytes the size of a number
 */
record NumberType(Kind kind, int bytes, ByteOrder order) {
    /** The meaning of a number's bits. Booleans are 0 and 1. */
    enum Kind {
        FLOAT,
        /** The upper half of a float32. */
        BFLOAT,
        SIGNED,
        UNSIGNED,
        BOOLEAN
    }

    static final NumberType FLOAT64 = new NumberType(Kind.FLOAT, Double.BYTES, ByteOrder.LITTLE_ENDIAN);
    static final NumberType FLOAT32 = new NumberType(Kind.FLOAT, Float.BYTES, ByteOrder.LITTLE_ENDIAN);

    private static final Pattern DESCR = Pattern.compile("[<>]([fiu])([248])|[<>|]([iub])(1)");
    private static final Pattern DTYPE = Pattern.compile("(F|I|U)(16|32|64)|(I|U)(8)|(BF)(16)|(BOOL)");
    private static final int CHUNK = 1 << 13;

    /**
     * Returns the type that an {@code .npy} file calls {@code descr}, such as {@code <f8}.
     *
     * @throws FileFormatException if it is not a type of real numbers up to 64 bits; the message continues the array's name
     */
    static NumberType ofDescr(String descr) throws FileFormatException {
        Matcher matcher = DESCR.matcher(descr);
        if (!matcher.matches() || descr.charAt(1) == 'f' && descr.charAt(2) == '1') {
            throw new FileFormatException("is of the type " + EntryNames.shown(descr) + what(descr)
                    + "; supported types are f2, f4, f8, i1 to i8, u1 to u8 and booleans");
        }
        ByteOrder order = descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new NumberType(kind(descr.charAt(1)), descr.charAt(2) - '0', order);
    }

    /**
     * Returns the type that a safetensors file calls {@code dtype}, such as {@code F64}.
     *
     * @throws FileFormatException if it is not a type of real numbers of 8 to 64 bits; the message continues the array's
     *     name
     */
    static NumberType ofDtype(String dtype) throws FileFormatException {
        if (!DTYPE.matcher(dtype).matches()) {
            throw new FileFormatException("is of the type " + EntryNames.shown(dtype)
                    + "; supported types are F16, F32, F64, BF16, I8 to I64, U8 to U64 and BOOL");
        }
        if (dtype.startsWith("B")) {
            return dtype.equals("BOOL")
                    ? new NumberType(Kind.BOOLEAN, 1, ByteOrder.LITTLE_ENDIAN)
                    : new NumberType(Kind.BFLOAT, 2, ByteOrder.LITTLE_ENDIAN);
        }
        int bits = Integer.parseInt(dtype.substring(1));
        return new NumberType(kind(Character.toLowerCase(dtype.charAt(0))), bits / Byte.SIZE, ByteOrder.LITTLE_ENDIAN);
    }

    private static Kind kind(char letter) {
        return switch (letter) {
            case 'f' -> Kind.FLOAT;
            case 'i' -> Kind.SIGNED;
            case 'u' -> Kind.UNSIGNED;
            default -> Kind.BOOLEAN;
        };
    }

    private static String what(String descr) {
        return switch (descr.length() > 1 ? descr.charAt(1) : ' ') {
            case 'c' -> ", complex numbers: save the real and imaginary parts as two arrays";
            case 'O' -> ", Python objects: save numbers, for example array.astype(float)";
            case 'U', 'S' -> ", text: save class numbers, for example from numpy.unique(array, return_inverse=True)";
            case 'M', 'm' -> ", times: save numbers, for example array.astype('int64')";
            default -> "";
        };
    }

    /**
     * Reads one number for each element of the array.
     *
     * @param location describes the element at this position, for messages
     * @throws EOFException if there are fewer
     * @throws FileFormatException if one is an integer that is not exactly a float64
     */
    void read(InputStream in, double[] numbers, IntFunction<String> location) throws IOException {
        ByteBuffer buffer =
                ByteBuffer.allocate(Math.min(CHUNK, numbers.length) * bytes).order(order);
        for (int from = 0; from < numbers.length; from += CHUNK) {
            int to = from + Math.min(CHUNK, numbers.length - from);
            int length = (to - from) * bytes;
            int read = in.readNBytes(buffer.array(), 0, length);
            if (read < length) {
                throw new EOFException("there are fewer numbers than its shape says: it ends after "
                        + ((long) from * bytes + read) + " of " + (long) numbers.length * bytes + " bytes");
            }
            buffer.clear();
            for (int i = from; i < to; i++) {
                try {
                    numbers[i] = next(buffer);
                } catch (ArithmeticException inexact) {
                    throw new FileFormatException(
                            inexact.getMessage() + " at " + location.apply(i) + " is not exactly a float64, as"
                                    + " integers up to 2⁵³ are; to round the others, use array.astype(float) in NumPy",
                            inexact);
                }
            }
        }
    }

    /** @throws ArithmeticException if it is an integer that is not exactly a float64 */
    double next(ByteBuffer buffer) {
        return switch (kind) {
            case FLOAT -> nextFloat(buffer);
            case BFLOAT -> Float.intBitsToFloat(buffer.getShort() << 16);
            case SIGNED -> nextInteger(buffer);
            case UNSIGNED -> nextUnsigned(buffer);
            case BOOLEAN -> buffer.get() == 0 ? 0 : 1;
        };
    }

    private double nextFloat(ByteBuffer buffer) {
        return switch (bytes) {
            case 2 -> half(buffer.getShort());
            case 4 -> buffer.getFloat();
            default -> buffer.getDouble();
        };
    }

    private double nextInteger(ByteBuffer buffer) {
        return switch (bytes) {
            case 1 -> buffer.get();
            case 2 -> buffer.getShort();
            case 4 -> buffer.getInt();
            default -> exact(buffer.getLong());
        };
    }

    private double nextUnsigned(ByteBuffer buffer) {
        return switch (bytes) {
            case 1 -> Byte.toUnsignedInt(buffer.get());
            case 2 -> Short.toUnsignedInt(buffer.getShort());
            case 4 -> Integer.toUnsignedLong(buffer.getInt());
            default -> exactUnsigned(buffer.getLong());
        };
    }

    /** Writes floating-point numbers of this type, which must be {@link #FLOAT64} or {@link #FLOAT32}. */
    void write(double[] numbers, OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK * bytes).order(order);
        for (int from = 0; from < numbers.length; from += CHUNK) {
            int count = Math.min(CHUNK, numbers.length - from);
            buffer.clear();
            if (bytes == Double.BYTES) {
                buffer.asDoubleBuffer().put(numbers, from, count);
            } else {
                for (int i = from; i < from + count; i++) {
                    buffer.putFloat((float) numbers[i]);
                }
            }
            out.write(buffer.array(), 0, count * bytes);
        }
    }

    private static double exact(long integer) {
        double number = integer;
        if ((long) number != integer || integer == Long.MAX_VALUE) { // casting 2⁶³ back from a double gives 2⁶³ − 1
            throw new ArithmeticException("the integer " + integer);
        }
        return number;
    }

    /** From 2⁶³ on, only multiples of 2¹¹ are float64 numbers. */
    private static double exactUnsigned(long integer) {
        if (integer >= 0) {
            return exact(integer);
        }
        if ((integer & 0x7ff) != 0) {
            throw new ArithmeticException("the integer " + Long.toUnsignedString(integer));
        }
        return 2.0 * (integer >>> 1);
    }

    /** Decodes a sign, five bits of exponent with a bias of 15, and ten of fraction. Payloads of NaN are preserved. */
    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1f, fraction = bits & 0x3ff;
        double magnitude = switch (exponent) {
            case 0 -> fraction * 0x1p-24;
            case 0x1f -> Double.longBitsToDouble(0x7ffL << 52 | (long) fraction << 42);
            default -> (0x400 | fraction) * Math.scalb(1.0, exponent - 25);
        };
        return bits < 0 ? -magnitude : magnitude;
    }
}
