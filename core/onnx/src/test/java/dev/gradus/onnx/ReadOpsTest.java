package dev.gradus.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Node;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator that is read computes what ONNX Runtime computes: in float32, for which it has all kernels. */
class ReadOpsTest {
    private static final NumpyRandom RANDOM = NumpyRandom.seed(5);

    /** A model of one node: its inputs are fed, or constants where they are settings. */
    private record Case(
            String opType,
            long opset,
            Map<String, Object> attributes,
            List<Operand> operands,
            List<ElementType> results) {
        Case with(String name, Object value) {
            Map<String, Object> more = new LinkedHashMap<>(attributes);
            more.put(name, value);
            return new Case(opType, opset, more, operands, results);
        }

        Case opset(long version) {
            return new Case(opType, version, attributes, operands, results);
        }

        Case giving(ElementType... types) {
            return new Case(opType, opset, attributes, operands, List.of(types));
        }

        Case then(Operand operand) {
            List<Operand> more = new ArrayList<>(operands);
            more.add(operand);
            return new Case(opType, opset, attributes, more, results);
        }

        /** Integers that are known. */
        Case and(int... numbers) {
            return then(new Operand(Tensor.of(numbers), ElementType.INT64, true));
        }

        /** A large integer that is known, in an axis. */
        Case andLarge(double number) {
            return then(new Operand(Tensor.of(number), ElementType.INT64, true));
        }

        /** An integer that is known. */
        Case andNumber(ElementType type, double number) {
            return then(new Operand(Tensor.scalar(number), type, true));
        }

        Case andIndices(Tensor indices) {
            return then(new Operand(indices, ElementType.INT64, false));
        }

        Case truth() {
            return giving(ElementType.BOOL);
        }

        @Override
        public String toString() {
            return opType
                    + (opset == 18 ? "" : " of " + opset)
                    + attributes
                    + operands.stream().map(operand -> operand.value.shape()).toList();
        }
    }

    private record Operand(Tensor value, ElementType type, boolean isKnown) {}

    private static Case of(String opType, Tensor... inputs) {
        return new Case(
                opType,
                18,
                Map.of(),
                Stream.of(inputs)
                        .map(input -> new Operand(input, ElementType.FLOAT, false))
                        .toList(),
                List.of(ElementType.FLOAT));
    }

    private static Case ofTruths(String opType, Tensor... inputs) {
        return new Case(
                opType,
                18,
                Map.of(),
                Stream.of(inputs)
                        .map(input -> new Operand(input, ElementType.BOOL, false))
                        .toList(),
                List.of(ElementType.BOOL));
    }

    private static Tensor normal(int... sizes) {
        return RANDOM.normal(0, 1, Shape.of(sizes)).map(value -> (float) value);
    }

    private static Tensor positive(int... sizes) {
        return normal(sizes).map(value -> (float) (Math.abs(value) + 0.1));
    }

