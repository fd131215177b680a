package dev.gradus.run;

/** Thrown if a value or gradient became infinite or NaN. The message names the first such element. */
public final class NonFiniteException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with a complete message. */
    public NonFiniteException(String message) {
        super(message);
    }
}
