package dev.gradus.onnx.file;

import dev.gradus.tensor.Labels;

/**
 * Thrown if a graph cannot be written as ONNX, or a file cannot be read as a graph. The classes that users call rethrow it as
 * an {@code OnnxException}, so no package below theirs has to know them.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The most characters of a message. */
    private static final int LONGEST = 1000;

    /** Says why. */
    public Refusal(String message) {
        super(shown(message));
    }

    /** Says why, and what it follows from. */
    public Refusal(String message, Throwable cause) {
        super(shown(message), cause);
    }

    /** Names in a file may be anything: what moves letters is not shown, nor the middle of what nobody would read. */
    private static String shown(String message) {
        int half = LONGEST / 2;
        return Labels.printable(
                message.length() <= LONGEST
                        ? message
                        : message.substring(0, half) + " … " + message.substring(message.length() - half));
    }
}
