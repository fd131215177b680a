package dev.gradus.onnx.file;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** The types of a tensor's elements that are read or written, with ONNX's numbers for them. All become float64. */
public enum ElementType {
    FLOAT(1, 4),
    UINT8(2, 1),
    INT8(3, 1),
    UINT16(4, 2),
    INT16(5, 2),
    INT32(6, 4),
    INT64(7, 8),
    BOOL(9, 1),
    FLOAT16(10, 2),
    DOUBLE(11, 8),
    UINT32(12, 4),
    UINT64(13, 8),
    BFLOAT16(16, 2),
    FLOAT8E4M3FN(17, 1),
    FLOAT8E4M3FNUZ(18, 1),
    FLOAT8E5M2(19, 1),
    FLOAT8E5M2FNUZ(20, 1),
    UINT4(21, 1),
    INT4(22, 1);

    /** The types that are not read. */
    private static final Map<Long, String> UNREAD = Map.of(
            8L, "STRING",
            14L, "COMPLEX64",
            15L, "COMPLEX128",
            23L, "FLOAT4E2M1",
            24L, "FLOAT8E8M0",
            25L, "UINT2",
            26L, "INT2");

    private static final int FLOAT16_EXPONENT = 0x1F;

    private final int code;
    private final int bytes;

    ElementType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** Returns the type with ONNX's number, if it is read or written. */
    public static Optional<ElementType> of(long code) {
        for (ElementType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** A type that is not read, for messages. */
    static String describe(long code) {
        return code + (UNREAD.containsKey(code) ? " (" + UNREAD.get(code) + ")" : "");
    }

    /** Returns ONNX's number for this type. */
    public int code() {
        return code;
    }

    /** How many bytes an element takes. */
    int bytes() {
        return bytes;
    }

    /** Whether two elements share a byte. */
    boolean isHalfByte() {
        return this == UINT4 || this == INT4;
    }

    /** Whether it has so few numbers that rounding to it matters. */
    public boolean isTiny() {
        return isHalfByte() || isFloat8();
    }

    /** Whether it is a floating-point type of 8 bits. */
    public boolean isFloat8() {
        return code >= FLOAT8E4M3FN.code && code <= FLOAT8E5M2FNUZ.code;
    }

    private int bits() {
        return isHalfByte() ? 4 : 8 * bytes;
    }

    /** The least integer of this type. */
    public double least() {
        return isUnsigned() ? 0 : -Math.scalb(1.0, bits() - 1);
    }

    /** The greatest integer of this type. */
    public double most() {
        return Math.scalb(1.0, isUnsigned() ? bits() : bits() - 1) - 1;
    }

    boolean isUnsigned() {
        return this == UINT4 || this == UINT8 || this == UINT16 || this == UINT32 || this == UINT64;
    }

    /** Whether it is a floating-point type. */
    public boolean isReal() {
        return this == FLOAT || this == DOUBLE || this == FLOAT16 || this == BFLOAT16 || isFloat8();
    }

    /** Whether it is a type of integers, with or without a sign. */
    public boolean isInteger() {
        return !isReal() && this != BOOL;
    }

    /**
     * The next element in little-endian bytes.
     *
     * @throws ArithmeticException if it is an integer that is not exactly a float64
     */
    double read(ByteBuffer raw) {
        return switch (this) {
            case FLOAT -> raw.getFloat();
            case DOUBLE -> raw.getDouble();
            default ->
                ofInteger(
                        switch (bytes) {
                            case 1 -> raw.get();
                            case 2 -> raw.getShort();
                            case 4 -> raw.getInt();
                            default -> raw.getLong();
                        });
        };
    }

    /** Appends an element to little-endian bytes. */
    void write(double value, ByteBuffer raw) {
        switch (this) {
            case FLOAT -> raw.putFloat((float) value);
            case DOUBLE -> raw.putDouble(value);
            case INT64 -> raw.putLong((long) value);
            case BOOL -> raw.put((byte) (value == 0 ? 0 : 1));
            case INT8, UINT8 -> raw.put((byte) (long) value);
            case INT32 -> raw.putInt((int) value);
            default -> throw new IllegalArgumentException(this + " is only read");
        }
    }

    /**
     * An element that the file has as an integer, as it has elements of half precision, too: only the bits of its type count.
     *
     * @throws ArithmeticException if it is not exactly a float64
     */
    public double ofInteger(long value) {
        return switch (this) {
            case BOOL -> (byte) value == 0 ? 0 : 1;
            case INT8 -> (byte) value;
            case UINT8 -> value & 0xFF;
            case INT16 -> (short) value;
            case UINT16 -> value & 0xFFFF;
            case INT32 -> (int) value;
            case UINT32 -> value & 0xFFFFFFFFL;
            case INT64 -> exact(value);
            case UINT64 -> exactUnsigned(value);
            case FLOAT16, BFLOAT16 -> ofBits((int) value & 0xFFFF);
            case UINT4 -> value & 0xF;
            case INT4 -> (value & 0xF) - ((value & 0x8) << 1);
            case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ -> ofByte((int) value & 0xFF);
            default -> throw new IllegalArgumentException(this + " has no integers");
        };
    }

    /** The largest integer stands for the end of an axis in most files, and becomes 2⁶³; its negative, for the start, −2⁶³. */
    private static double exact(long value) {
        double number = value;
        if ((long) number != value && value != -Long.MAX_VALUE) {
            throw new ArithmeticException(Long.toString(value));
        }
        return number;
    }

    private static double exactUnsigned(long value) {
        if (value >= 0) {
            return exact(value);
        }
        double half = value >>> 1;
        if ((long) half != value >>> 1 || (value & 1) != 0) {
            throw new ArithmeticException(Long.toUnsignedString(value));
        }
        return 2 * half;
    }

    private int fractionBits() {
        return this == FLOAT8E4M3FN || this == FLOAT8E4M3FNUZ ? 3 : 2;
    }

    /** Whether zero has no sign; then the exponents are one less, and there is no infinity. */
    private boolean hasOneZero() {
        return this == FLOAT8E4M3FNUZ || this == FLOAT8E5M2FNUZ;
    }

    private int bias() {
        return (1 << 6 - fractionBits()) - (hasOneZero() ? 0 : 1);
    }

    private double mostOfFloat8() {
        return switch (this) {
            case FLOAT8E4M3FN -> 448;
            case FLOAT8E4M3FNUZ -> 240;
            default -> 57344;
        };
    }

    /** One bit for the sign, four or five for the exponent and the others for the fraction. */
    private double ofByte(int bits) {
        int exponent = (bits & 0x7F) >> fractionBits(), fraction = bits & (1 << fractionBits()) - 1;
        int whole = exponent == 0 ? fraction : fraction + (1 << fractionBits());
        double size = Math.scalb((double) whole, Math.max(1, exponent) - bias() - fractionBits());
        if (hasOneZero() ? bits == 0x80 : size > mostOfFloat8()) {
            boolean isInfinite = this == FLOAT8E5M2 && fraction == 0;
            size = isInfinite ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        return bits > 0x7F ? -size : size;
    }

    /**
     * The nearest number of a type of 8 or 4 bits, at a tie the even one.
     *
     * @param saturates whether the greatest number stands for what is beyond, otherwise infinity or NaN; always for integers
     */
    public double rounded(double number, boolean saturates) {
        if (isHalfByte()) {
            return Math.max(least(), Math.min(most(), Math.rint(number)));
        }
        if (Double.isNaN(number)) {
            return number;
        }
        double size = Math.abs(number), beyond = this == FLOAT8E5M2 ? Double.POSITIVE_INFINITY : Double.NaN;
        int exponent = Math.max(Math.getExponent(size), 1 - bias()) - fractionBits();
        double near = Double.isInfinite(size) ? size : Math.scalb(Math.rint(Math.scalb(size, -exponent)), exponent);
        double kept = near <= mostOfFloat8() ? near : saturates ? mostOfFloat8() : beyond;
        return hasOneZero() && kept == 0 ? 0 : Math.copySign(kept, number);
    }

    /** A number of half precision: one bit for the sign, five for the exponent and ten for the fraction, or the half of a float. */
    private double ofBits(int bits) {
        if (this == BFLOAT16) {
            return Float.intBitsToFloat(bits << 16);
        }
        int exponent = bits >> 10 & FLOAT16_EXPONENT;
        int fraction = bits & 0x3FF;
        double magnitude = exponent == 0
                ? fraction * 0x1p-24
                : exponent < FLOAT16_EXPONENT
                        ? (1024 + fraction) * Math.scalb(1.0, exponent - 25)
                        : fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        return bits >> 15 == 0 ? magnitude : -magnitude;
    }
}
