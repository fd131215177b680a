package dev.gradus.onnx;

/** A graph cannot be written as ONNX, or a file cannot be read as a graph. The message names the node, its op and why. */
public final class OnnxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OnnxException(String message) {
        super(message);
    }

    OnnxException(String message, Throwable cause) {
        super(message, cause);
    }
}
