package dev.gradus.onnx;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The types of a tensor's elements that are read or written, with ONNX's numbers for them. All become float64. */
enum ElementType {
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
    BFLOAT16(16, 2);

    private static final int FLOAT16_EXPONENT = 0x1F;

    private final int code;
    private final int bytes;

    ElementType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    static Optional<ElementType> of(long code) {
        for (ElementType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    int code() {
        return code;
    }

    /** How many bytes an element takes. */
    int bytes() {
        return bytes;
    }

    boolean isReal() {
        return this == FLOAT || this == DOUBLE || this == FLOAT16 || this == BFLOAT16;
    }

    boolean isInteger() {
        return !isReal() && this != BOOL;
    }

    /** The next element in little-endian bytes. */
    double read(ByteBuffer raw) {
        return switch (this) {
            case FLOAT -> raw.getFloat();
            case DOUBLE -> raw.getDouble();
            case UINT8, BOOL -> raw.get() & 0xFF;
            case INT8 -> raw.get();
            case UINT16 -> raw.getShort() & 0xFFFF;
            case INT16 -> raw.getShort();
            case INT32 -> raw.getInt();
            case UINT32 -> raw.getInt() & 0xFFFFFFFFL;
            case INT64 -> raw.getLong();
            case UINT64 -> unsigned(raw.getLong());
            case FLOAT16, BFLOAT16 -> ofBits(raw.getShort() & 0xFFFF);
        };
    }

    /** Appends an element to little-endian bytes. */
    void write(double value, ByteBuffer raw) {
        switch (this) {
            case FLOAT -> raw.putFloat((float) value);
            case DOUBLE -> raw.putDouble(value);
            case INT64 -> raw.putLong((long) value);
            case BOOL -> raw.put((byte) (value == 0 ? 0 : 1));
            default -> throw new IllegalArgumentException(this + " is only read");
        }
    }

    /** An element that the file has as an integer, as it has elements of half precision, too. */
    double ofInteger(long value) {
        return switch (this) {
            case FLOAT16, BFLOAT16 -> ofBits((int) value & 0xFFFF);
            case UINT64 -> unsigned(value);
            default -> value;
        };
    }

    private static double unsigned(long value) {
        double upper = value >>> 1;
        return value >= 0 ? value : 2 * upper + (value & 1);
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
