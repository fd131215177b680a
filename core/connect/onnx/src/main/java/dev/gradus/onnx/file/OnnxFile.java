package dev.gradus.onnx.file;

import java.util.List;
import java.util.Map;

/**
 * What is in a file.
 *
 * @param opsets the version of each domain's operators
 * @param functions the names of the file's own functions, which are not read
 */
public record OnnxFile(
        Map<String, Long> opsets,
        List<OnnxNode> nodes,
        List<TensorData> initializers,
        List<ValueInfo> inputs,
        List<ValueInfo> outputs,
        List<String> functions) {

    /** What tensors without a name are called: this and a number. */
    public static final String UNNAMED = "%";

    /** Copies the collections. */
    public OnnxFile {
        opsets = Map.copyOf(opsets);
        nodes = List.copyOf(nodes);
        initializers = List.copyOf(initializers);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        functions = List.copyOf(functions);
    }
}
