package dev.gradus.train.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Encodes a message in the wire format of Protocol Buffers. Each method adds a field. */
public final class ProtobufMessage {
    private static final int VARINT = 0, BITS_64 = 1, LENGTH_DELIMITED = 2, BITS_32 = 5;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Adds an integer. */
    public ProtobufMessage int64(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    /** Adds a number of 64 bits. */
    public ProtobufMessage float64(int field, double value) {
        tag(field, BITS_64);
        bytes.writeBytes(littleEndian(Double.BYTES).putDouble(value).array());
        return this;
    }

    /** Adds a number of 32 bits. */
    public ProtobufMessage float32(int field, float value) {
        tag(field, BITS_32);
        bytes.writeBytes(littleEndian(Float.BYTES).putFloat(value).array());
        return this;
    }

    /** Adds a packed repeated field. */
    public ProtobufMessage float64s(int field, List<Double> values) {
        ByteBuffer packed = littleEndian(values.size() * Double.BYTES);
        values.forEach(packed::putDouble);
        return delimited(field, packed.array());
    }

    /** Adds a text. */
    public ProtobufMessage string(int field, String value) {
        return delimited(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a message. */
    public ProtobufMessage message(int field, ProtobufMessage value) {
        return delimited(field, value.toBytes());
    }

    /** Returns the encoded message. */
    public byte[] toBytes() {
        return bytes.toByteArray();
    }

    private ProtobufMessage delimited(int field, byte[] content) {
        tag(field, LENGTH_DELIMITED);
        varint(content.length);
        bytes.writeBytes(content);
        return this;
    }

    private void tag(int field, int type) {
        varint((long) field << 3 | type);
    }

    private void varint(long value) {
        long rest = value;
        for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
            bytes.write((int) (rest & 0x7f | 0x80));
        }
        bytes.write((int) rest);
    }

    private static ByteBuffer littleEndian(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
