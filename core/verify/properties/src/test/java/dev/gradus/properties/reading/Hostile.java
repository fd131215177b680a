package dev.gradus.properties.reading;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/** Files of one format that are made to take a reader long: by what is hostile in them, each of about as many bytes as asked. */
final class Hostile {
    private final Map<String, IntFunction<byte[]>> kinds = new LinkedHashMap<>();

    Map<String, IntFunction<byte[]>> kinds() {
        return kinds;
    }

    Hostile add(String kind, IntFunction<byte[]> ofSize) {
        kinds.put(kind, ofSize);
        return this;
    }

    Hostile text(String kind, IntFunction<String> ofSize) {
        return add(kind, bytes -> ofSize.apply(bytes).getBytes(StandardCharsets.UTF_8));
    }

    /** Mutations of a file that the reader accepts. */
    Hostile mutations(byte[] valid) {
        add("repeated as a whole", bytes -> repeated(valid, 0, valid.length, bytes));
        for (int seed = 1; seed <= 8; seed++) {
            int own = seed;
            add("mutation " + seed, bytes -> mutated(valid, new Random(own), bytes));
        }
        return this;
    }

    /** Some bytes are changed, and a part of the file is there again and again. */
    private static byte[] mutated(byte[] valid, Random random, int bytes) {
        int from = random.nextInt(valid.length), to = from + 1 + random.nextInt(valid.length - from);
        byte[] mutated = repeated(valid, from, to, bytes);
        for (int change = random.nextInt(5); change > 0; change--) {
            mutated[random.nextInt(Math.min(mutated.length, 2 * valid.length))] = (byte) random.nextInt(256);
        }
        return mutated;
    }

    private static byte[] repeated(byte[] valid, int from, int to, int bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Arrays.copyOf(valid, to));
        while (out.size() < bytes) {
            out.write(valid, from, to - from);
        }
        out.write(valid, to, valid.length - to);
        return out.toByteArray();
    }

    /** Different texts of one hash code: each bit of the number is one of two pairs of letters. */
    static String colliding(int number, int bits) {
        StringBuilder text = new StringBuilder();
        for (int bit = bits - 1; bit >= 0; bit--) {
            text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return text.toString();
    }

    /** The parts of these numbers, one after the other, until there are as many bytes. */
    static String lines(int bytes, IntFunction<String> part) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < bytes; i++) {
            text.append(part.apply(i));
        }
        return text.toString();
    }
}
