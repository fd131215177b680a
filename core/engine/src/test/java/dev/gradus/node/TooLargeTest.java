package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.tensor.Shape;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A result that no array can hold is refused where it is made, in the op's name and with its operands. */
class TooLargeTest {
    private static final int MANY = 50_000;

    private final Input column = Input.of("column", MANY, 1);
    private final Input row = Input.of("row", 1, MANY);

    @Test
    void broadcasting() {
        assertRefused(
                () -> column.add(row), "AddBroadcast: column (50000, 1), row (1, 50000) would give (50000, 50000)");
        assertRefused(() -> row.where(column, column), "Where: row (1, 50000), column (50000, 1), column (50000, 1)");
        assertRefused(() -> column.where(column, row), "Where: column (50000, 1), row (1, 50000) would give");
    }

    @Test
    void broadcastingOfThreeOfWhichAnyTwoFit() {
        Input c = Input.of("c", 2000, 1, 1), a = Input.of("a", 1, 2000, 1), b = Input.of("b", 1, 1, 2000);
        assertRefused(
                () -> c.where(a, b),
                "Where: c (2000, 1, 1), a (1, 2000, 1), b (1, 1, 2000) would give (2000, 2000, 2000)");
    }

    @Test
    void matrixProducts() {
        assertRefused(() -> column.matMul(row), "MatMul: column (50000, 1), row (1, 50000) would give (50000, 50000)");
        Input batch = Input.of("batch", MANY, 1, 2, 3), other = Input.of("other", 1, MANY, 3, 2);
        assertRefused(
                () -> batch.batchMatMul(other),
                "BatchMatMul: batch (50000, 1, 2, 3), other (1, 50000, 3, 2) would give (50000, 50000, 2, 2)");
        assertRefused(() -> column.batchMatMul(row), "BatchMatMul: column (50000, 1), row (1, 50000) would give");
    }

    @Test
    void joiningAndPadding() {
        Input large = Input.of("large", 1 << 30, 1);
        assertRefused(() -> large.concat(0, large), "Concat: large (1073741824, 1), large (1073741824, 1) would give");
        assertRefused(() -> large.stack(0, large), "Stack: large (1073741824, 1), large (1073741824, 1) would give");
        assertRefused(() -> large.pad(1, 0, 1), "Pad: large (1073741824, 1) would give (1073741824, 2)");
        assertRefused(
                () -> large.pad(0, Integer.MAX_VALUE, 0), "Pad: large (1073741824, 1) would give (2147483647, 1)");
    }

    @Test
    void indexing() {
        Input labels = Input.of("labels", Shape.of(MANY).named("n"));
        assertRefused(() -> labels.oneHot(MANY), "OneHot: labels (n=50000) would give (50000, 50000)");
        assertRefused(
                () -> row.gather(labels, 0), "Gather: row (1, 50000), labels (n=50000) would give (50000, 50000)");
        Input updates = Input.of("updates", MANY, MANY / 2);
        assertRefused(
                () -> updates.scatterAdd(labels, 0, 2 * MANY),
                "ScatterAdd: updates (50000, 25000), labels (n=50000) would give (100000, 25000)");
    }

    /** Axes of size 0 do not excuse the others: strides would overflow. */
    @Test
    void emptyResultsToo() {
        assertRefused(
                () -> Input.of("a", 0, MANY, 1).multiply(Input.of("b", 1, 1, MANY)),
                "MultiplyBroadcast: a (0, 50000, 1), b (1, 1, 50000) would give (0, 50000, 50000)");
    }

    /** The longest array, and no further. */
    @Test
    void whatFitsIsTaken() {
        Input x = Input.of("x", 1, Integer.MAX_VALUE - 9);
        assertThat(x.pad(1, 0, 1).shape()).isEqualTo(Shape.of(1, Integer.MAX_VALUE - 8));
        assertRefused(() -> x.pad(1, 0, 2), "Pad: x (1, 2147483638) would give (1, 2147483640)");
    }

    private static void assertRefused(Supplier<Node> node, String message) {
        assertThatThrownBy(node::get)
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith(message)
                .hasMessageEndingWith(", more elements than an array can hold");
    }
}
