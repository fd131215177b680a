package dev.gradus.file;

import java.io.EOFException;
import java.io.IOException;

/** Thrown if a file is missing or broken, or contains something else. The message says why. */
public final class FileFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    FileFormatException(String message) {
        super(message);
    }

    FileFormatException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Wraps a failure at this place. The JDK throws some exceptions without a message. */
    static FileFormatException in(String location, Exception fault) {
        String reason = fault.getMessage();
        if (reason == null) {
            reason = fault instanceof EOFException
                    ? "the file ends before it"
                    : fault.getClass().getName();
        }
        return new FileFormatException(location + ": " + reason, fault);
    }
}
