package dev.gradus.train;

/** A parameter would have become infinite or NaN. The message says which, at which place, and what to try. */
public final class DivergedException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    DivergedException(String message) {
        super(message);
    }
}
