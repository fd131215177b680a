package dev.gradus.onnx.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.onnx.OnnxException;
import dev.gradus.onnx.OnnxModel;
import dev.gradus.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers of every type are read exactly, from bytes or one by one, or refused with their place. */
class ElementTypesTest {
    private static final int INT32_DATA = 5;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UINT8   |  5 | 0 1 127 128 255                       | 0 1 127 128 255",
                "INT8    |  5 | 0 127 -1 -128                         | 0 127 -1 -128",
                "UINT16  |  5 | 32768 65535                           | 32768 65535",
                "INT16   |  5 | 32767 -1 -32768                       | 32767 -1 -32768",
                "INT32   |  5 | 2147483647 -1 -2147483648             | 2147483647 -1 -2147483648",
                "UINT32  | 11 | 2147483648 4294967295                 | 2147483648 4294967295",
                "INT64   |  7 | 9007199254740992 -9007199254740992 -1 | 9007199254740992 -9007199254740992 -1",
                "INT64   |  7 | -9223372036854775808                  | -9223372036854775808",
                "INT64   |  7 | 9223372036854775807                   | 9223372036854775808",
                "UINT64  | 11 | 9007199254740992                      | 9007199254740992",
                // 2⁶³, 2⁶³ + 2¹¹ and 2⁶⁴ − 2¹¹, as longs
                "UINT64  | 11 | -9223372036854775808 -9223372036854773760 -2048 | 9223372036854775808 9223372036854777856 18446744073709549568",
                "BOOL    |  5 | 0 1                                   | 0 1",
                // 1, −2, the smallest number, the largest, both infinities and NaN
                "FLOAT16 |  5 | 15360 49152 1 31743 31744 64512 32256 | 1 -2 5.960464477539063e-8 65504 Infinity -Infinity NaN",
                "BFLOAT16|  5 | 16256 49152 32640 65408 32704         | 1 -2 Infinity -Infinity NaN"
            })
    void areReadExactly(ElementType type, int field, String bits, String numbers) {
        long[] whole = longs(bits);
        double[] expected = List.of(numbers.split(" ", -1)).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(read(oneByOne(type, field, whole)).toArray()).isEqualTo(expected);
        assertThat(read(bytes(type, whole)).toArray()).isEqualTo(expected);
    }

    /** A truth of one byte is true unless it is 0, as in ONNX Runtime. */
    @Test
    void whateverIsNot0IsTrue() {
        assertThat(read(bytes(ElementType.BOOL, 0, 1, 2, 255)).toArray()).containsExactly(0, 1, 1, 1);
        assertThat(read(oneByOne(ElementType.BOOL, INT32_DATA, 0, 1, 2, 255)).toArray())
                .containsExactly(0, 1, 1, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "INT64, 7, 9007199254740993, 9007199254740993",
        "INT64, 7, -9007199254740993, -9007199254740993",
        "INT64, 7, 9223372036854775806, 9223372036854775806",
        "UINT64, 11, 9007199254740993, 9007199254740993",
        "UINT64, 11, -1, 18446744073709551615",
        "UINT64, 11, -9223372036854775807, 9223372036854775809"
    })
    void areRefusedWithTheirPlaceWhereAFloat64CannotHoldThem(ElementType type, int field, long bits, String number) {
        for (ProtoWriter tensor : List.of(oneByOne(type, field, 0, 1, bits), bytes(type, 0, 1, bits))) {
            assertThatThrownBy(() -> read(tensor))
                    .isInstanceOf(OnnxException.class)
                    .hasMessage("types.onnx: the tensor 't' (3) has at [2] the integer " + number
                            + ", which is not exactly a float64");
        }
    }

    @Test
    void areRefusedInAttributesToo() {
        for (Map<String, Object> attribute : List.<Map<String, Object>>of(
                Map.of("value_int", (1L << 53) + 1), Map.of("value_ints", List.of(1L, (1L << 53) + 1)))) {
            byte[] file = ModelWriter.bytes(new OnnxFile(
                    Map.of("", 18L),
                    List.of(new OnnxNode("n", "", "Constant", List.of(), List.of("y"), attribute)),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of()));
            assertThatThrownBy(() -> OnnxModel.of("types.onnx", file, Map.of()))
                    .isInstanceOf(OnnxException.class)
                    .hasMessageContaining(" holds 9007199254740993, which is not exactly a float64");
        }
    }

    /** What is written, as INT64, BOOL or real numbers, is what is read. */
    @ParameterizedTest
    @CsvSource({
        "INT64, 0 -1 9007199254740992 -9223372036854775808",
        "BOOL, 0 1",
        "DOUBLE, 0.1 -0.0 NaN Infinity 4.9e-324",
        "FLOAT, 0.5 -0.0 NaN Infinity 1.401298464324817e-45"
    })
    void areReadAsTheyAreWritten(ElementType type, String numbers) {
        double[] values = List.of(numbers.split(" ", -1)).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
        byte[] file = ModelWriter.bytes(new OnnxFile(
                Map.of("", 18L),
                List.of(),
                List.of(new TensorData("t", type, Tensor.of(values))),
                List.of(),
                List.of(new ValueInfo("t", Optional.of(type), Optional.of(List.of()))),
                List.of()));
        assertThat(value(OnnxModel.of("types.onnx", file, Map.of()).node("t")).toArray())
                .isEqualTo(values);
    }

    private static long[] longs(String numbers) {
        return List.of(numbers.split(" ", -1)).stream()
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static ProtoWriter tensor(ElementType type, int size) {
        return new ProtoWriter().integer(1, size).integer(2, type.code()).text(8, "t");
    }

    private static ProtoWriter oneByOne(ElementType type, int field, long... bits) {
        ProtoWriter tensor = tensor(type, bits.length);
        LongStream.of(bits).forEach(each -> tensor.integer(field, each));
        return tensor;
    }

    private static ProtoWriter bytes(ElementType type, long... bits) {
        ByteBuffer raw = ByteBuffer.allocate(bits.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (long each : bits) {
            for (int at = 0; at < type.bytes(); at++) {
                raw.put((byte) (each >> 8 * at));
            }
        }
        return tensor(type, bits.length).bytes(9, raw.array());
    }

    private static Tensor read(ProtoWriter tensor) {
        ProtoWriter graph = new ProtoWriter().message(5, tensor).message(12, new ProtoWriter().text(1, "t"));
        byte[] file = new ProtoWriter()
                .message(7, graph)
                .message(8, new ProtoWriter().integer(2, 18))
                .toByteArray();
        return value(OnnxModel.of("types.onnx", file, Map.of()).node("t"));
    }

    private static Tensor value(Node node) {
        return node instanceof Parameter parameter ? parameter.initialValue() : ((Constant) node).value();
    }
}
