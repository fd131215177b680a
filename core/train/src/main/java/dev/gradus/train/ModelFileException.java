package dev.gradus.train;

import java.io.IOException;

/**
 * Thrown if the file of a {@link Model} is missing, broken, of a newer version, or contains an op that must be supplied. The
 * message says which and why.
 */
public final class ModelFileException extends IOException {
    private static final long serialVersionUID = 1L;

    ModelFileException(String message) {
        super(message);
    }

    ModelFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
