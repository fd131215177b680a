package dev.gradus.run;

import java.io.IOException;

/** A file that does not hold the parameters, or is no such file, or is broken. The message says which and why. */
public final class ParameterFileException extends IOException {
    private static final long serialVersionUID = 1L;

    ParameterFileException(String message) {
        super(message);
    }

    ParameterFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
