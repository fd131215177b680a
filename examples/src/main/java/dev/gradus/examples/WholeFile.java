package dev.gradus.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files whole or not at all: under another name first, which is then changed in one step. */
final class WholeFile {
    private WholeFile() {}

    /**
     * Writes or replaces a file; on failure an older one stays as it was. Folders that are missing are made.
     *
     * @throws LessonException if it cannot be written
     */
    static void write(Path file, byte[] content) {
        Path unfinished = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try {
                Files.write(unfinished, content);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw new LessonException(file + " cannot be written: " + e);
        }
    }
}
