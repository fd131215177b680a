package dev.gradus.onnx.read;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.onnx.file.ElementType;
import dev.gradus.tensor.Tensor;
import java.util.Optional;

/** A tensor of a file while it is read: the node that computes it, and the type that it has in the file. */
record Value(Node node, ElementType type) {
    static Value of(Tensor value, ElementType type) {
        return new Value(Constant.of(value), type);
    }

    /** The numbers, if they are the same in every run. */
    Optional<Tensor> known() {
        return node instanceof Constant constant ? Optional.of(constant.value()) : Optional.empty();
    }

    /** The numbers of a constant or the initial ones of a parameter. */
    Optional<Tensor> numbers() {
        return node instanceof Parameter parameter ? Optional.of(parameter.initialValue()) : known();
    }
}
