package dev.gradus.data;

import dev.gradus.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** Files that are written whole or not at all: at any moment a reader gets the old content or the new one. */
public final class WholeFile {
    private WholeFile() {}

    /**
     * Writes or replaces a file.
     *
     * @throws IOException if it cannot be written; an older one is then as it was
     */
    public static void write(Path file, byte[] content) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(content, "content");
        AtomicFile.replace(file, out -> out.write(content));
    }
}
