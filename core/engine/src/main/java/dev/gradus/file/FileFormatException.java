package dev.gradus.file;

import java.io.IOException;

/** A file that does not hold what is wanted, or is no such file, or is broken. The message says why. */
public final class FileFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    FileFormatException(String message) {
        super(message);
    }

    FileFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
