package dev.gradus.kernel.loop;

/** Thrown if a formula, or a branch of one, cannot be written as steps. */
final class NoStepsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoStepsException(String message) {
        super(message, null, false, false);
    }
}
