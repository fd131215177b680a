package dev.gradus.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Node;
import dev.gradus.onnx.Close;
import dev.gradus.onnx.OnnxModel;
import dev.gradus.onnx.OnnxRuntime;
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
import java.util.Arrays;
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

        /** Numbers of this type that are known. */
        Case andKnown(ElementType type, Tensor value) {
            return then(new Operand(value, type, true));
        }

        /** An input that is left out. */
        Case without() {
            return then(new Operand(Tensor.of(0), ElementType.FLOAT, false, true));
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

    private record Operand(Tensor value, ElementType type, boolean isKnown, boolean isMissing) {
        Operand(Tensor value, ElementType type, boolean isKnown) {
            this(value, type, isKnown, false);
        }
    }

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
                        layers(line, image),
                        moreLayers(image),
                        losses(),
                        places(),
                        resized(image),
                        sampled(image),
                        quantized(),
                        recurrent(),
                        bodies(),
                        signals(),
                        known())
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

    private static Stream<Case> moreLayers(Tensor image) {
        Case pool =
                of("AveragePool", image).with("kernel_shape", List.of(3L, 2L)).with("strides", List.of(2L, 2L));
        Case padded = pool.with("pads", List.of(1L, 0L, 0L, 1L));
        Case transposed = of("ConvTranspose", image, normal(4, 2, 3, 2)).with("strides", List.of(2L, 2L));
        return Stream.of(
                pool.with("ceil_mode", 1L),
                pool.with("ceil_mode", 1L).with("count_include_pad", 1L),
                pool.with("ceil_mode", 1L).with("count_include_pad", 1L).opset(19),
                padded,
                padded.with("count_include_pad", 1L),
                padded.with("ceil_mode", 1L),
                padded.with("ceil_mode", 1L).with("count_include_pad", 1L).opset(19),
                pool.with("auto_pad", "SAME_UPPER"),
                of("MaxPool", image)
                        .with("kernel_shape", List.of(3L, 2L))
                        .with("strides", List.of(2L, 2L))
                        .with("pads", List.of(1L, 0L, 0L, 1L))
                        .with("ceil_mode", 1L),
                of("LpPool", image).with("kernel_shape", List.of(3L, 2L)).with("pads", List.of(1L, 0L, 0L, 1L)),
                of("LpPool", image).with("kernel_shape", List.of(2L, 2L)).with("p", 1L),
                of("LpPool", image).with("kernel_shape", List.of(2L, 2L)).with("p", 3L),
                of("GlobalLpPool", image).with("p", 1L),
                of("GlobalLpPool", image),
                transposed.with("pads", List.of(1L, 0L, 0L, 1L)),
                transposed.with("auto_pad", "SAME_UPPER"),
                transposed.with("auto_pad", "SAME_LOWER"),
                transposed.with("output_shape", List.of(12L, 10L)),
                of("BatchNormalization", image, normal(4), normal(4), normal(4), positive(4))
                        .with("training_mode", 1L)
                        .giving(ElementType.FLOAT, ElementType.FLOAT, ElementType.FLOAT),
                of("LayerNormalization", normal(2, 3, 4), normal(3, 4))
                        .with("axis", 1L)
                        .giving(ElementType.FLOAT, ElementType.FLOAT, ElementType.FLOAT),
                of("MeanVarianceNormalization", image),
                of("LpNormalization", image).with("axis", 1L).with("p", 1L),
                of("LpNormalization", image),
                of("Dropout", image).giving(ElementType.FLOAT, ElementType.BOOL),
                of("Shrink", image).with("lambd", 0.5f).with("bias", 0.25f),
                of("Hardmax", image).with("axis", 1L),
                of("Hardmax", image).with("axis", 2L).opset(11),
                of("ArgMax", Tensor.of(Shape.of(2, 3), 1, 1, 0, 2, 3, 3))
                        .with("axis", 1L)
                        .with("select_last_index", 1L)
                        .giving(ElementType.INT64),
                of("ArgMin", Tensor.of(Shape.of(2, 3), 1, 1, 2, 2, 3, 2))
                        .with("axis", 1L)
                        .with("select_last_index", 1L)
                        .giving(ElementType.INT64));
    }

    private static Stream<Case> losses() {
        Tensor classes = Tensor.of(Shape.of(2, 3), 0, 2, 1, 3, 0, 2);
        return Stream.of("NegativeLogLikelihoodLoss", "SoftmaxCrossEntropyLoss")
                .flatMap(name -> Stream.of("none", "sum", "mean")
                        .map(reduction ->
                                of(name, normal(2, 4, 3)).andIndices(classes).with("reduction", reduction)))
                .flatMap(loss -> Stream.of(
                        loss,
                        loss.then(new Operand(positive(4), ElementType.FLOAT, false)),
                        loss.with("ignore_index", 2L),
                        loss.then(new Operand(positive(4), ElementType.FLOAT, false))
                                .with("ignore_index", 0L)));
    }

    private static Stream<Case> places() {
        Tensor pairs = Tensor.of(Shape.of(2, 2), 0, 1, -1, 2);
        return Stream.of(
                of("GatherND", normal(3, 4, 2)).andIndices(pairs),
                of("GatherND", normal(2, 3, 4))
                        .andIndices(Tensor.of(Shape.of(2, 1), 1, -1))
                        .with("batch_dims", 1L),
                scatterEach("none", pairs),
                scatterEach("add", pairs),
                scatterEach("mul", pairs),
                scatterEach("max", pairs),
                scatterEach("min", pairs),
                scatter("mul"),
                of("ScatterElements", normal(4, 3))
                        .andIndices(Tensor.of(Shape.of(2, 2), 0, 3, -2, 1))
                        .then(new Operand(normal(2, 2), ElementType.FLOAT, false)),
                of("ScatterElements", normal(4, 3))
                        .andIndices(Tensor.of(Shape.of(2, 2), 0, 2, -1, 1))
                        .then(new Operand(normal(2, 2), ElementType.FLOAT, false))
                        .with("axis", 1L)
                        .with("reduction", "add"),
                of("Scatter", normal(4, 3))
                        .andIndices(Tensor.of(Shape.of(2, 3), 0, 3, 2, 1, 0, 3))
                        .then(new Operand(normal(2, 3), ElementType.FLOAT, false))
                        .opset(9),
                of("ReverseSequence", normal(4, 3, 2)).andKnown(ElementType.INT64, Tensor.of(4, 1, 3)),
                of("ReverseSequence", normal(3, 4))
                        .andIndices(Tensor.of(2, 4, 3))
                        .with("batch_axis", 0L)
                        .with("time_axis", 1L),
                of("EyeLike", normal(3, 4)).with("k", 1L),
                of("EyeLike", normal(3, 3)).with("dtype", 7L).giving(ElementType.INT64));
    }

    private static Case scatterEach(String reduction, Tensor pairs) {
        return of("ScatterND", normal(3, 4, 2))
                .andIndices(pairs)
                .then(new Operand(normal(2, 2), ElementType.FLOAT, false))
                .with("reduction", reduction);
    }

    private static Stream<Case> resized(Tensor image) {
        Case toSizes = of("Resize", image).without().without().and(2, 4, 9, 3).opset(19);
        Case byScales = of("Resize", image)
                .without()
                .andKnown(ElementType.FLOAT, Tensor.of(1, 1, (float) 0.6, 2.5))
                .opset(19);
        Stream<Case> modes = Stream.of("nearest", "linear", "cubic")
                .flatMap(mode -> Stream.of("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric")
                        .map(place -> toSizes.with("mode", mode).with("coordinate_transformation_mode", place)));
        return Stream.concat(
                modes,
                Stream.of(
                        byScales,
                        byScales.with("mode", "linear"),
                        byScales.with("mode", "cubic")
                                .with("exclude_outside", 1L)
                                .with("cubic_coeff_a", -0.5f),
                        byScales.with("mode", "linear").with("antialias", 1L),
                        byScales.with("nearest_mode", "floor"),
                        byScales.with("nearest_mode", "ceil"),
                        byScales.with("nearest_mode", "round_prefer_ceil"),
                        of("Resize", image)
                                .andKnown(ElementType.FLOAT, Tensor.of(0, 0, 0.25, 0.5, 1, 1, 0.75, 1.25))
                                .without()
                                .and(2, 4, 3, 4)
                                .with("mode", "linear")
                                .with("coordinate_transformation_mode", "tf_crop_and_resize")
                                .with("extrapolation_value", 5f),
                        of("Resize", image)
                                .andKnown(ElementType.FLOAT, Tensor.of(1, 1, 2, 2))
                                .opset(10),
                        of("Upsample", image)
                                .andKnown(ElementType.FLOAT, Tensor.of(1, 1, 2, 3))
                                .opset(9),
                        of("Upsample", image)
                                .andKnown(ElementType.FLOAT, Tensor.of(1, 1, 2, 3))
                                .with("mode", "linear")
                                .opset(9)));
    }

    private static Stream<Case> sampled(Tensor image) {
        Tensor grid = normal(2, 3, 4, 2);
        Stream<Case> grids = Stream.of("bilinear", "nearest", "bicubic")
                .flatMap(mode -> Stream.of("zeros", "border", "reflection")
                        .flatMap(padding -> Stream.of(0L, 1L)
                                .map(align -> of("GridSample", image, grid)
                                        .with("mode", mode)
                                        .with("padding_mode", padding)
                                        .with("align_corners", align))))
                .filter(each -> !isCubicWithBorder(each));
        return Stream.concat(
                grids,
                Stream.of(
                        of("AffineGrid", normal(2, 2, 3)).and(2, 4, 5, 6).opset(20),
                        of("AffineGrid", normal(2, 2, 3))
                                .and(2, 4, 5, 6)
                                .with("align_corners", 1L)
                                .opset(20),
                        of("AffineGrid", normal(2, 3, 4)).and(2, 4, 3, 5, 6).opset(20),
                        of("Col2Im", normal(2, 12, 9))
                                .and(5, 4)
                                .and(2, 2)
                                .with("strides", List.of(2L, 2L))
                                .with("pads", List.of(0L, 1L, 1L, 1L)),
                        of("CenterCropPad", normal(4, 5, 3)).and(3, 8).with("axes", List.of(0L, 1L)),
                        of("MaxUnpool", normal(1, 1, 2, 2))
                                .andIndices(Tensor.of(Shape.of(1, 1, 2, 2), 1, 6, 9, 15))
                                .with("kernel_shape", List.of(2L, 2L))
                                .with("strides", List.of(2L, 2L))));
    }

    /** There ONNX Runtime differs from PyTorch and from ONNX's reference even for points inside of the image. */
    private static boolean isCubicWithBorder(Case each) {
        return each.attributes.containsValue("bicubic") && each.attributes.containsValue("border");
    }

    private static Stream<Case> quantized() {
        Tensor bytes = Tensor.of(Shape.of(2, 3), 3, 255, 128, 7, 0, 90), zero = Tensor.scalar(128);
        Tensor scale = Tensor.scalar(0.125), more = Tensor.of(Shape.of(3, 2), 200, 3, 128, 77, 5, 120);
        ElementType type = ElementType.UINT8;
        Case quantize = of("QuantizeLinear", normal(2, 3));
        Case integers = new Case("MatMulInteger", 18, Map.of(), List.of(), List.of(ElementType.INT32));
        Tensor images = Tensor.generate(Shape.of(1, 2, 4, 4), i -> (37 * i) % 256);
        Tensor kernels = Tensor.generate(Shape.of(2, 2, 3, 3), i -> (91 * i) % 256);
        Case convolution = new Case("ConvInteger", 18, Map.of(), List.of(), List.of(ElementType.INT32))
                .andKnown(type, images)
                .andKnown(type, kernels);
        Case product = new Case("QLinearMatMul", 18, Map.of(), List.of(), List.of(type))
                .andKnown(type, bytes)
                .andKnown(ElementType.FLOAT, scale)
                .andKnown(type, zero)
                .andKnown(type, more)
                .andKnown(ElementType.FLOAT, scale)
                .andKnown(type, zero);
        return Stream.of(
                quantize.andKnown(ElementType.FLOAT, scale).andKnown(type, zero).giving(type),
                quantize.andKnown(ElementType.FLOAT, Tensor.of(0.125, 0.5, 0.25))
                        .andKnown(ElementType.INT8, Tensor.of(1, -2, 3))
                        .giving(ElementType.INT8),
                new Case("DequantizeLinear", 18, Map.of(), List.of(), List.of(ElementType.FLOAT))
                        .andKnown(type, bytes)
                        .andKnown(ElementType.FLOAT, scale)
                        .andKnown(type, zero),
                new Case("DequantizeLinear", 18, Map.of("axis", 0L), List.of(), List.of(ElementType.FLOAT))
                        .andKnown(type, bytes)
                        .andKnown(ElementType.FLOAT, Tensor.of(0.125, 0.5)),
                of("DynamicQuantizeLinear", normal(2, 3)).giving(type, ElementType.FLOAT, type),
                integers.andKnown(type, bytes).andKnown(type, more),
                integers.andKnown(type, bytes)
                        .andKnown(type, more)
                        .andKnown(type, zero)
                        .andKnown(type, zero),
                convolution,
                convolution.andKnown(type, zero).with("pads", List.of(1L, 1L, 1L, 1L)),
                product.andKnown(ElementType.FLOAT, Tensor.scalar(2)).andKnown(type, zero),
                product.andKnown(ElementType.FLOAT, Tensor.scalar(0.25)).andKnown(type, zero), // beyond the type
                new Case("QLinearConv", 18, Map.of("group", 1L), List.of(), List.of(type))
                        .andKnown(type, images)
                        .andKnown(ElementType.FLOAT, scale)
                        .andKnown(type, zero)
                        .andKnown(type, kernels)
                        .andKnown(ElementType.FLOAT, Tensor.of(0.125, 0.25))
                        .andKnown(type, Tensor.of(128, 128))
                        .andKnown(ElementType.FLOAT, Tensor.scalar(8))
                        .andKnown(type, zero)
                        .andKnown(ElementType.INT32, Tensor.of(40, -300)));
    }

    private static Stream<Case> recurrent() {
        return Stream.of("RNN", "GRU", "LSTM").flatMap(name -> {
            int gates = name.equals("RNN") ? 1 : name.equals("GRU") ? 3 : 4;
            boolean isLstm = gates == 4;
            ElementType[] types = new ElementType[isLstm ? 3 : 2];
            Arrays.fill(types, ElementType.FLOAT);
            Case plain = layer(name, gates, 1).giving(types);
            Case both = layer(name, gates, 2).with("direction", "bidirectional").giving(types);
            Case biased = both.then(new Operand(normal(2, 2 * gates * 4), ElementType.FLOAT, false));
            Case started = biased.andKnown(ElementType.INT32, Tensor.of(5, 3)).then(initial());
            Case uneven = isLstm ? started.then(initial()) : started;
            List<Case> cases = new ArrayList<>(List.of(
                    plain,
                    plain.with("direction", "reverse"),
                    plain.with("clip", 0.5f),
                    both,
                    uneven,
                    isLstm ? uneven.then(new Operand(normal(2, 12), ElementType.FLOAT, false)) : biased));
            if (gates == 3) {
                cases.add(biased.with("linear_before_reset", 1L));
            }
            if (gates == 1) {
                cases.add(biased.with("activations", List.of("Relu", "Sigmoid")));
            }
            return cases.stream();
        });
    }

    private static Operand initial() {
        return new Operand(normal(2, 2, 4), ElementType.FLOAT, false);
    }

    private static Case layer(String name, int gates, int directions) {
        return of(name, normal(5, 2, 3), normal(directions, gates * 4, 3), normal(directions, gates * 4, 4))
                .with("hidden_size", 4L);
    }

    /** Branches that read a value from outside, and loops whose bodies have a result for each step. */
    private static Stream<Case> bodies() {
        OnnxFile doubled = body(List.of(), List.of(OnnxNode.of("Add", List.of("x1", "x1"), "r", Map.of())), "r");
        OnnxFile negated = body(List.of(), List.of(OnnxNode.of("Neg", List.of("x1"), "s", Map.of())), "s");
        Map<String, Object> branches = Map.of("then_branch", doubled, "else_branch", negated);
        OnnxFile step = body(
                List.of("i", "goesOn", "h"),
                List.of(
                        OnnxNode.of("Identity", List.of("goesOn"), "still", Map.of()),
                        OnnxNode.of("Tanh", List.of("h"), "t", Map.of()),
                        OnnxNode.of("Add", List.of("t", "x2"), "next", Map.of()),
                        OnnxNode.of("Mul", List.of("next", "next"), "seen", Map.of())),
                "still",
                "next",
                "seen");
        OnnxFile scanned = body(
                List.of("h", "x"),
                List.of(
                        OnnxNode.of("Add", List.of("h", "x"), "next", Map.of()),
                        OnnxNode.of("Tanh", List.of("next"), "seen", Map.of())),
                "next",
                "seen");
        Case scan = of("Scan", normal(3), normal(4, 3))
                .with("body", scanned)
                .with("num_scan_inputs", 1L)
                .giving(ElementType.FLOAT, ElementType.FLOAT);
        return Stream.of(
                new Case("If", 18, branches, List.of(), List.of(ElementType.FLOAT))
                        .then(new Operand(Tensor.scalar(0), ElementType.BOOL, true))
                        .then(new Operand(normal(3), ElementType.FLOAT, false)),
                new Case("If", 18, branches, List.of(), List.of(ElementType.FLOAT))
                        .then(new Operand(Tensor.scalar(1), ElementType.BOOL, false))
                        .then(new Operand(normal(3), ElementType.FLOAT, false)),
                new Case("Loop", 18, Map.of("body", step), List.of(), List.of(ElementType.FLOAT, ElementType.FLOAT))
                        .andNumber(ElementType.INT64, 4)
                        .andNumber(ElementType.BOOL, 1)
                        .then(new Operand(normal(3), ElementType.FLOAT, false)),
                scan,
                scan.with("scan_input_directions", List.of(1L))
                        .with("scan_output_directions", List.of(1L))
                        .with("scan_output_axes", List.of(1L)));
    }

    private static OnnxFile body(List<String> inputs, List<OnnxNode> nodes, String... outputs) {
        return new OnnxFile(
                Map.of(),
                nodes,
                List.of(),
                inputs.stream().map(ReadOpsTest::inner).toList(),
                Stream.of(outputs).map(ReadOpsTest::inner).toList(),
                List.of());
    }

    private static ValueInfo inner(String name) {
        boolean isTruth = name.equals("goesOn") || name.equals("still");
        ElementType type = isTruth ? ElementType.BOOL : name.equals("i") ? ElementType.INT64 : ElementType.FLOAT;
        boolean isNumber = type != ElementType.FLOAT;
        return new ValueInfo(name, Optional.of(type), isNumber ? Optional.of(List.of()) : Optional.empty());
    }

    private static Stream<Case> signals() {
        return Stream.concat(
                Stream.of("HannWindow", "HammingWindow", "BlackmanWindow")
                        .flatMap(name -> Stream.of(0L, 1L)
                                .map(periodic ->
                                        of(name).andNumber(ElementType.INT64, 7).with("periodic", periodic))),
                Stream.of(
                        of("DFT", normal(2, 6, 1)),
                        of("DFT", normal(2, 6, 2)).andNumber(ElementType.INT64, 4),
                        of("DFT", normal(2, 6, 1)).with("onesided", 1L),
                        of("DFT", normal(2, 6, 2)).with("inverse", 1L),
                        of("STFT", normal(2, 16, 1))
                                .andNumber(ElementType.INT64, 3)
                                .then(new Operand(positive(8), ElementType.FLOAT, false)),
                        of("MelWeightMatrix")
                                .andNumber(ElementType.INT64, 4)
                                .andNumber(ElementType.INT64, 64)
                                .andNumber(ElementType.INT64, 8000)
                                .andNumber(ElementType.FLOAT, 100)
                                .andNumber(ElementType.FLOAT, 3800)));
    }

    private static Stream<Case> known() {
        Tensor numbers = Tensor.of(Shape.of(2, 3), 2, 0, 1, 2, 5, 0), bits = Tensor.of(12, 200, 7);
        ElementType type = ElementType.UINT8;
        Case two = new Case("BitwiseAnd", 18, Map.of(), List.of(), List.of(type))
                .andKnown(type, bits)
                .andKnown(type, Tensor.of(5, 100, 6));
        Tensor boxes = Tensor.of(Shape.of(1, 3, 4), 0, 0, 1, 1, 0, 0.1, 1, 1.1, 0, 2, 1, 3);
        return Stream.of(
                of("NonZero").andKnown(ElementType.FLOAT, numbers).giving(ElementType.INT64),
                of("Unique")
                        .andKnown(ElementType.FLOAT, numbers)
                        .giving(ElementType.FLOAT, ElementType.INT64, ElementType.INT64, ElementType.INT64),
                of("Unique")
                        .andKnown(ElementType.FLOAT, numbers)
                        .with("sorted", 0L)
                        .with("axis", 1L)
                        .giving(ElementType.FLOAT, ElementType.INT64, ElementType.INT64, ElementType.INT64),
                of("Compress", normal(3, 4))
                        .andKnown(ElementType.BOOL, Tensor.of(0, 1, 1))
                        .with("axis", 0L),
                of("Compress", normal(3, 4)).andKnown(ElementType.BOOL, Tensor.of(0, 1, 1, 0, 1)),
                of("NonMaxSuppression")
                        .andKnown(ElementType.FLOAT, boxes)
                        .andKnown(ElementType.FLOAT, Tensor.of(Shape.of(1, 1, 3), 0.9, 0.75, 0.6))
                        .and(3)
                        .andKnown(ElementType.FLOAT, Tensor.of(0.5))
                        .andKnown(ElementType.FLOAT, Tensor.of(0))
                        .giving(ElementType.INT64),
                two,
                new Case("BitwiseOr", 18, Map.of(), two.operands, two.results),
                new Case("BitwiseXor", 18, Map.of(), two.operands, two.results),
                new Case("BitwiseNot", 18, Map.of(), two.operands.subList(0, 1), two.results),
                new Case("BitShift", 18, Map.of("direction", "LEFT"), List.of(), List.of(type))
                        .andKnown(type, bits)
                        .andKnown(type, Tensor.of(1, 2, 3)),
                new Case("BitShift", 18, Map.of("direction", "RIGHT"), List.of(), List.of(type))
                        .andKnown(type, bits)
                        .andKnown(type, Tensor.of(1, 2, 3)));
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
            String name = operand.isMissing ? "" : "x" + i;
            names.add(name);
            if (operand.isMissing) {
                continue;
            } else if (operand.isKnown) {
                nodes.add(OnnxNode.constant(new TensorData(name, operand.type, operand.value)));
            } else {
                feeds.put(name, operand.value);
                inputs.add(info(name, operand.type, operand.value.shape().sizes()));
            }
        }
        List<String> outputs =
                IntStream.range(0, one.results.size()).mapToObj(i -> "y" + i).toList();
        List<String> read = one.opType.equals("If") ? names.subList(0, 1) : names; // its branches read the others
        nodes.add(new OnnxNode("one", "", one.opType, read, outputs, one.attributes));
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
