package dev.gradus.data;

import java.io.IOException;

/** The file is broken, or holds something else than data of this kind. The message says where and why. */
public final class DataFileException extends IOException {
    private static final long serialVersionUID = 1L;

    DataFileException(String message) {
        super(message);
    }

    DataFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