    static Stream<Case> cases() {
        Tensor x = normal(2, 3),
                truths = Tensor.of(Shape.of(2, 2), 0, 1, 1, 0),
                others = Tensor.of(Shape.of(2, 2), 0, 0, 1, 1);
        Tensor line = normal(2, 2, 9), image = normal(2, 4, 6, 5);
        return Stream.of(
                        Stream.of(
                                        "Neg",
                                        "Abs",
                                        "Sign",
                                        "Floor",
                                        "Ceil",
                                        "Round",
                                        "Reciprocal",
                                        "Exp",
                                        "Sin",
                                        "Cos",
                                        "Tan",
                                        "Atan",
                                        "Sinh",
                                        "Cosh",
                                        "Tanh",
                                        "Asinh",
                                        "Erf",
                                        "Identity",
                                        "Sigmoid",
                                        "Relu",
                                        "Softplus",
                                        "Softsign",
                                        "Mish",
                                        "HardSwish",
                                        "LeakyRelu",
                                        "Elu",
                                        "Celu",
                                        "Selu",
                                        "HardSigmoid",
                                        "ThresholdedRelu",
                                        "Dropout",
                                        "Softmax",
                                        "LogSoftmax")
                                .map(name -> of(name, x)),
                        Stream.of("Sqrt", "Log").map(name -> of(name, positive(2, 3))),
                        Stream.of("Asin", "Acos", "Atanh")
                                .map(name -> of(name, x.map(value -> (float) Math.tanh(value)))),
                        Stream.of(of("Acosh", positive(2, 3).map(value -> (float) (value + 1)))),
                        Stream.of("Add", "Sub", "Mul", "Div", "Max", "Min", "Sum", "Mean")
                                .map(name -> of(name, x, normal(2, 1))),
                        Stream.of("Add", "Mul").map(name -> of(name, normal(4), normal(4, 1))),
                        Stream.of("Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Equal")
                                .map(name -> of(name, x, normal(3)).truth()),
                        Stream.of("And", "Or", "Xor").map(name -> ofTruths(name, truths, others)),
                        Stream.of(
                                        "ReduceSum",
                                        "ReduceMean",
                                        "ReduceMax",
                                        "ReduceMin",
                                        "ReduceProd",
                                        "ReduceL1",
                                        "ReduceL2",
                                        "ReduceSumSquare",
                                        "ReduceLogSumExp",
                                        "ReduceLogSum")
                                .flatMap(name -> Stream.of(
                                        of(name, positive(2, 3, 2)).and(1),
                                        of(name, positive(2, 3, 2)).and(-1, 0).with("keepdims", 0L),
                                        of(name, positive(2, 3)).with("keepdims", 0L))),
                        elementwise(x),
                        shapes(x),
                        edges(x),
                        integers(),
                        lines(),
                        layers(line, image))
                .flatMap(each -> each);
    }

    private static Stream<Case> elementwise(Tensor x) {
        return Stream.of(
                ofTruths("Not", Tensor.of(0, 1)),
                of("IsNaN", Tensor.of(1, Double.NaN)).truth(),
                of("IsInf", Tensor.of(1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY))
                        .truth(),
                of("IsInf", Tensor.of(1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY))
                        .with("detect_negative", 0L)
                        .truth(),
                of("Pow", positive(2, 3), normal(3)),
                of("Mod", normal(2, 3), normal(3)).with("fmod", 1L),
                of("Clip", x).andNumber(ElementType.FLOAT, -0.5).andNumber(ElementType.FLOAT, 0.5),
                of("Clip", x).andNumber(ElementType.FLOAT, -0.5),
                of("Clip", x).with("min", -0.25f).opset(6),
                of("PRelu", x, normal(3)),
                of("Gelu", x).opset(20),
                of("Gelu", x).with("approximate", "tanh").opset(20),
                of("Elu", x).with("alpha", 0.5f),
                new Case("Where", 18, Map.of(), List.of(), List.of(ElementType.FLOAT))
                        .then(new Operand(Tensor.of(1, 0, 1), ElementType.BOOL, false))
                        .then(new Operand(x, ElementType.FLOAT, false))
                        .then(new Operand(normal(2, 1), ElementType.FLOAT, false)));
    }

