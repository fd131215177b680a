package dev.gradus.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Null as any argument of the public API is refused at once by an exception that says which. */
class NullArgumentsTest {
    @TestFactory
    Stream<DynamicTest> isRefusedByName() {
        OnnxExport export = OnnxExport.of(Graph.of(Input.of("x").exp()));
        byte[] bytes = export.toBytes();
        OnnxModel model = OnnxModel.of("m.onnx", bytes, Map.of());
        Map<String, ThrowingCallable> calls = Map.ofEntries(
                Map.entry("of: graph", () -> OnnxExport.of(null)),
                Map.entry("ofBatch: name", () -> OnnxExport.ofBatch(null, n -> null)),
                Map.entry("ofBatch: graphOfSize", () -> OnnxExport.ofBatch("n", null)),
                Map.entry("parameters: values", () -> export.parameters(null)),
                Map.entry("gradients: nodes", () -> export.gradients((Input[]) null)),
                Map.entry("write: file", () -> export.write(null)),
                Map.entry("read: file", () -> OnnxModel.read(null)),
                Map.entry("read: sizes", () -> OnnxModel.read(Path.of("m.onnx"), (Map<String, Integer>) null)),
                Map.entry("of: name", () -> OnnxModel.of(null, bytes, Map.of())),
                Map.entry("of: bytes", () -> OnnxModel.of("m.onnx", null, Map.of())),
                Map.entry("of: sizes", () -> OnnxModel.of("m.onnx", bytes, (Map<String, Integer>) null)),
                Map.entry("read: options", () -> OnnxModel.read(Path.of("m.onnx"), (OnnxOptions) null)),
                Map.entry("of: options", () -> OnnxModel.of("m.onnx", bytes, (OnnxOptions) null)),
                Map.entry("sizes: more", () -> OnnxOptions.of().sizes(null)),
                Map.entry("size: name", () -> OnnxOptions.of().size(null, 1)),
                Map.entry("input: value", () -> OnnxOptions.of().input("x", null)),
                Map.entry("input: name", () -> model.input(null)),
                Map.entry("output: name", () -> model.output(null)),
                Map.entry("node: name", () -> model.node(null)));
        return calls.entrySet().stream()
                .map(call -> DynamicTest.dynamicTest(
                        call.getKey(),
                        () -> assertThatThrownBy(call.getValue())
                                .isInstanceOf(NullPointerException.class)
                                .hasMessageNotContaining("Cannot ")
                                .hasMessageContaining(call.getKey().replaceFirst(".*: ", ""))));
    }
}
