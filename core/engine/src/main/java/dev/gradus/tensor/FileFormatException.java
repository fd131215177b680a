package dev.gradus.tensor;

import java.io.EOFException;
import java.io.IOException;
import java.util.Objects;

/**
 * Thrown if a file is missing, damaged or truncated, or if it does not contain what is expected: data, parameters, a model, a
 * training state or a receipt. The message says where and why.
 */
public final class FileFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with a complete message. */
    public FileFormatException(String message) {
        super(message);
    }

    /** Creates an exception with a complete message and its cause, which may be null. */
    public FileFormatException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Wraps a failure at this location. The JDK throws some exceptions without a message. */
    public static FileFormatException in(String location, Exception fault) {
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(fault, "fault");
        String reason = fault.getMessage();
        if (reason == null) {
            reason = fault instanceof EOFException
                    ? "the file ends before it"
                    : fault.getClass().getName();
        }
        return new FileFormatException(location + ": " + reason, fault);
    }
}
