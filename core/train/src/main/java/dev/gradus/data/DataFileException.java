package dev.gradus.data;

import java.io.IOException;

/** Thrown if a file is broken or does not contain data of the expected kind. The message says where and why. */
public final class DataFileException extends IOException {
    private static final long serialVersionUID = 1L;

    DataFileException(String message) {
        super(message);
    }

    DataFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
