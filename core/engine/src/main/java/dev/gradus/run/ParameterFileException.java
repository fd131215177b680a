package dev.gradus.run;

import java.io.IOException;

/** Thrown if a parameter file is missing or malformed, or its parameters are not exactly the expected ones. */
public final class ParameterFileException extends IOException {
    private static final long serialVersionUID = 1L;

    ParameterFileException(String message) {
        super(message);
    }

    ParameterFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