    private static Stream<Case> shapes(Tensor x) {
        return Stream.of(
                of("Constant").with("value", new TensorData("", ElementType.FLOAT, Tensor.of(1, 2))),
                of("Constant").with("value_float", 0.5f),
                of("ConstantOfShape").and(2, 3).with("value", new TensorData("", ElementType.FLOAT, Tensor.of(7))),
                new Case("Range", 18, Map.of(), List.of(), List.of(ElementType.INT64))
                        .andNumber(ElementType.INT64, 2)
                        .andNumber(ElementType.INT64, 9)
                        .andNumber(ElementType.INT64, 3),
                of("Shape", normal(2, 3, 4)).giving(ElementType.INT64),
                of("Shape", normal(2, 3, 4)).with("start", -2L).giving(ElementType.INT64),
                of("Size", x).giving(ElementType.INT64),
                of("Cast", x).with("to", 7L).giving(ElementType.INT64),
                of("Cast", x.map(value -> value > 0 ? value : 0)).with("to", 9L).truth(),
                of("CastLike", x, normal(1)),
                of("Reshape", x).and(3, -1),
                of("Reshape", normal(2, 3, 2)).and(0, -1),
                of("Flatten", normal(2, 3, 2)),
                of("Flatten", normal(2, 3, 2)).with("axis", -1L),
                of("Squeeze", normal(1, 3, 1)).and(0),
                of("Squeeze", normal(1, 3, 1)),
                of("Unsqueeze", x).and(0, -1),
                of("Unsqueeze", x).with("axes", List.of(1L)).opset(11),
                of("Expand", normal(3, 1)).and(2, 1, 4),
                of("Transpose", normal(2, 3, 4)).with("perm", List.of(2L, 0L, 1L)),
                of("Transpose", normal(2, 3, 4)),
                of("Concat", x, normal(2, 1)).with("axis", -1L),
                of("Split", normal(5, 2)).and(2, 3).giving(ElementType.FLOAT, ElementType.FLOAT),
                of("Split", normal(5, 2)).with("num_outputs", 2L).giving(ElementType.FLOAT, ElementType.FLOAT),
                of("Slice", normal(5, 4)).and(1, 0).and(4, Integer.MAX_VALUE),
                of("Slice", normal(5, 4)).and(-1).and(Integer.MIN_VALUE).and(0).and(-2),
                of("Slice", normal(5, 4)).and(3).and(0).and(1).and(-1),
                of("Slice", normal(5, 4))
                        .with("starts", List.of(1L))
                        .with("ends", List.of(-1L))
                        .opset(9),
                of("Pad", x).and(0, 1, 2, 0),
                of("Pad", x).and(0, 1, 2, 0).andNumber(ElementType.FLOAT, 1.5),
                of("Pad", normal(4, 5)).and(1, 2, 0, 1).with("mode", "reflect"),
                of("Pad", normal(4, 5)).and(1, 2, 0, 1).with("mode", "edge"),
                of("Pad", normal(4, 5)).and(0, -1, 0, -2),
                of("Tile", x).and(2, 3),
                of("Trilu", normal(3, 4)),
                of("Trilu", normal(3, 4)).andNumber(ElementType.INT64, 1).with("upper", 0L),
                of("DepthToSpace", normal(1, 8, 2, 3)).with("blocksize", 2L),
                of("DepthToSpace", normal(1, 8, 2, 3)).with("blocksize", 2L).with("mode", "CRD"),
                of("SpaceToDepth", normal(1, 2, 4, 6)).with("blocksize", 2L),
                of("Gather", normal(4, 3)).andIndices(Tensor.of(Shape.of(2, 2), 0, 3, -1, 1)),
                of("Gather", normal(4, 3)).andIndices(Tensor.of(2, -3)).with("axis", 1L),
                of("GatherElements", normal(4, 3)).andIndices(Tensor.of(Shape.of(1, 3), 0, 3, -2)),
                scatter("none"),
                scatter("add"),
                scatter("max"),
                scatter("min"),
                new Case("OneHot", 18, Map.of(), List.of(), List.of(ElementType.FLOAT))
                        .andIndices(Tensor.of(0, 2, -1))
                        .andNumber(ElementType.INT64, 4)
                        .then(new Operand(Tensor.of(0, 1), ElementType.FLOAT, true)),
                new Case("OneHot", 18, Map.of("axis", 0L), List.of(), List.of(ElementType.FLOAT))
                        .andIndices(Tensor.of(0, 2, 1))
                        .andNumber(ElementType.INT64, 4)
                        .then(new Operand(Tensor.of(-1, 2), ElementType.FLOAT, true)));
    }

