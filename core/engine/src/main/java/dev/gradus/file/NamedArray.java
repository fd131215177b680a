package dev.gradus.file;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * An array in a file.
 *
 * @param description the name for messages
 * @param values row-major, one for each element of the shape
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record NamedArray(String name, String description, Shape shape, double[] values) {
    /** Returns these tensors in the map's order. */
    public static List<NamedArray> all(Map<String, Tensor> tensors) {
        return tensors.entrySet().stream()
                .map(each -> of(each.getKey(), each.getKey(), each.getValue()))
                .toList();
    }

    /** Returns a tensor with a name. */
    public static NamedArray of(String name, String description, Tensor tensor) {
        return new NamedArray(name, description, tensor.shape(), tensor.toArray());
    }
}
