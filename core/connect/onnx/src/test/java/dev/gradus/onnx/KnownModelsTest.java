package dev.gradus.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.onnx.file.ElementType;
import dev.gradus.onnx.file.ModelWriter;
import dev.gradus.onnx.file.OnnxFile;
import dev.gradus.onnx.file.OnnxNode;
import dev.gradus.onnx.file.TensorData;
import dev.gradus.onnx.file.ValueInfo;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Small models with the operators and attributes of published ones compute what ONNX Runtime computes. */
class KnownModelsTest {
    private static final NumpyRandom RANDOM = NumpyRandom.seed(3);

    private final List<OnnxNode> nodes = new ArrayList<>();
    private final List<TensorData> weights = new ArrayList<>();
    private final Map<String, Tensor> feeds = new LinkedHashMap<>();
    private final List<ValueInfo> inputs = new ArrayList<>();

    private static Tensor normal(int... sizes) {
        return RANDOM.normal(0, 0.5, Shape.of(sizes)).map(value -> (float) value);
    }

    private String weight(String name, Tensor value) {
        weights.add(new TensorData(name, ElementType.FLOAT, value));
        return name;
    }

    private String integers(String name, double... numbers) {
        weights.add(new TensorData(name, ElementType.INT64, Tensor.of(numbers)));
        return name;
    }

    private void input(String name, ElementType type, Tensor value) {
        feeds.put(name, value);
        inputs.add(info(name, type, value.shape().sizes()));
    }

    private static ValueInfo info(String name, ElementType type, int... sizes) {
        List<ValueInfo.Dimension> dimensions = new ArrayList<>();
        for (int size : sizes) {
            dimensions.add(new ValueInfo.Dimension(size, "", ""));
        }
        return new ValueInfo(name, Optional.of(type), Optional.of(dimensions));
    }

    private static ValueInfo open(String name) {
        return new ValueInfo(name, Optional.of(ElementType.FLOAT), Optional.empty());
    }

    private String node(String opType, String output, Map<String, Object> attributes, String... operands) {
        nodes.add(OnnxNode.of(opType, List.of(operands), output, attributes));
        return output;
    }

    private String conv(String x, String output, int from, int to, int size, Map<String, Object> attributes) {
        String w = weight(output + ".w", normal(to, from, size, size)), b = weight(output + ".b", normal(to));
        return node("Relu", output + ".relu", Map.of(), node("Conv", output, attributes, x, w, b));
    }

    private OnnxModel compare(long opset, OnnxOptions options, String... outputs) throws Exception {
        List<ValueInfo> results = new ArrayList<>();
        for (String output : outputs) {
            results.add(open(output));
        }
        byte[] file = ModelWriter.bytes(new OnnxFile(Map.of("", opset), nodes, weights, inputs, results, List.of()));
        Map<String, Tensor> expected = OnnxRuntime.run(file, feeds);
        OnnxModel model = OnnxModel.of("model.onnx", file, options);
        Evaluator evaluator = Evaluator.of(model.graph());
        model.inputs().forEach((name, input) -> evaluator.feed(input, feeds.get(name)));
        for (String output : outputs) {
            Close.assertSingle(evaluator.value(model.output(output)), expected.get(output), output);
        }
        return model;
    }

    /** AlexNet, SqueezeNet and Inception v1: normalized responses, branches that are joined, pools padded at one end, a mask. */
    @Test
    void aClassifierOfImages() throws Exception {
        input("data", ElementType.FLOAT, normal(1, 3, 19, 19));
        String x = conv("data", "conv1", 3, 8, 3, Map.of("strides", List.of(2L, 2L), "pads", List.of(1L, 1L, 1L, 1L)));
        x = node(
                "MaxPool",
                "pool1",
                Map.of("kernel_shape", List.of(3L, 3L), "strides", List.of(2L, 2L), "pads", List.of(0L, 0L, 1L, 1L)),
                x);
        x = node("LRN", "norm1", Map.of("size", 5L, "alpha", 1e-4f, "beta", 0.75f, "bias", 1f), x);
        String one = conv(x, "one", 8, 4, 1, Map.of());
        String three = conv(x, "three", 4, 4, 3, Map.of("pads", List.of(1L, 1L, 1L, 1L), "group", 2L));
        String pooled = node(
                "MaxPool",
                "pool2",
                Map.of("kernel_shape", List.of(3L, 3L), "strides", List.of(1L, 1L), "pads", List.of(1L, 1L, 1L, 1L)),
                x);
        x = node("Concat", "joined", Map.of("axis", 1L), one, three, conv(pooled, "pooled", 8, 4, 1, Map.of()));
        x = node("AveragePool", "mean", Map.of("kernel_shape", List.of(5L, 5L)), x);
        nodes.add(new OnnxNode("drop", "", "Dropout", List.of(x), List.of("kept", "mask"), Map.of("ratio", 0.4f)));
        x = node("Reshape", "flat", Map.of(), "kept", integers("shape", 1, 12));
        x = node("Gemm", "fc", Map.of("transB", 1L), x, weight("fc.w", normal(10, 12)), weight("fc.b", normal(10)));
        OnnxModel model = compare(9, OnnxOptions.of(), node("Softmax", "prob", Map.of(), x));
        assertThat(model.parameters()).hasSize(10);
    }

