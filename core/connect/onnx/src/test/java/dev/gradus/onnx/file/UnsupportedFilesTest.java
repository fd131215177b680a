package dev.gradus.onnx.file;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.onnx.OnnxException;
import dev.gradus.onnx.OnnxModel;
import dev.gradus.onnx.OnnxOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that is a model, but has what is not read, is not called broken: the message says what it is and what to do. */
class UnsupportedFilesTest {
    private static final int INITIALIZER = 5, SPARSE_INITIALIZER = 15, FUNCTION = 25, FLOAT = 1;

    private static void says(String message, ProtoWriter graph, ProtoWriter... functions) {
        ProtoWriter model = new ProtoWriter().integer(1, 10).message(7, graph);
        for (ProtoWriter function : functions) {
            model.message(FUNCTION, function);
        }
        assertThatThrownBy(() -> OnnxModel.of("model.onnx", model.toByteArray(), OnnxOptions.of()))
                .isInstanceOf(OnnxException.class)
                .hasMessage("model.onnx" + message);
    }

    private static ProtoWriter tensor(long type) {
        return new ProtoWriter().integer(1, 2).integer(2, type).text(8, "layer.weight");
    }

    /** As PyTorch's exporter writes it, whose external_data is True unless it is told otherwise. */
    @Test
    void weightsInASecondFile() {
        ProtoWriter weight = tensor(FLOAT);
        List<String> entries = List.of("location", "model.onnx.data", "offset", "0", "length", "8");
        for (int i = 0; i < entries.size(); i += 2) {
            weight.message(13, new ProtoWriter().text(1, entries.get(i)).text(2, entries.get(i + 1)));
        }
        String remedy = " (ONNX calls this external data), which is not supported; save the model as one file, with"
                + " torch.onnx.export(…, external_data=False) or with Python's onnx.save(onnx.load(file),"
                + " \"one-file.onnx\")";
        says(
                ": the tensor 'layer.weight' has its numbers in another file, 'model.onnx.data'" + remedy,
                new ProtoWriter().message(INITIALIZER, weight.integer(14, 1)));
        says(
                ": the tensor 'layer.weight' has its numbers in another file" + remedy,
                new ProtoWriter().message(INITIALIZER, tensor(FLOAT).integer(14, 1)));
    }

    @ParameterizedTest
    @CsvSource({
        "8, STRING",
        "14, COMPLEX64",
        "15, COMPLEX128",
        "23, FLOAT4E2M1",
        "24, FLOAT8E8M0",
        "25, UINT2",
        "26, INT2"
    })
    void elementsOfOtherTypes(long code, String name) {
        says(
                ": the tensor 'layer.weight' has elements of type " + code + " (" + name + "), which is not supported",
                new ProtoWriter().message(INITIALIZER, tensor(code)));
    }

    @Test
    void elementsOfUnknownTypes() {
        says(
                ": the tensor 'layer.weight' has elements of type 99, which is not supported",
                new ProtoWriter().message(INITIALIZER, tensor(99)));
    }

    @Test
    void sparseInitializers() {
        says(
                ": the graph has a sparse initializer, which is not supported; store its elements, zeros included, in an"
                        + " initializer",
                new ProtoWriter().message(SPARSE_INITIALIZER, new ProtoWriter()));
    }

    @Test
    void functions() {
        says(
                " has functions of its own, such as Swish, which are not supported; replace their calls by their nodes,"
                        + " with Python's onnx.inliner.inline_local_functions(onnx.load(file))",
                new ProtoWriter(),
                new ProtoWriter().text(1, "Swish"));
    }

    @Test
    void attributesOfOtherKinds() {
        ProtoWriter attribute = new ProtoWriter().text(1, "value").integer(20, 11);
        ProtoWriter node = new ProtoWriter().text(2, "y").text(4, "Constant").message(5, attribute);
        says(
                ": the node 'y' (Constant) cannot be read: its attribute value is not of the kind TensorData, but a sparse"
                        + " tensor",
                new ProtoWriter().message(1, node));
    }

    /** Names that differ only in wrong bytes would be decoded to one name. */
    @Test
    void namesThatAreNotUtf8() {
        ProtoWriter weight =
                new ProtoWriter().integer(1, 0).integer(2, FLOAT).bytes(8, new byte[] {'G', 'r', (byte) 0xFC, 'n'});
        says(
                " is no ONNX model, or a broken one: in initializer 0, byte 10: the text of field 8 is not UTF-8",
                new ProtoWriter().message(INITIALIZER, weight));
    }
}
