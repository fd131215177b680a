package dev.gradus.kernel.loop;

import java.util.Arrays;

/** A growing sequence of bytes, with numbers big-endian as in a class file. */
final class Bytes {
    private byte[] bytes = new byte[256];
    private int size;

    int size() {
        return size;
    }

    Bytes one(int value) {
        makeRoomFor(1);
        bytes[size++] = (byte) value;
        return this;
    }

    private void makeRoomFor(int more) {
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
        makeRoomFor(values.length);
        System.arraycopy(values, 0, bytes, size, values.length);
        size += values.length;
        return this;
    }

    void twoAt(int place, int value) {
        bytes[place] = (byte) (value >> 8);
        bytes[place + 1] = (byte) value;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }
}