    /** Indices, axes and sizes that count from the end, that are 0, and that reach beyond the end. */
    private static Stream<Case> edges(Tensor x) {
        double most = 0x1p63; // stands for the end
        return Stream.of(
                of("Slice", normal(5, 4)).and(-9).and(9).and(-2).and(1),
                of("Slice", normal(5, 4)).andLarge(most).andLarge(-most).and(0).and(-1),
                of("Slice", normal(5, 4)).andLarge(-most).andLarge(-most).and(0).and(-1),
                of("Slice", normal(5, 4)).and(4).andLarge(-most).and(0).andLarge(-most),
                of("Slice", normal(5, 4)).and(0).andLarge(most).and(0).andLarge(most),
                of("Slice", normal(5, 4)).and(-1, -1).and(-6, -9).and(1, 0).and(-3, -1),
                of("Clip", x).andNumber(ElementType.FLOAT, 0.5).andNumber(ElementType.FLOAT, -0.5),
                of("Clip", x)
                        .andNumber(ElementType.FLOAT, Float.POSITIVE_INFINITY)
                        .andNumber(ElementType.FLOAT, 0.25),
                of("Clip", x).andNumber(ElementType.FLOAT, 0.25).andNumber(ElementType.FLOAT, Float.NEGATIVE_INFINITY),
                of("Reshape", normal(2, 3, 4)).and(-1, 0, 2),
                of("Reshape", normal(2, 3, 4)).and(0, 0, -1),
                of("Reshape", normal(0, 3)).and(3, 0).with("allowzero", 1L),
                of("Reshape", normal(0, 3)).and(0, 3, 1),
                of("Reshape", normal(1)).and(),
                of("Squeeze", normal(1, 3, 1)).and(-1, 0),
                of("Squeeze", normal(1, 3, 1)).with("axes", List.of(-1L)).opset(11),
                of("Unsqueeze", x).and(-1, -3),
                of("Flatten", normal(2, 3, 2)).with("axis", 0L),
                of("Flatten", normal(2, 3, 2)).with("axis", 3L),
                of("Flatten", normal(2, 3, 2)).with("axis", -3L),
                of("Expand", normal(3, 1)).and(4),
                of("Expand", normal(3, 1)).and(1),
                of("Expand", normal(3, 1)).and(2, 1, 0),
                of("Concat", x, normal(2, 0)).with("axis", -1L),
                of("Split", normal(5, 2))
                        .and(2, 0, 3)
                        .with("axis", -2L)
                        .giving(ElementType.FLOAT, ElementType.FLOAT, ElementType.FLOAT),
                of("Split", normal(7))
                        .with("num_outputs", 3L)
                        .giving(ElementType.FLOAT, ElementType.FLOAT, ElementType.FLOAT),
                of("Pad", normal(4, 5)).and(-1, 2, 2, -1).with("mode", "constant"),
                of("Pad", normal(4, 5)).and(-1, 1, 1, -1).with("mode", "edge"),
                of("Pad", normal(4, 5)).and(-4, 0, 0, 0),
                of("Pad", normal(4, 5))
                        .and(1, 2)
                        .andNumber(ElementType.FLOAT, 3)
                        .and(-1),
                of("Tile", x).and(0, 2),
                of("Trilu", normal(3, 4)).andNumber(ElementType.INT64, -1),
                of("Trilu", normal(3, 4)).andNumber(ElementType.INT64, -9).with("upper", 0L),
                of("Trilu", normal(2, 3, 4)).andNumber(ElementType.INT64, 9),
                of("Gather", normal(4, 3)).andIndices(Tensor.of(Shape.of(), -1)).with("axis", -1L),
                of("Gather", normal(4, 3)).andNumber(ElementType.INT64, -4),
                of("GatherElements", normal(4, 3))
                        .andIndices(Tensor.of(Shape.of(4, 1), 0, -1, -3, 2))
                        .with("axis", -1L),
                of("CumSum", normal(3, 4)).andNumber(ElementType.INT64, -1),
                of("ReduceSum", normal(2, 3)).with("noop_with_empty_axes", 1L),
                of("ReduceMax", normal(2, 3, 2)).and(-1, -3).with("keepdims", 0L),
                of("ReduceSum", normal(0, 3)).and(0),
                of("ArgMax", normal(3, 4)).with("axis", -1L).giving(ElementType.INT64),
                of("TopK", normal(3, 5)).and(0).giving(ElementType.FLOAT, ElementType.INT64),
                of("Shape", normal(2, 3, 4)).with("start", -9L).with("end", -1L).giving(ElementType.INT64),
                of("Shape", normal(2, 3, 4)).with("start", 2L).with("end", 1L).giving(ElementType.INT64),
                of("ConstantOfShape").and(),
                of("ConstantOfShape").and(2, 0),
                new Case("Range", 18, Map.of(), List.of(), List.of(ElementType.INT64))
                        .andNumber(ElementType.INT64, 9)
                        .andNumber(ElementType.INT64, 2)
                        .andNumber(ElementType.INT64, -3),
                new Case("Range", 18, Map.of(), List.of(), List.of(ElementType.INT64))
                        .andNumber(ElementType.INT64, 2)
                        .andNumber(ElementType.INT64, 2)
                        .andNumber(ElementType.INT64, 1),
                new Case("OneHot", 18, Map.of("axis", -2L), List.of(), List.of(ElementType.FLOAT))
                        .andIndices(Tensor.of(0, 2, -4))
                        .andNumber(ElementType.INT64, 4)
                        .then(new Operand(Tensor.of(0, 1), ElementType.FLOAT, true)));
    }

