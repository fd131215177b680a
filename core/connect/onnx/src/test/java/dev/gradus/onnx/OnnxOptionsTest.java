package dev.gradus.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.node.Parameter;
import dev.gradus.onnx.file.ElementType;
import dev.gradus.onnx.file.ModelWriter;
import dev.gradus.onnx.file.OnnxFile;
import dev.gradus.onnx.file.OnnxNode;
import dev.gradus.onnx.file.TensorData;
import dev.gradus.onnx.file.ValueInfo;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OnnxOptionsTest {
    private static final TensorData WEIGHT = new TensorData("w", ElementType.DOUBLE, Tensor.of(2, 3));

    /** y = x · w, where w is a Constant node, reshaped as the input "shape" says. */
    private static byte[] file() {
        List<OnnxNode> nodes = List.of(
                OnnxNode.constant(WEIGHT),
                OnnxNode.of("Mul", List.of("x", "w"), "product", Map.of()),
                OnnxNode.of("Reshape", List.of("product", "shape"), "y", Map.of()));
        List<ValueInfo> inputs = List.of(info("x", ElementType.DOUBLE, 2), info("shape", ElementType.INT64, 2));
        return ModelWriter.bytes(new OnnxFile(
                Map.of("", 18L), nodes, List.of(), inputs, List.of(info("y", ElementType.DOUBLE, 1)), List.of()));
    }

    private static ValueInfo info(String name, ElementType type, int size) {
        return new ValueInfo(name, Optional.of(type), Optional.of(List.of(new ValueInfo.Dimension(size, "", ""))));
    }

    @Test
    void anInputWithAValueIsAConstant() {
        OnnxModel model = OnnxModel.of("m.onnx", file(), OnnxOptions.of().input("shape", Tensor.of(2, 1)));
        assertThat(model.inputs().keySet()).containsExactly("x");
        assertThat(model.parameters()).isEmpty();
        Evaluator evaluator = Evaluator.of(model.graph()).feed(model.input("x"), Tensor.of(5, 7));
        assertThat(evaluator.value(model.output("y"))).isEqualTo(Tensor.of(new double[][] {{10}, {21}}));
    }

    @Test
    void constantsBecomeParametersOnRequest() {
        OnnxOptions options = OnnxOptions.of().input("shape", Tensor.of(2, 1)).constantsAsParameters();
        List<Parameter> parameters = OnnxModel.of("m.onnx", file(), options).parameters();
        assertThat(parameters).extracting(Parameter::label).containsExactly("w");
        assertThat(parameters.get(0).initialValue()).isEqualTo(WEIGHT.value());
    }

    @Test
    void aWeightInTheBodyOfALoopIsOneParameter() {
        OnnxFile body = new OnnxFile(
                Map.of(),
                List.of(
                        OnnxNode.constant(WEIGHT),
                        OnnxNode.of("Mul", List.of("h", "w"), "next", Map.of()),
                        OnnxNode.of("Add", List.of("next", "b"), "shifted", Map.of())),
                List.of(new TensorData("b", ElementType.DOUBLE, Tensor.of(1, 1))),
                List.of(
                        info("i", ElementType.INT64, 1),
                        info("on", ElementType.BOOL, 1),
                        info("h", ElementType.DOUBLE, 2)),
                List.of(info("on", ElementType.BOOL, 1), info("shifted", ElementType.DOUBLE, 2)),
                List.of());
        OnnxNode loop = OnnxNode.of("Loop", List.of("n", "", "x"), "y", Map.of("body", body));
        byte[] file = ModelWriter.bytes(new OnnxFile(
                Map.of("", 18L),
                List.of(loop),
                List.of(),
                List.of(info("n", ElementType.INT64, 1), info("x", ElementType.DOUBLE, 2)),
                List.of(info("y", ElementType.DOUBLE, 2)),
                List.of()));
        OnnxOptions options = OnnxOptions.of().input("n", Tensor.of(3)).constantsAsParameters();
        OnnxModel model = OnnxModel.of("m.onnx", file, options);
        assertThat(model.parameters()).extracting(Parameter::label).containsExactlyInAnyOrder("w", "b");
        Evaluator evaluator = Evaluator.of(model.graph()).feed(model.input("x"), Tensor.of(1, 1));
        assertThat(evaluator.value(model.output("y"))).isEqualTo(Tensor.of(15, 40));
    }

    @Test
    void aValueThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> OnnxModel.of("m.onnx", file(), OnnxOptions.of().input("shape", Tensor.of(2))))
                .isInstanceOf(OnnxException.class)
                .hasMessage(
                        "m.onnx: the value for the input 'shape' has the shape (1), which does not fit the file's [2]");
        assertThatThrownBy(() -> OnnxModel.of("m.onnx", file(), OnnxOptions.of().input("size", Tensor.of(2))))
                .isInstanceOf(OnnxException.class)
                .hasMessage("m.onnx has no input 'size'; it has [x, shape]");
    }
}
