package dev.gradus.playground.bits;

/** FNV-1a, 64 bits, of numbers' bits and of texts. Of a NaN the engine promises only that it is one. */
public final class Hash {
    private static final long PRIME = 0x100000001b3L;

    private long hash = 0xcbf29ce484222325L;
    private long added;

    public void add(double... numbers) {
        for (double number : numbers) {
            add(Double.doubleToLongBits(number));
        }
        added += numbers.length;
    }

    public void add(String text) {
        for (int i = 0; i < text.length(); i++) {
            add((long) text.charAt(i));
        }
        added++;
    }

    private void add(long bits) {
        for (int shift = 0; shift < 64; shift += 8) {
            hash = (hash ^ ((bits >>> shift) & 0xff)) * PRIME;
        }
    }

    /** The hash, and of how many numbers and texts it is. */
    @Override
    public String toString() {
        return Long.toHexString(hash) + " of " + added;
    }
}