    /** Arithmetic on integers, which are divided towards 0. */
    private static Stream<Case> integers() {
        Tensor a = Tensor.of(7, -7, 7, -7), b = Tensor.of(2, 2, -2, -2);
        return Stream.of("Add", "Sub", "Mul", "Div", "Mod", "Max", "Min")
                .map(name -> new Case(name, 18, Map.of(), List.of(), List.of(ElementType.INT64))
                        .andIndices(a)
                        .andIndices(b));
    }

    private static Case scatter(String reduction) {
        return of("ScatterElements", normal(4, 3))
                .andIndices(Tensor.of(Shape.of(2, 3), 0, 3, -2, 1, 0, 3))
                .then(new Operand(normal(2, 3), ElementType.FLOAT, false))
                .with("reduction", reduction);
    }

    private static Stream<Case> lines() {
        return Stream.of(
                of("ArgMax", normal(3, 4)).with("axis", 1L).giving(ElementType.INT64),
                of("ArgMin", normal(3, 4)).with("keepdims", 0L).giving(ElementType.INT64),
                of("TopK", normal(3, 5)).and(2).giving(ElementType.FLOAT, ElementType.INT64),
                of("TopK", normal(3, 5))
                        .and(2)
                        .with("axis", 0L)
                        .with("largest", 0L)
                        .giving(ElementType.FLOAT, ElementType.INT64),
                of("CumSum", normal(3, 4)).andNumber(ElementType.INT64, 1),
                of("CumSum", normal(3, 4))
                        .andNumber(ElementType.INT64, 0)
                        .with("exclusive", 1L)
                        .with("reverse", 1L),
                of("Softmax", normal(2, 3, 2)).with("axis", 1L),
                of("Softmax", normal(2, 3, 2)).with("axis", 1L).opset(11),
                of("LogSoftmax", normal(2, 3, 2)).opset(11));
    }

