package dev.gradus.onnx.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A node of a file's graph.
 *
 * @param domain the domain of the operator; empty for ONNX's own
 * @param inputs names of tensors, empty for an input that is left out
 * @param attributes by their names: a {@link Long}, {@link Float}, {@link String} or {@link TensorData}, a list of one of the
 *     first three, an {@link OnnxFile} that has a graph only, or an {@link Unread}
 */
public record OnnxNode(
        String name,
        String domain,
        String opType,
        List<String> inputs,
        List<String> outputs,
        Map<String, Object> attributes) {

    /** An attribute that is not read, such as a sparse tensor: its kind, for messages. */
    public record Unread(String kind) {}

    /** Copies the collections. */
    public OnnxNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = new LinkedHashMap<>(attributes);
    }

    /** Returns a node with one output, of an operator of ONNX's own. */
    public static OnnxNode of(String opType, List<String> inputs, String output, Map<String, Object> attributes) {
        return new OnnxNode(output, "", opType, inputs, List.of(output), attributes);
    }

    /** A node without an input that gives this tensor. */
    public static OnnxNode constant(TensorData value) {
        return of("Constant", List.of(), value.name(), Map.of("value", value.named("")));
    }

    /** For messages: the name, or what it makes if it has none, and the operator. */
    public String describe() {
        String known = name.isEmpty() ? String.join(", ", outputs) : name;
        return "node '" + known + "' (" + (domain.isEmpty() ? "" : domain + ".") + opType + ")";
    }
}
