package dev.gradus.lift;

/** A method that cannot be lifted. The message names the source line, the reason and a remedy. */
public final class LiftException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LiftException(String message) {
        super(message);
    }

    LiftException(String message, Throwable cause) {
        super(message, cause);
    }
}
