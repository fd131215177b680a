package dev.gradus.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.core.JsonGenerator;

class WireProperties {
    @Provide
    Arbitrary<Tensor> tensors() {
        Arbitrary<Double> numbers = Arbitraries.oneOf(
                Arbitraries.of(
                        Double.NaN, -0.0, 0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE),
                Arbitraries.longs().map(Double::longBitsToDouble));
        return Arbitraries.integers()
                .between(0, 3)
                .array(int[].class)
                .ofMaxSize(3)
                .flatMap(sizes -> numbers.array(double[].class)
                        .ofSize(Shape.of(sizes).elements())
                        .map(elements -> Tensor.of(Shape.of(sizes), elements)));
    }

    private static Tensor sent(Wire wire, Tensor tensor) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Program.JSON.createGenerator(bytes)) {
            wire.write(json, tensor.shape(), tensor.toArray());
        }
        return Wire.read(Program.JSON.readTree(bytes.toByteArray()));
    }

    private static long[] bits(Tensor tensor) {
        return java.util.Arrays.stream(tensor.toArray())
                .mapToLong(Double::doubleToLongBits)
                .toArray();
    }

    @Property
    void arraysSurviveTheWireBitForBit(@ForAll("tensors") Tensor tensor, @ForAll boolean readable) {
        Tensor received = sent(new Wire(false, readable), tensor);

        assertThat(received.shape()).isEqualTo(tensor.shape());
        assertThat(bits(received)).isEqualTo(bits(tensor));
    }

    @Property
    void singlePrecisionRoundsOnce(@ForAll("tensors") Tensor tensor) {
        assertThat(bits(sent(new Wire(true, false), tensor))).isEqualTo(bits(tensor.map(x -> (float) x)));
    }

    /** Numbers beyond float64 are infinite, however they are written. */
    @Example
    void numbersMayBeLarge() {
        Tensor received = Wire.read(Program.JSON.readTree("[1e400, -1e400, " + "9".repeat(900) + "]"));

        assertThat(received.toArray())
                .containsExactly(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    @Property
    void nestedListsAreArraysToo(@ForAll("tensors") Tensor tensor) {
        Tensor row = tensor.reshape(tensor.shape().elements());
        StringBuilder list = new StringBuilder("[");
        for (double element : row.toArray()) {
            list.append(list.length() > 1 ? "," : "")
                    .append(Double.isFinite(element) ? String.valueOf(element) : "\"" + element + "\"");
        }

        Tensor received = Wire.read(Program.JSON.readTree(list + "]"));

        assertThat(bits(received)).isEqualTo(bits(row));
    }
}
