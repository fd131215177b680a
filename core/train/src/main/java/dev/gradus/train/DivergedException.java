package dev.gradus.train;

/**
 * Thrown if a parameter would become infinite or NaN. The message names the parameter and the element, and suggests what to
 * try.
 */
public final class DivergedException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    DivergedException(String message) {
        super(message);
    }
}
