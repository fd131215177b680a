package dev.gradus.explorer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** The data in a page, in few letters: deflated, as base64. A browser takes it apart again by its {@code DecompressionStream}. */
final class Packed {
    private static final String OPEN = "<script type=\"application/json\"";
    private static final String CLOSE = "</script>";

    private Packed() {}

    /** The page with the content of each of its scripts of type {@code application/json} packed. */
    static String data(String page) {
        StringBuilder packed = new StringBuilder();
        int from = 0;
        for (int open = page.indexOf(OPEN); open >= 0; open = page.indexOf(OPEN, from)) {
            int start = page.indexOf('>', open) + 1;
            int end = page.indexOf(CLOSE, start);
            packed.append(page, from, start).append(text(page.substring(start, end)));
            from = end;
        }
        return packed.append(page, from, page.length()).toString();
    }

    /** A text in few letters. */
    static String text(String words) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true); // without a header: "deflate-raw"
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(words.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
