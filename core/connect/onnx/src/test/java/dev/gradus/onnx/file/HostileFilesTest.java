package dev.gradus.onnx.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.onnx.OnnxException;
import dev.gradus.onnx.OnnxExport;
import dev.gradus.onnx.OnnxModel;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that is broken, or wrong, or hostile, is an exception that says what is wrong where; it never costs much memory. */
class HostileFilesTest {
    private static final byte[] VALID = valid();

    private static byte[] valid() {
        Input x = Input.of("x", 3, 2), y = Input.of("y", 3, 1);
        Parameter w = Parameter.of("W", Tensor.ones(2, 1));
        Node yHat = x.matMul(w).sigmoid().named("yHat");
        return OnnxExport.of(Graph.of(new MseLoss(yHat, y).named("J")))
                .gradients()
                .toBytes();
    }

    @Test
    void truncatedAnywhere() {
        for (int length = 0; length < VALID.length; length++) {
            byte[] part = Arrays.copyOf(VALID, length);
            assertRefusedOrRead(part, "the first " + length + " bytes");
        }
    }

    @Test
    void withAnyByteChanged() {
        Random random = new Random(1);
        for (int place = 0; place < VALID.length; place++) {
            for (int value : new int[] {0, 0x7F, 0x80, 0xFF, random.nextInt(256)}) {
                byte[] changed = VALID.clone();
                changed[place] = (byte) value;
                assertRefusedOrRead(changed, "byte " + place + " is " + value);
            }
        }
    }

    @Test
    void ofRandomBytes() {
        Random random = new Random(2);
        for (int i = 0; i < 2000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertRefusedOrRead(noise, "noise " + i);
        }
    }

    private static void assertRefusedOrRead(byte[] bytes, String what) {
        try {
            OnnxModel.of("hostile.onnx", bytes, Map.of());
        } catch (OnnxException refused) {
            assertThat(refused.getMessage()).as(what).startsWith("hostile.onnx");
        }
    }

    @Test
    void thatClaimsAHugeLength() {
        byte[] huge = new ProtoWriter().integer(1, 8).toByteArray();
        byte[] bytes = Arrays.copyOf(huge, huge.length + 7);
        bytes[huge.length] = 0x3A; // field 7, the graph
        Arrays.fill(bytes, huge.length + 1, huge.length + 5, (byte) 0xFF);
        bytes[huge.length + 5] = 0x07;
        assertThatThrownBy(() -> OnnxModel.of("huge.onnx", bytes, Map.of()))
                .isInstanceOf(OnnxException.class)
                .hasMessage("huge.onnx is no ONNX model, or a broken one: in the model, byte 8: field 7 claims"
                        + " 2147483647 bytes, but 1 are left");
    }