    /** PP-OCR's detector: weights in Constant nodes, hard activations, channels weighted by their means, two sizes joined. */
    @Test
    void aDetectorOfText() throws Exception {
        input("x", ElementType.FLOAT, normal(1, 3, 8, 8));
        String x = conv("x", "stem", 3, 6, 3, Map.of("pads", List.of(1L, 1L, 1L, 1L), "strides", List.of(2L, 2L)));
        x = node(
                "BatchNormalization",
                "bn",
                Map.of("epsilon", 1e-5f),
                x,
                weight("g", normal(6)),
                weight("s", normal(6)),
                weight("m", normal(6)),
                weight("v", normal(6).map(value -> Math.abs((float) value) + 0.5f)));
        x = node("HardSwish", "swish", Map.of(), x);
        String mean = conv(node("GlobalAveragePool", "gap", Map.of(), x), "squeeze", 6, 6, 1, Map.of());
        x = node(
                "Mul", "weighted", Map.of(), x, node("HardSigmoid", "gate", Map.of("alpha", 0.2f, "beta", 0.5f), mean));
        String small = conv(x, "down", 6, 6, 3, Map.of("pads", List.of(1L, 1L, 1L, 1L), "strides", List.of(2L, 2L)));
        String grown = node(
                "Resize",
                "up",
                Map.of("mode", "nearest", "coordinate_transformation_mode", "asymmetric", "nearest_mode", "floor"),
                small,
                "",
                weight("scales", Tensor.of(1, 1, 2, 2)));
        x = node("Concat", "both", Map.of("axis", 1L), node("Add", "sum", Map.of(), x, grown), grown);
        nodes.add(OnnxNode.constant(new TensorData("t.w", ElementType.FLOAT, normal(12, 1, 2, 2))));
        x = node("ConvTranspose", "t", Map.of("strides", List.of(2L, 2L), "kernel_shape", List.of(2L, 2L)), x, "t.w");
        OnnxModel model = compare(14, OnnxOptions.of().constantsAsParameters(), node("Sigmoid", "maps", Map.of(), x));
        assertThat(model.parameters()).extracting("label").contains("t.w");
    }

    /** Silero's detector of speech: a branch by the rate, mirrored padding, magnitudes of a transform, a state that is carried. */
    @Test
    void aDetectorOfSpeech() throws Exception {
        input("input", ElementType.FLOAT, normal(1, 32));
        input("state", ElementType.FLOAT, normal(2, 1, 4));
        inputs.add(info("sr", ElementType.INT64));
        feeds.put("sr", Tensor.scalar(16_000));
        weights.add(new TensorData("rate", ElementType.INT64, Tensor.scalar(16_000)));
        node("Equal", "isFast", Map.of(), "sr", "rate");
        String fast = integers("fast", 0, 0, 0, 0, 0, 8), slow = integers("slow", 0, 0, 0, 0, 0, 4);
        Map<String, Object> reflect = Map.of("mode", "reflect");
        OnnxFile then = branch(OnnxNode.of("Pad", List.of("input3", fast), "a", reflect), "a");
        OnnxFile otherwise = branch(OnnxNode.of("Pad", List.of("input3", slow), "b", reflect), "b");
        node("Unsqueeze", "input3", Map.of(), "input", integers("one", 1));
        nodes.add(new OnnxNode(
                "if",
                "",
                "If",
                List.of("isFast"),
                List.of("padded"),
                Map.of("then_branch", then, "else_branch", otherwise)));
        node("Conv", "spectrum", Map.of("strides", List.of(4L)), "padded", weight("basis", normal(6, 1, 8)));
        nodes.add(new OnnxNode("", "", "Split", List.of("spectrum"), List.of("re", "im"), Map.of("axis", 1L)));
        node("Sqrt", "size", Map.of(), node("Add", "power", Map.of(), square("re"), square("im")));
        node("Transpose", "steps", Map.of("perm", List.of(2L, 0L, 1L)), "size");
        node("Gather", "h", Map.of("axis", 0L), "state", integers("first", 0));
        node("Gather", "c", Map.of("axis", 0L), "state", integers("second", 1));
        nodes.add(new OnnxNode(
                "lstm",
                "",
                "LSTM",
                List.of(
                        "steps",
                        weight("W", normal(1, 16, 3)),
                        weight("R", normal(1, 16, 4)),
                        weight("B", normal(1, 32)),
                        "",
                        "h",
                        "c"),
                List.of("all", "hn", "cn"),
                Map.of("hidden_size", 4L)));
        node("Concat", "stateN", Map.of("axis", 0L), "hn", "cn");
        node("Squeeze", "last", Map.of(), "hn", integers("zero", 0));
        node("Sigmoid", "output", Map.of(), node("MatMul", "logit", Map.of(), "last", weight("out", normal(4, 1))));
        OnnxModel model = compare(16, OnnxOptions.of().input("sr", Tensor.scalar(16_000)), "output", "stateN");
        assertThat(model.inputs().keySet()).containsExactly("input", "state");
    }

    private String square(String x) {
        return node("Mul", x + "2", Map.of(), x, x);
    }

    private static OnnxFile branch(OnnxNode node, String output) {
        return new OnnxFile(Map.of(), List.of(node), List.of(), List.of(), List.of(open(output)), List.of());
    }
}
