package dev.gradus.onnx.file;

import java.util.List;
import java.util.Optional;

/**
 * What a file says of an input or output.
 *
 * @param type empty for what is no tensor, or of a type that is not read
 * @param dimensions empty if the file does not say how many there are
 */
public record ValueInfo(String name, Optional<ElementType> type, Optional<List<Dimension>> dimensions) {

    /**
     * A size, or a name for one that the file leaves open.
     *
     * @param size −1 if it is open
     * @param parameter the name of an open size, or empty
     * @param denotation what the axis means, or empty
     */
    public record Dimension(long size, String parameter, String denotation) {
        /** Whether the file leaves the size open. */
        public boolean isOpen() {
            return size < 0;
        }
    }
}