    @Test
    void thatDoesNotExist(@TempDir Path folder) {
        assertThatThrownBy(() -> OnnxModel.read(folder.resolve("none.onnx"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void ofAnotherKind(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("text.onnx"), "This is a text.\n");
        assertThatThrownBy(() -> OnnxModel.read(file))
                .isInstanceOf(OnnxException.class)
                .hasMessageStartingWith(file + " is no ONNX model, or a broken one: ");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whoseGraphIsWrong(String message, OnnxFile file) {
        assertThatThrownBy(() -> OnnxModel.of("m.onnx", ModelWriter.bytes(file), Map.of()))
                .isInstanceOf(OnnxException.class)
                .hasMessageStartingWith("m.onnx: " + message);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        "the node 'n' (Frobnicate) is of an operator that is not supported",
                        node("Frobnicate", "y", "x")),
                fault("the node 'n' (Relu) reads 'z', which is made by no node", node("Relu", "y", "z")),
                fault(
                        "the node 'n' (Relu) reads 'y', which this node or a later one makes: the nodes are not in order,"
                                + " or form a cycle",
                        node("Relu", "y", "y")),
                fault(
                        "the node 'n' (Relu) reads 'b', which this node or a later one makes",
                        node("Relu", "a", "b"),
                        node("Relu", "b", "a"),
                        node("Relu", "y", "x")),
                fault("there are two tensors 'x'", node("Relu", "x", "x")),
                fault("the output 'y' is made by no node", node("Relu", "z", "x")),
                fault(
                        "the node 'n' (Add) cannot be read: it lacks its input B (1); Gradus reads Add(A, B) axis? broadcast?",
                        node("Add", "y", "x")),
                fault(
                        "the node 'n' (Relu) cannot be read: it has 2 inputs, but at most 1 are supported; Gradus reads Relu(X)",
                        node("Relu", "y", "x", "x")),
                fault(
                        "the node 'n' (Softmax) cannot be read: its attribute across is not supported; Gradus reads"
                                + " Softmax(input) axis? in operator set 18",
                        new OnnxNode("n", "", "Softmax", List.of("x"), List.of("y"), Map.of("across", 1L))),
                fault(
                        "the node 'n' (BatchNormalization) cannot be read: its attribute spatial is 0, but only 1 is supported",
                        new OnnxNode(
                                "n",
                                "",
                                "BatchNormalization",
                                List.of("x", "x", "x", "x", "x"),
                                List.of("y"),
                                Map.of("spatial", 0L))),
                fault(
                        "the node 'n' (Cast) cannot be read: it lacks the attribute to; Gradus reads Cast(input) to! saturate=1",
                        node("Cast", "y", "x")),
                fault(
                        "the node 'n' (MatMul) cannot be read: MatMul: inner sizes differ: x (2, 3)",
                        node("MatMul", "y", "x", "x")),
                fault(
                        "the node 'n' (Reshape) cannot be read: its input 1, x (2, 3), would have to be known before the"
                                + " model is run, but depends on its inputs",
                        node("Reshape", "y", "x", "x")),
                fault(
                        "the node 'n' (Softmax) cannot be read: there is no axis 5 among 2",
                        new OnnxNode("n", "", "Softmax", List.of("x"), List.of("y"), Map.of("axis", 5L))),
                fault(
                        "the node 'n' (Transpose) cannot be read: Transpose: ",
                        new OnnxNode(
                                "n", "", "Transpose", List.of("x"), List.of("y"), Map.of("perm", List.of(0L, 7L)))),
                fault(
                        "the node 'n' (Expand) cannot be read: ",
                        constant("huge", Long.MAX_VALUE, Long.MAX_VALUE),
                        node("Expand", "y", "x", "huge")),
                fault(
                        "the node 'n' (ConstantOfShape) cannot be read: ",
                        constant("huge", 1 << 30, 1 << 30),
                        node("ConstantOfShape", "y", "huge")),
                fault(
                        "the node 'n' (Range) cannot be read: it has 1.0E18 numbers from 0.0 to 1.0E18 by 1.0",
                        scalar("zero", 0),
                        scalar("most", 1e18),
                        scalar("one", 1),
                        node("Range", "y", "zero", "most", "one")),
                fault(
                        "the node 'n' (Conv) cannot be read: x (2, 3) and a kernel of [] do not have the same spatial axes",
                        node("Conv", "y", "x", "x")),
                fault(
                        "the node 'n' (Cast) cannot be read: its attribute to asks for elements of type 8, which is not supported",
                        new OnnxNode("n", "", "Cast", List.of("x"), List.of("y"), Map.of("to", 8L))),
                fault(
                        "the node 'n' (com.example.Relu) is of an operator that is not supported",
                        new OnnxNode("n", "com.example", "Relu", List.of("x"), List.of("y"), Map.of())),
                fault(
                        "the node 'n' (Softmax) cannot be read: its attribute axis is not of the kind Long, but one",
                        new OnnxNode("n", "", "Softmax", List.of("x"), List.of("y"), Map.of("axis", "one"))),
                fault(
                        "the node 'n' (Relu) has the output 'z', which is not supported",
                        new OnnxNode("n", "", "Relu", List.of("x"), List.of("y", "z"), Map.of())),
                fault(
                        "the node 'n' (Resize) cannot be read: with it, reading the file takes more than the 16777216 steps",
                        constant("huge", 1 << 30, 3),
                        new OnnxNode("n", "", "Resize", List.of("x", "", "", "huge"), List.of("y"), Map.of())),
                fault(
                        "the node 'n' (Resize) cannot be read: it would make an axis of size -2.0",
                        constant("less", -2, 3),
                        new OnnxNode("n", "", "Resize", List.of("x", "", "", "less"), List.of("y"), Map.of())),
                fault(
                        "the node 'n' (HannWindow) cannot be read: with it, reading the file takes more than",
                        scalar("huge", 1 << 30),
                        node("HannWindow", "y", "huge")),
                fault(
                        "the node 'n' (NonZero) cannot be read: its input 0, x (2, 3), would have to be known before the model"
                                + " is run, but depends on its inputs; give a value to those that decide by"
                                + " OnnxOptions.input",
                        node("NonZero", "y", "x")),
                fault(
                        "the node 'n' (LSTM) cannot be read: its input and weights must have three axes, but are (2, 3),"
                                + " (2, 3) and (2, 3)",
                        node("LSTM", "y", "x", "x", "x")),
                fault(
                        "the node 'n' (If) cannot be read: it lacks the attribute else_branch; Gradus reads"
                                + " If(cond) else_branch! then_branch! in operator set 18",
                        scalar("true", 1),
                        node("If", "y", "true")),
                fault(
                        "the node 'n' (Loop) cannot be read: with it, reading the file takes more than",
                        scalar("huge", 1e15),
                        loop("huge", body(OnnxNode.of("Relu", List.of("h"), "r", Map.of())))),
                fault(
                        "the node 'n' (Loop) cannot be read: the node 'r' (Relu) reads 'missing', which is made by no node",
                        scalar("two", 2),
                        loop("two", body(OnnxNode.of("Relu", List.of("missing"), "r", Map.of())))),
                fault(
                        "the node 'n' (Loop) cannot be read: its body has 3 inputs, but 4 values are given",
                        scalar("two", 2),
                        new OnnxNode(
                                "n",
                                "",
                                "Loop",
                                List.of("two", "", "x", "x"),
                                List.of("y", "z"),
                                Map.of("body", body(OnnxNode.of("Relu", List.of("h"), "r", Map.of()))))));
    }

    private static OnnxNode loop(String count, OnnxFile body) {
        return new OnnxNode("n", "", "Loop", List.of(count, "", "x"), List.of("y"), Map.of("body", body));
    }

    /** A body with a carry, which this node computes anew. */
    private static OnnxFile body(OnnxNode node) {
        return new OnnxFile(
                Map.of(),
                List.of(node),
                List.of(),
                Stream.of("i", "goesOn", "h").map(HostileFilesTest::info).toList(),
                Stream.of("goesOn", "r").map(HostileFilesTest::info).toList(),
                List.of());
    }

    private static ValueInfo info(String name) {
        return new ValueInfo(name, Optional.of(ElementType.DOUBLE), Optional.empty());
    }

    @Test
    void whoseGraphsAreNestedTooDeeply() {
        OnnxFile body = body(OnnxNode.of("Relu", List.of("h"), "r", Map.of()));
        for (int level = 0; level < 40; level++) {
            body = body(OnnxNode.of(
                    "If",
                    List.of("i"),
                    "r",
                    Map.of(
                            "then_branch",
                            body,
                            "else_branch",
                            body(OnnxNode.of("Relu", List.of("h"), "r", Map.of())))));
        }
        byte[] bytes = ModelWriter.bytes(
                new OnnxFile(Map.of("", 18L), List.of(loop("n", body)), List.of(), List.of(), List.of(), List.of()));
        assertThatThrownBy(() -> OnnxModel.of("deep.onnx", bytes, Map.of()))
                .isInstanceOf(OnnxException.class)
                .hasMessage("deep.onnx: graphs are nested more than 32 times");
    }

    private static Arguments fault(String message, OnnxNode... nodes) {
        ValueInfo x = new ValueInfo(
                "x",
                Optional.of(ElementType.DOUBLE),
                Optional.of(List.of(new ValueInfo.Dimension(2, "", ""), new ValueInfo.Dimension(3, "", ""))));
        ValueInfo y = new ValueInfo("y", Optional.of(ElementType.DOUBLE), Optional.of(List.of()));
        return Arguments.of(
                message, new OnnxFile(Map.of("", 18L), List.of(nodes), List.of(), List.of(x), List.of(y), List.of()));
    }

    private static OnnxNode node(String opType, String output, String... inputs) {
        return new OnnxNode("n", "", opType, List.of(inputs), List.of(output), Map.of());
    }

    private static OnnxNode constant(String name, double... numbers) {
        return OnnxNode.constant(new TensorData(name, ElementType.INT64, Tensor.of(numbers)));
    }

    private static OnnxNode scalar(String name, double number) {
        return OnnxNode.constant(new TensorData(name, ElementType.INT64, Tensor.scalar(number)));
    }

    @Test
    void thatLeavesASizeOpen() {
        byte[] file = OnnxExport.ofBatch(
                        "n", n -> Graph.of(Input.of("x", n, 2).exp().named("y")))
                .toBytes();
        assertThatThrownBy(() -> OnnxModel.of("open.onnx", file, Map.of()))
                .isInstanceOf(OnnxException.class)
                .hasMessage("open.onnx: the input 'x' leaves the size 'n' of axis 0 open; say what it is: read(file,"
                        + " Map.of(\"n\", 1))");
    }
}
