package dev.gradus.run;

import java.io.IOException;

/** The file is missing, broken, or holds other parameters. The message says which and why. */
public final class ParameterFileException extends IOException {
    private static final long serialVersionUID = 1L;

    ParameterFileException(String message) {
        super(message);
    }

    ParameterFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
