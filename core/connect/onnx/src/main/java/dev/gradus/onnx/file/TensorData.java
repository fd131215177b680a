package dev.gradus.onnx.file;

import dev.gradus.tensor.Tensor;

/** A tensor as it stands in a file: its name, which may be empty, and the type of its elements. */
public record TensorData(String name, ElementType type, Tensor value) {
    TensorData named(String other) {
        return new TensorData(other, type, value);
    }
}
