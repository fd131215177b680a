package dev.gradus.data;

import dev.gradus.tensor.FileFormatException;
import java.io.IOException;

/** Reads from a file. */
@FunctionalInterface
interface FileReading<T> {
    T read() throws IOException;

    /** Reads, and names the reader in the message if the file is not what it expects. */
    static <T> T by(String reader, FileReading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (FileFormatException fault) {
            throw new FileFormatException(reader + ": " + fault.getMessage(), fault);
        }
    }
}
