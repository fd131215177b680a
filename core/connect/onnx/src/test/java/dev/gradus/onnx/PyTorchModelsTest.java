package dev.gradus.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Gradients;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three models that {@code src/test/python/pytorch_models.py} exported from PyTorch have its values and gradients. */
class PyTorchModelsTest {
    private static final Map<String, Integer> SIZES = Map.of("batch", 5);
    private static final Map<String, Integer> BLOCK = Map.of("batch", 2, "positions", 5);

    @ParameterizedTest
    @ValueSource(strings = {"classifier", "images", "block"})
    void haveTheSameValuesAndGradients(String name) throws IOException {
        Map<String, Tensor> expected = numbers(name);
        OnnxModel model = model(name);
        Node y = model.output("y");
        Evaluator evaluator = Evaluator.of(model.graph()).feed(model.input("x"), expected.get("x"));
        Close.assertDouble(evaluator.value(y), expected.get("y"), name);
        Gradients gradients = Gradients.of(y, Constant.of(expected.get("c"))).strict();
        Map<String, Tensor> found = new LinkedHashMap<>();
        for (Parameter parameter : model.parameters()) {
            found.put(parameter.label(), evaluator.value(gradients.wrt(parameter)));
        }
        expected.keySet().removeAll(java.util.List.of("x", "y", "c"));
        assertThat(found).containsOnlyKeys(expected.keySet());
        found.forEach((parameter, gradient) ->
                Close.assertDouble(gradient, expected.get(parameter), name + ", " + parameter));
    }

    /** But for the block: there is no kernel for the error function in float64. */
    @ParameterizedTest
    @ValueSource(strings = {"classifier", "images"})
    void areWhatOnnxRuntimeComputesAsWell(String name) throws Exception {
        Map<String, Tensor> expected = numbers(name);
        byte[] file = bytes(name);
        Tensor ofRuntime = OnnxRuntime.run(file, Map.of("x", expected.get("x"))).get("y");
        Close.assertSingle(ofRuntime, expected.get("y"), name);
    }

    /** What was read can be written again, with its gradients, and read once more. */
    @ParameterizedTest
    @ValueSource(strings = {"classifier", "images", "block"})
    void canBeWrittenAgain(String name) throws Exception {
        Map<String, Tensor> expected = numbers(name);
        OnnxModel model = model(name);
        byte[] file = OnnxExport.of(model.graph()).toBytes();
        Tensor ofRuntime = OnnxRuntime.run(file, Map.of("x", expected.get("x"))).get("y");
        Close.assertDouble(ofRuntime, expected.get("y"), name);
        OnnxModel again = OnnxModel.of(name, file, Map.of());
        Tensor y = Evaluator.of(again.graph())
                .feed(again.input("x"), expected.get("x"))
                .value(again.output("y"));
        Close.assertDouble(y, expected.get("y"), name);
    }

    @Test
    void weightsHaveTheirNamesAndStatisticsAreNoWeights() throws IOException {
        assertThat(model("images").parameters())
                .extracting(Parameter::label)
                .contains("first.weight", "norm.weight", "out.bias")
                .doesNotContain("norm.running_mean", "norm.running_var");
    }

    @Test
    void valuesHaveTheNamesOfPyTorchsModulesAndNoneThatItsExporterMadeUp() throws IOException {
        OnnxModel block = model("block");
        assertThat(block.graph().nodes().stream().filter(Node::isNamed).filter(Op.class::isInstance))
                .extracting(Node::label)
                .containsExactlyInAnyOrder("norm1", "qkv", "merge", "norm2", "up", "down", "y");
        assertThat(block.node("/qkv/Add_output_0").label()).isEqualTo("qkv");
        assertThat(block.node("/qkv/MatMul_output_0").isNamed()).isFalse();
    }

    private static OnnxModel model(String name) throws IOException {
        return OnnxModel.of(name + ".onnx", bytes(name), name.equals("block") ? BLOCK : SIZES);
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream stream = PyTorchModelsTest.class.getResourceAsStream(name + ".onnx")) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        }
    }

    /** Lines of a name, sizes and numbers. */
    private static Map<String, Tensor> numbers(String name) throws IOException {
        try (InputStream stream = PyTorchModelsTest.class.getResourceAsStream(name + ".txt")) {
            String text = new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .map(line -> line.split("[ :]+"))
                    .collect(Collectors.toMap(
                            words -> words[0], PyTorchModelsTest::tensor, (a, b) -> a, LinkedHashMap::new));
        }
    }

    private static Tensor tensor(String... words) {
        int[] sizes = Arrays.stream(words[1].split(",", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        double[] numbers = Arrays.stream(words, 2, words.length)
                .mapToDouble(Double::parseDouble)
                .toArray();
        return Tensor.of(Shape.of(sizes), numbers);
    }
}
