package dev.gradus.train;

import java.io.IOException;

/** The file of a {@link TrainingState} is missing, broken, or of another training. The message says which and why. */
public final class TrainingFileException extends IOException {
    private static final long serialVersionUID = 1L;

    TrainingFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
