package dev.gradus.playground.build;

import dev.gradus.playground.build.browser.ExactFma;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The place of {@link ExactFma#fma} in a compiled program. Where a browser and the processor have a fused multiply-add, {@code
 * worker.js} writes that instruction over the function.
 *
 * @param from the index of the first byte of the function's body
 * @param to the index after the last byte
 */
record MultiplyAdd(int from, int to) {
    private static final int HEADER = 8;
    private static final int CODE_SECTION = 10;
    private static final byte CONSTANT = 0x44;

    /** The body that is written over it takes 20 bytes. */
    private static final int LEAST = 20;

    /**
     * Finds the function: the only one in which Dekker's 2²⁷ + 1 occurs.
     *
     * @throws IllegalStateException if there is none, or several
     */
    static MultiplyAdd in(byte... program) {
        ByteBuffer bytes =
                ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN).position(HEADER);
        int section = bytes.get();
        int size = number(bytes);
        while (section != CODE_SECTION) {
            bytes.position(bytes.position() + size);
            section = bytes.get();
            size = number(bytes);
        }
        MultiplyAdd found = new MultiplyAdd(0, 0);
        for (int left = number(bytes); left > 0; left--) {
            int length = number(bytes), from = bytes.position();
            if (hasSplitter(bytes, from, from + length)) {
                if (found.to > 0 || length < LEAST) {
                    throw new IllegalStateException("Not only one function computes as " + ExactFma.class.getName());
                }
                found = new MultiplyAdd(from, from + length);
            }
            bytes.position(from + length);
        }
        if (found.to == 0) {
            throw new IllegalStateException("No function computes as " + ExactFma.class.getName());
        }
        return found;
    }

    private static boolean hasSplitter(ByteBuffer bytes, int from, int to) {
        for (int i = from; i + Double.BYTES < to; i++) {
            if (bytes.get(i) == CONSTANT && bytes.getDouble(i + 1) == ExactFma.SPLITTER) {
                return true;
            }
        }
        return false;
    }

    /** Reads a number whose bytes have seven bits each. */
    private static int number(ByteBuffer bytes) {
        int number = 0;
        for (int shift = 0; ; shift += 7) {
            int part = bytes.get();
            number |= (part & 127) << shift;
            if (part >= 0) {
                return number;
            }
        }
    }

    /** For {@code worker.js}. */
    String script() {
        return "const FMA = { from: " + from + ", to: " + to + " };\n";
    }
}
