package dev.gradus.onnx.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/**
 * A protocol buffer being read. Nothing in it is trusted: what a length says is compared with the bytes that there are before
 * anything is allocated.
 *
 * <pre>{@code
 * while (reader.next()) {
 *     switch (reader.field()) {
 *         case 1 -> name = reader.text();
 *         default -> reader.skip();
 *     }
 * }
 * }</pre>
 */
final class ProtoReader {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED_32 = 5;

    private final String file;
    private final String message;
    private final ByteBuffer bytes;
    private int field;
    private int wireType;

    /**
     * @param file what is read, for messages
     * @param message the kind of message, for messages
     */
    ProtoReader(String file, String message, ByteBuffer bytes) {
        this.file = file;
        this.message = message;
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether there is another field, which then is the present one. */
    boolean next() {
        if (!bytes.hasRemaining()) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        if (field <= 0 || tag >>> 3 > 0x1FFFFFFF) {
            throw fault("there is no field " + (tag >>> 3));
        }
        return true;
    }

    /** The number of the present field. */
    int field() {
        return field;
    }

    long integer() {
        expect(VARINT, "an integer");
        return varint();
    }

    float number() {
        expect(FIXED_32, "a float");
        return need(Float.BYTES).getFloat();
    }

    String text() {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(content("a text")).toString();
        } catch (CharacterCodingException malformed) {
            throw fault("the text of field " + field + " is not UTF-8");
        }
    }

    /** The bytes of the field, not copied. */
    ByteBuffer content(String what) {
        expect(LENGTH, what);
        long length = varint();
        if (length < 0 || length > bytes.remaining()) {
            throw fault("field " + field + " claims " + Long.toUnsignedString(length) + " bytes, but "
                    + bytes.remaining() + " are left");
        }
        ByteBuffer content = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.position() + (int) length);
        return content;
    }

    /** The message in the field. */
    ProtoReader message(String kind) {
        return new ProtoReader(file, kind, content("a message"));
    }

    /** One of repeated integers, or many in one field. */
    void integers(LongConsumer each) {
        if (wireType == VARINT) {
            each.accept(integer());
            return;
        }
        ProtoReader packed = message(message);
        while (packed.bytes.hasRemaining()) {
            each.accept(packed.varint());
        }
    }

    /** One of repeated floats, or many in one field. */
    void floats(DoubleConsumer each) {
        if (wireType == FIXED_32) {
            each.accept(number());
            return;
        }
        ByteBuffer packed = content("floats");
        if (packed.remaining() % Float.BYTES != 0) {
            throw fault("field " + field + " has " + packed.remaining() + " bytes of floats");
        }
        while (packed.hasRemaining()) {
            each.accept(packed.getFloat());
        }
    }

    /** One of repeated doubles, or many in one field. */
    void doubles(DoubleConsumer each) {
        if (wireType == FIXED_64) {
            each.accept(need(Double.BYTES).getDouble());
            return;
        }
        ByteBuffer packed = content("doubles");
        if (packed.remaining() % Double.BYTES != 0) {
            throw fault("field " + field + " has " + packed.remaining() + " bytes of doubles");
        }
        while (packed.hasRemaining()) {
            each.accept(packed.getDouble());
        }
    }

    /** Passes over the present field. */
    void skip() {
        switch (wireType) {
            case VARINT -> varint();
            case FIXED_64 -> need(Long.BYTES).getLong();
            case LENGTH -> content("a field");
            case FIXED_32 -> need(Integer.BYTES).getInt();
            default -> throw fault("field " + field + " has the unknown wire type " + wireType);
        }
    }

    private void expect(int type, String what) {
        if (wireType != type) {
            throw fault("field " + field + " should be " + what + ", but has wire type " + wireType);
        }
    }

    private ByteBuffer need(int count) {
        if (bytes.remaining() < count) {
            throw fault("it ends within field " + field);
        }
        return bytes;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (!bytes.hasRemaining()) {
                throw fault("it ends within a number");
            }
            byte next = bytes.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw fault("a number is longer than ten bytes");
    }

    /** What is valid ONNX in the message, but is not read. */
    Refusal unsupported(String what) {
        return new Refusal(file + ": " + what);
    }

    /** What is wrong with the message. */
    Refusal fault(String why) {
        return new Refusal(
                file + " is no ONNX model, or a broken one: in " + message + ", byte " + bytes.position() + ": " + why);
    }
}
