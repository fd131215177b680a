package dev.gradus.data;

import dev.gradus.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** Writes files atomically: a reader sees either the old content or the new. */
public final class WholeFile {
    private WholeFile() {}

    /**
     * Writes or replaces a file.
     *
     * @throws IOException if the file cannot be written; an existing file is then unchanged
     */
    public static void write(Path file, byte[] content) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(content, "content");
        AtomicFile.replace(file, out -> out.write(content));
    }
}
