package dev.gradus.onnx;

import dev.gradus.onnx.file.Refusal;
import java.util.function.Supplier;

/**
 * Thrown if a graph cannot be written as ONNX, or a file cannot be read as a graph. The message names the node, its op
 * and the reason.
 */
public final class OnnxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The same message, stack trace and cause; causes that are refusals become exceptions of this class too. */
    OnnxException(Refusal refusal) {
        super(
                refusal.getMessage(),
                refusal.getCause() instanceof Refusal cause ? new OnnxException(cause) : refusal.getCause());
        setStackTrace(refusal.getStackTrace());
    }

    /** Returns the result of reading or writing; a refusal is rethrown as an exception of this class. */
    static <T> T unlessRefused(Supplier<T> work) {
        try {
            return work.get();
        } catch (Refusal refusal) {
            throw new OnnxException(refusal);
        }
    }
}
