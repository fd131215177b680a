package dev.gradus.file;

import java.io.IOException;

/** The file is missing, broken, or holds something else. The message says why. */
public final class FileFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    FileFormatException(String message) {
        super(message);
    }

    FileFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
