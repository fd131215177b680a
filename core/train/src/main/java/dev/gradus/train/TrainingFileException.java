package dev.gradus.train;

import java.io.IOException;

/**
 * Thrown if the file of a {@link TrainingState} is missing, broken, or belongs to a different training. The message says
 * which and why.
 */
public final class TrainingFileException extends IOException {
    private static final long serialVersionUID = 1L;

    TrainingFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
