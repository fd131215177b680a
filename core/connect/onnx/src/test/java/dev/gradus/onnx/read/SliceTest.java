package dev.gradus.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.onnx.OnnxException;
import dev.gradus.onnx.OnnxModel;
import dev.gradus.onnx.OnnxRuntime;
import dev.gradus.onnx.file.ElementType;
import dev.gradus.onnx.file.ModelWriter;
import dev.gradus.onnx.file.OnnxFile;
import dev.gradus.onnx.file.OnnxNode;
import dev.gradus.onnx.file.ValueInfo;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Slices with any start, end and step, within the axis and beyond it, forwards and backwards. */
class SliceTest {
    private static final long MOST = Long.MAX_VALUE, LEAST = Long.MIN_VALUE;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void areThoseOfOnnxRuntime(int size) throws Exception {
        long[] places = {LEAST, -6, -5, -4, -3, -1, 0, 1, 3, 4, 5, MOST}, steps = {LEAST, -9, -2, -1, 1, 3, MOST};
        List<OnnxNode> nodes = new ArrayList<>();
        List<ValueInfo> outputs = new ArrayList<>();
        for (long start : places) {
            for (long end : places) {
                for (long step : steps) {
                    if (end == MOST && step < 0) {
                        continue; // refused
                    }
                    String name = start + ":" + end + ":" + step;
                    List<String> operands = new ArrayList<>(List.of("x"));
                    for (long number : new long[] {start, end, 0, step}) {
                        operands.add(name + " " + operands.size());
                        nodes.add(new OnnxNode(
                                "",
                                "",
                                "Constant",
                                List.of(),
                                List.of(operands.get(operands.size() - 1)),
                                Map.of("value_ints", List.of(number))));
                    }
                    nodes.add(OnnxNode.of("Slice", operands, name, Map.of()));
                    outputs.add(new ValueInfo(name, Optional.of(ElementType.FLOAT), Optional.empty()));
                }
            }
        }
        byte[] file = file(size, nodes, outputs);
        Tensor x = Tensor.generate(Shape.of(size), i -> i);
        Map<String, Tensor> expected = OnnxRuntime.run(file, Map.of("x", x));
        OnnxModel model = OnnxModel.of("slices.onnx", file, Map.of());
        Evaluator evaluator = Evaluator.of(model.graph()).feed(model.input("x"), x);
        Map<String, String> differences = new LinkedHashMap<>();
        model.outputs().forEach((name, node) -> {
            if (!evaluator.value(node).equals(expected.get(name))) {
                differences.put(name, evaluator.value(node) + " instead of " + expected.get(name));
            }
        });
        assertThat(differences).isEmpty();
    }

    /** By the text of the standard: (0, 1, 2, 3) from start to end, excluded. */
    @ParameterizedTest
    @CsvSource({
        "3, 0, -1, '3 2 1'",
        "-1, -9, -2, '3 1'",
        "-9, -9, -1, '0'",
        "9, -3, -1, '3 2'",
        "2, -9223372036854775808, -9223372036854775808, '2'",
        "1, 9223372036854775807, 9223372036854775807, '1'",
        "0, 3, -1, ''"
    })
    void areThoseOfTheStandard(long start, long end, long step, String elements) {
        OnnxNode slice = OnnxNode.of("Slice", List.of("x", "a", "b", "c", "d"), "y", Map.of());
        OnnxModel model = OnnxModel.of(
                "slice.onnx",
                file(
                        4,
                        List.of(constant("a", start), constant("b", end), constant("c", 0), constant("d", step), slice),
                        List.of(new ValueInfo("y", Optional.of(ElementType.FLOAT), Optional.empty()))),
                Map.of());
        Tensor value = Evaluator.of(model.graph())
                .feed(model.input("x"), Tensor.of(0, 1, 2, 3))
                .value(model.output("y"));
        double[] wanted = elements.isEmpty()
                ? new double[0]
                : List.of(elements.split(" ", -1)).stream()
                        .mapToDouble(Double::parseDouble)
                        .toArray();
        assertThat(value.toArray()).isEqualTo(wanted);
    }

    @Test
    void refuseAStepOf0() {
        assertRefused(0, 0, "it has the step 0");
    }

    @ParameterizedTest
    @ValueSource(longs = {Integer.MAX_VALUE, MOST})
    void refuseToGoBackwardsToTheEnd(long end) {
        assertRefused(
                end,
                -1,
                "it goes backwards to the largest integer, which ends at once by the standard and at the first"
                        + " element in ONNX Runtime; for the latter, the end should be the smallest integer");
    }

    private static void assertRefused(long end, long step, String message) {
        OnnxNode slice = OnnxNode.of("Slice", List.of("x", "a", "b", "a", "c"), "y", Map.of());
        List<OnnxNode> nodes = List.of(constant("a", 0), constant("b", end), constant("c", step), slice);
        byte[] file = file(4, nodes, List.of());
        assertThatThrownBy(() -> OnnxModel.of("slice.onnx", file, Map.of()))
                .isInstanceOf(OnnxException.class)
                .hasMessage("slice.onnx: the node 'y' (Slice) cannot be read: " + message);
    }

    private static OnnxNode constant(String name, long number) {
        return OnnxNode.of("Constant", List.of(), name, Map.of("value_ints", List.of(number)));
    }

    private static byte[] file(int size, List<OnnxNode> nodes, List<ValueInfo> outputs) {
        ValueInfo x = new ValueInfo(
                "x", Optional.of(ElementType.FLOAT), Optional.of(List.of(new ValueInfo.Dimension(size, "", ""))));
        return ModelWriter.bytes(new OnnxFile(Map.of("", 18L), nodes, List.of(), List.of(x), outputs, List.of()));
    }
}
