package dev.gradus.train.file;

import dev.gradus.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The digest SHA-256 (FIPS 180-4) of texts and numbers. Java's {@code MessageDigest} does not exist in a browser, where receipts
 * are verified too.
 */
public final class Sha256 {
    private static final int BLOCK = 64, LENGTH = 8;

    private static final int[] ROUNDS = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
    };

    private final int[] state = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };
    private final int[] words = new int[BLOCK];
    private final byte[] block = new byte[BLOCK];
    private int filled;
    private long bytes;

    /** Returns the digest of bytes, as hexadecimal digits. */
    public static String of(byte... bytes) {
        Sha256 digest = new Sha256();
        digest.add(bytes);
        return digest.hex();
    }

    /** Returns the digest of a text's UTF-8 bytes. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds bytes. */
    public void add(byte... some) {
        for (byte one : some) {
            add(one);
        }
    }

    /** Adds a name, the sizes and the bits of all numbers. The bits of a number are eight bytes, the highest first. */
    public void add(String name, Tensor tensor) {
        add((name + " " + Arrays.toString(tensor.shape().sizes()) + "\n").getBytes(StandardCharsets.UTF_8));
        for (double value : tensor.toArray()) {
            add(Double.doubleToRawLongBits(value));
        }
    }

    private void add(long bits) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            add((byte) (bits >>> shift));
        }
    }

    private void add(byte one) {
        block[filled++] = one;
        bytes++;
        if (filled == BLOCK) {
            mix();
            filled = 0;
        }
    }

    private void mix() {
        for (int i = 0; i < 16; i++) {
            words[i] = (block[4 * i] & 255) << 24
                    | (block[4 * i + 1] & 255) << 16
                    | (block[4 * i + 2] & 255) << 8
                    | block[4 * i + 3] & 255;
        }
        for (int i = 16; i < BLOCK; i++) {
            int a = words[i - 15], b = words[i - 2];
            words[i] = words[i - 16]
                    + (Integer.rotateRight(a, 7) ^ Integer.rotateRight(a, 18) ^ a >>> 3)
                    + words[i - 7]
                    + (Integer.rotateRight(b, 17) ^ Integer.rotateRight(b, 19) ^ b >>> 10);
        }
        int[] s = state.clone();
        for (int i = 0; i < BLOCK; i++) {
            int choice = s[4] & s[5] ^ ~s[4] & s[6];
            int majority = s[0] & s[1] ^ s[0] & s[2] ^ s[1] & s[2];
            int high = Integer.rotateRight(s[4], 6) ^ Integer.rotateRight(s[4], 11) ^ Integer.rotateRight(s[4], 25);
            int low = Integer.rotateRight(s[0], 2) ^ Integer.rotateRight(s[0], 13) ^ Integer.rotateRight(s[0], 22);
            int first = s[7] + high + choice + ROUNDS[i] + words[i];
            System.arraycopy(s, 0, s, 1, 7);
            s[4] += first;
            s[0] = first + low + majority;
        }
        for (int i = 0; i < state.length; i++) {
            state[i] += s[i];
        }
    }

    /** Ends the digest and returns its 64 hexadecimal digits. */
    public String hex() {
        long bits = 8 * bytes;
        add((byte) 0x80);
        while (filled != BLOCK - LENGTH) {
            add((byte) 0);
        }
        add(bits);
        StringBuilder hex = new StringBuilder();
        for (int word : state) {
            for (int shift = 28; shift >= 0; shift -= 4) {
                hex.append(Character.forDigit(word >>> shift & 15, 16));
            }
        }
        return hex.toString();
    }
}
