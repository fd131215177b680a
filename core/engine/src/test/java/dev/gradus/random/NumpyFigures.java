package dev.gradus.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Numbers drawn by NumPy itself, written to numpy-legacy.txt by numpy_legacy.py. */
final class NumpyFigures {
    private static final Map<String, String> FIGURES = read();

    private NumpyFigures() {}

    private static Map<String, String> read() {
        InputStream file = Objects.requireNonNull(NumpyFigures.class.getResourceAsStream("numpy-legacy.txt"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.split(" ", 2))
                    .collect(Collectors.toUnmodifiableMap(
                            keyAndValues -> keyAndValues[0], keyAndValues -> keyAndValues[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String key) {
        return Objects.requireNonNull(FIGURES.get(key), key);
    }

    static double[] doubles(String key) {
        return Arrays.stream(text(key).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    static long[] longs(String key) {
        return Arrays.stream(text(key).split(" ")).mapToLong(Long::parseLong).toArray();
    }

    static int[] ints(String key) {
        return Arrays.stream(longs(key)).mapToInt(Math::toIntExact).toArray();
    }

    /** SHA-256 of 64-bit words, big-endian. */
    static String digest(LongStream words) {
        long[] values = words.toArray();
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * values.length);
        bytes.asLongBuffer().put(values);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    static void assertWithinTwoUlp(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i]))
                    .as("element %d: %s against NumPy's %s", i, actual[i], expected[i])
                    .isLessThanOrEqualTo(2 * Math.ulp(expected[i]));
        }
    }
}
