package dev.gradus.onnx;

import dev.gradus.tensor.Labels;

/**
 * Thrown if a graph cannot be written as ONNX, or a file cannot be read as a graph. The message names the node, its op
 * and the reason.
 */
public final class OnnxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The most characters of a message. */
    private static final int LONGEST = 1000;

    OnnxException(String message) {
        super(shown(message));
    }

    OnnxException(String message, Throwable cause) {
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
