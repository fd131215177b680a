package dev.gradus.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.node.Node;
import dev.gradus.onnx.OnnxException;
import dev.gradus.onnx.OnnxModel;
import dev.gradus.onnx.file.ElementType;
import dev.gradus.onnx.file.ModelWriter;
import dev.gradus.onnx.file.OnnxFile;
import dev.gradus.onnx.file.OnnxNode;
import dev.gradus.onnx.file.TensorData;
import dev.gradus.onnx.file.ValueInfo;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Versions of operators that ONNX Runtime does not know any more mean what their documentation says. */
class OldOperatorsTest {
    private static final Tensor SQUARE = Tensor.of(new double[][] {{1, 2}, {3, 4}});
    private static final Tensor PAIR = Tensor.of(10, 20);

    private static OnnxModel model(String opType, Map<String, Object> attributes, Tensor... inputs) {
        List<TensorData> tensors = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Tensor input : inputs) {
            names.add("x" + names.size());
            tensors.add(new TensorData(names.get(names.size() - 1), ElementType.FLOAT, input));
        }
        OnnxNode node = new OnnxNode("n", "", opType, names, List.of("y"), attributes);
        ValueInfo result = new ValueInfo("y", Optional.of(ElementType.FLOAT), Optional.empty());
        OnnxFile file = new OnnxFile(Map.of("", 6L), List.of(node), tensors, List.of(), List.of(result), List.of());
        return OnnxModel.of("m.onnx", ModelWriter.bytes(file), Map.of());
    }

    private static Tensor value(String opType, Map<String, Object> attributes, Tensor... inputs) {
        OnnxModel model = model(opType, attributes, inputs);
        Node result = model.output("y");
        return Evaluator.of(model.graph()).value(result);
    }

    @Test
    void theSecondOperandBeginsAtAnAxisOfTheFirst() {
        assertThat(value("Add", Map.of("broadcast", 1L, "axis", 0L), SQUARE, PAIR))
                .isEqualTo(Tensor.of(new double[][] {{11, 12}, {23, 24}}));
        assertThat(value("Add", Map.of("broadcast", 1L), SQUARE, PAIR)).isEqualTo(Tensor.of(new double[][] {
            {11, 22}, {13, 24}
        }));
        assertThat(value("Mul", Map.of("broadcast", 1L, "axis", -1L), SQUARE, PAIR))
                .isEqualTo(Tensor.of(new double[][] {{10, 40}, {30, 80}}));
        assertThat(value("Div", Map.of("broadcast", 1L, "axis", 0L), SQUARE, PAIR))
                .isEqualTo(Tensor.of(new double[][] {{0.1, 0.2}, {3 / 20.0, 0.2}}));
        assertThat(value("Greater", Map.of("broadcast", 1L, "axis", 0L), SQUARE, Tensor.of(1.5, 2.5)))
                .isEqualTo(Tensor.of(new double[][] {{0, 1}, {1, 1}}));
        assertThatThrownBy(() -> model("Add", Map.of("broadcast", 1L, "axis", 1L), SQUARE, SQUARE))
                .isInstanceOf(OnnxException.class)
                .hasMessage(
                        "m.onnx: the node 'n' (Add) cannot be read: x1 (2, 2) has more axes than x0 (2, 2) from axis 1");
    }

    @Test
    void slopesAreThoseOfChannels() {
        assertThat(value("PRelu", Map.of(), SQUARE.map(x -> -x).reshape(1, 2, 2), PAIR))
                .isEqualTo(Tensor.of(-10, -20, -60, -80).reshape(1, 2, 2));
    }

    @Test
    void trainingIsTheDefault() {
        assertThat(value("Dropout", Map.of("is_test", 1L, "ratio", 0.5f), SQUARE))
                .isEqualTo(SQUARE);
        assertThatThrownBy(() -> model("Dropout", Map.of("ratio", 0.5f), SQUARE))
                .isInstanceOf(OnnxException.class)
                .hasMessageEndingWith("it drops elements at random, as in training; export the model for inference");
        assertThatThrownBy(() -> model("Dropout", Map.of("is_test", 0L), SQUARE))
                .hasMessageEndingWith("its attribute is_test is 0, but only 1 is supported; Gradus reads Dropout(data,"
                        + " ratio#, training_mode#) ratio? seed? is_test:1 in operator set 6");
        Tensor ones = Tensor.of(1, 1), zeros = Tensor.of(0, 0), x = Tensor.of(new double[][] {{3, 1}, {5, 1}});
        assertThat(value("BatchNormalization", Map.of("is_test", 1L, "epsilon", 1e-30f), x, ones, zeros, zeros, ones))
                .isEqualTo(x);
        assertThat(value("BatchNormalization", Map.of("epsilon", 1e-30f), x, ones, zeros, zeros, ones)
                        .toArray()[0])
                .isEqualTo(-1);
    }

    @Test
    void tensorsAreJoinedAlongAxisOneByDefault() {
        assertThat(value("Concat", Map.of(), SQUARE, SQUARE)).isEqualTo(Tensor.of(new double[][] {
            {1, 2, 1, 2}, {3, 4, 3, 4}
        }));
    }
}
