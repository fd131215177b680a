package dev.gradus.train;

import java.io.IOException;

/** Thrown if the file of a {@link Receipt} is missing, damaged or of another version. The message says which and why. */
public final class ReceiptFileException extends IOException {
    private static final long serialVersionUID = 1L;

    ReceiptFileException(String message) {
        super(message);
    }

    ReceiptFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