    private static Stream<Case> layers(Tensor line, Tensor image) {
        return Stream.of(
                of("MatMul", normal(2, 3), normal(3, 4)),
                of("MatMul", normal(2, 1, 2, 3), normal(4, 3, 2)),
                of("MatMul", normal(3), normal(3, 4)),
                of("Gemm", normal(2, 3), normal(3, 4), normal(4)),
                of("Gemm", normal(3, 2), normal(4, 3), normal(2, 1))
                        .with("transA", 1L)
                        .with("transB", 1L)
                        .with("alpha", 0.5f)
                        .with("beta", 2f),
                of("Einsum", normal(2, 3), normal(3, 4)).with("equation", "ij,jk->ki"),
                of("Det", normal(2, 3, 3)),
                of("Conv", line, normal(3, 2, 3), normal(3)),
                of("Conv", image, normal(6, 2, 3, 2))
                        .with("group", 2L)
                        .with("strides", List.of(2L, 1L))
                        .with("pads", List.of(1L, 0L, 2L, 1L))
                        .with("dilations", List.of(1L, 2L)),
                of("Conv", image, normal(3, 4, 3, 2))
                        .with("auto_pad", "SAME_UPPER")
                        .with("strides", List.of(2L, 2L)),
                of("Conv", image, normal(3, 4, 3, 2)).with("auto_pad", "SAME_LOWER"),
                of("ConvTranspose", line, normal(2, 3, 3), normal(3))
                        .with("strides", List.of(2L))
                        .with("pads", List.of(1L, 1L))
                        .with("output_padding", List.of(1L)),
                of("MaxPool", image).with("kernel_shape", List.of(2L, 3L)),
                of("MaxPool", image)
                        .with("kernel_shape", List.of(2L, 3L))
                        .with("strides", List.of(2L, 1L))
                        .with("pads", List.of(1L, 1L, 1L, 1L))
                        .giving(ElementType.FLOAT, ElementType.INT64),
                of("MaxPool", image).with("kernel_shape", List.of(3L, 3L)).with("pads", List.of(0L, 0L, 1L, 1L)),
                of("AveragePool", image).with("kernel_shape", List.of(2L, 2L)).with("pads", List.of(1L, 1L, 1L, 1L)),
                of("AveragePool", image)
                        .with("kernel_shape", List.of(2L, 2L))
                        .with("pads", List.of(0L, 0L, 1L, 1L))
                        .with("count_include_pad", 1L),
                of("GlobalMaxPool", image),
                of("GlobalAveragePool", image),
                of("BatchNormalization", image, normal(4), normal(4), normal(4), positive(4))
                        .with("epsilon", 1e-3f),
                of("InstanceNormalization", image, normal(4), normal(4)),
                of("LayerNormalization", normal(2, 3, 4), normal(4), normal(4)),
                of("LayerNormalization", normal(2, 3, 4), normal(3, 4)).with("axis", 1L),
                of("GroupNormalization", image, normal(4), normal(4))
                        .with("num_groups", 2L)
                        .opset(21),
                of("LRN", image).with("size", 3L).with("alpha", 0.5f));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void computesWhatOnnxRuntimeComputes(Case one) throws Exception {
        Map<String, Tensor> feeds = new LinkedHashMap<>();
        byte[] file = file(one, feeds);
        Map<String, Tensor> expected = OnnxRuntime.run(file, feeds);
        OnnxModel model = OnnxModel.of("one.onnx", file, Map.of());
        Evaluator evaluator = Evaluator.of(model.graph());
        model.inputs().forEach((name, input) -> {
            if (model.graph().inputs().contains(input)) {
                evaluator.feed(input, feeds.get(name));
            }
        });
        for (Map.Entry<String, Node> output : model.outputs().entrySet()) {
            Close.assertSingle(evaluator.value(output.getValue()), expected.get(output.getKey()), output.getKey());
        }
    }

    private static byte[] file(Case one, Map<String, Tensor> feeds) {
        List<OnnxNode> nodes = new ArrayList<>();
        List<ValueInfo> inputs = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < one.operands.size(); i++) {
            Operand operand = one.operands.get(i);
            String name = "x" + i;
            names.add(name);
            if (operand.isKnown) {
                nodes.add(OnnxNode.constant(new TensorData(name, operand.type, operand.value)));
            } else {
                feeds.put(name, operand.value);
                inputs.add(info(name, operand.type, operand.value.shape().sizes()));
            }
        }
        List<String> outputs =
                IntStream.range(0, one.results.size()).mapToObj(i -> "y" + i).toList();
        nodes.add(new OnnxNode("one", "", one.opType, names, outputs, one.attributes));
        List<ValueInfo> results = IntStream.range(0, outputs.size())
                .mapToObj(i -> new ValueInfo("y" + i, Optional.of(one.results.get(i)), Optional.empty()))
                .toList();
        return ModelWriter.bytes(new OnnxFile(Map.of("", one.opset), nodes, List.of(), inputs, results, List.of()));
    }

    private static ValueInfo info(String name, ElementType type, int... sizes) {
        return new ValueInfo(
                name,
                Optional.of(type),
                Optional.of(IntStream.of(sizes)
                        .mapToObj(size -> new ValueInfo.Dimension(size, "", ""))
                        .toList()));
    }

    @Test
    void everyOperatorHasACase() {
        Set<String> tried = new TreeSet<>();
        cases().forEach(one -> tried.add(one.opType));
        assertThat(tried).containsAll(ReadOps.names());
    }
}
