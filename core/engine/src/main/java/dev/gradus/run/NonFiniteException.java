package dev.gradus.run;

/** A value or gradient that became infinite or NaN. The message says where it began. */
public final class NonFiniteException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that is complete as it stands. */
    public NonFiniteException(String message) {
        super(message);
    }
}
