package dev.gradus.kernel;

import java.util.Arrays;

/** Bytes in a row, numbers among them with the highest byte first, as in a class file. */
final class Bytes {
    private byte[] bytes = new byte[256];
    private int size;

    int size() {
        return size;
    }

    Bytes one(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) value;
        return this;
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
        for (byte value : values) {
            one(value);
        }
        return this;
    }

    /** Writes over what stands at a place. */
    void twoAt(int place, int value) {
        bytes[place] = (byte) (value >> 8);
        bytes[place + 1] = (byte) value;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }
}
