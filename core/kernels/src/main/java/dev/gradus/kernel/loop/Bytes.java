package dev.gradus.kernel.loop;

import java.util.Arrays;

/** A growing byte sequence with big-endian numbers, as in class files. */
final class Bytes {
    private byte[] bytes = new byte[256];
    private int size;

    int size() {
        return size;
    }

    Bytes one(int value) {
        ensureRoom(1);
        bytes[size++] = (byte) value;
        return this;
    }

    private void ensureRoom(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }

    Bytes two(int value) {
        return one(value >> 8).one(value);
    }

    Bytes four(int value) {
        return two(value >> 16).two(value);
    }

    Bytes eight(long value) {
        return four((int) (value >> 32)).four((int) value);
    }

    Bytes all(byte[] values) {
        ensureRoom(values.length);
        System.arraycopy(values, 0, bytes, size, values.length);
        size += values.length;
        return this;
    }

    void twoAt(int index, int value) {
        bytes[index] = (byte) (value >> 8);
        bytes[index + 1] = (byte) value;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }
}
