package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.tensor.Shape;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchMatMulTest {
    @Property
    void equalsMatMulBitForBitWithoutABatch(@ForAll @IntRange(max = 9) int inner, @ForAll long seed) {
        Node a = Constant.of(Probe.distinct(Shape.of(3, inner), seed));
        Node b = Constant.of(Probe.distinct(Shape.of(inner, 2), seed + 1));
        assertThat(Probe.value(a.batchMatMul(b))).isEqualTo(Probe.value(a.matMul(b)));
    }

    @Example
    void namesPropagate() {
        Node a = Input.of("a", Shape.of(5, 1, 2, 3).named("batch", "head", "from", "inner"));
        Node b = Input.of("b", Shape.of(1, 7, 3, 4).named("", "head", "", "to"));
        assertThat(a.batchMatMul(b).named("c")).hasToString("c:(batch=5, head=7, from=2, to=4) = a @ b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            2,3,4 | 2,3,4 | inner sizes differ: 4 ≠ 3. Did you mean b.transpose(0, 2, 1)?
            2,3,4 | 3,5   | inner sizes differ: 4 ≠ 3. Did you mean a.transpose(0, 2, 1)?
            2,3,4 | 5,4   | inner sizes differ: 4 ≠ 5. Did you mean b.transpose()?
            2,3,4 | 2,5,6 | inner sizes differ: 4 ≠ 5
            3,4   | 2,5,6 | inner sizes differ: 4 ≠ 5
            2,5,6 | 3,4   | inner sizes differ: 6 ≠ 3
            3,4   | 3     | b has rank 1, but a batch of matrices has at least 2
            50000,1 | 60000,1 | inner sizes differ: 1 ≠ 60000
            4     | 2,4,3 | a has rank 1, but a batch of matrices has at least 2. Did you mean a.reshape(1, 4)?
            2,3,4 | 4     | b has rank 1, but a batch of matrices has at least 2. Did you mean b.reshape(4, 1)?
            2,3,4 | 3     | b has rank 1, but a batch of matrices has at least 2
            2,3,4 | -     | b has rank 0, but a batch of matrices has at least 2
            2,3,1 | -     | b has rank 0, but a batch of matrices has at least 2. Did you mean b.reshape(1, 1)?
            2,3,4 | 5,4,3 | the batches (2) and (5) do not broadcast
            2,3,4 | 2,1,4,3 | the batches (2) and (2, 1) have different rank and would both grow, to (2, 2). Did you mean a.reshape(1, 2, 3, 4)?
            2,1,3,4 | 2,4,3 | the batches (2, 1) and (2) have different rank and would both grow, to (2, 2). Did you mean b.reshape(1, 2, 4, 3)?
            """)
    void refusesOperandsWithoutAProduct(String a, String b, String message) {
        Input left = Input.of("a", sizes(a));
        Input right = Input.of("b", sizes(b));
        assertThatThrownBy(() -> left.batchMatMul(right))
                .isInstanceOf(ShapeException.class)
                .hasMessage("BatchMatMul: a " + left.shape() + " @ b " + right.shape() + ": " + message);
    }

    @Example
    void theOpForMatricesPointsToTheMethodForAnyRanks() {
        Node x = Input.of("x", 5, 2, 3);
        Node w = Input.of("W", 3, 4);
        assertThatThrownBy(() -> new MatMul(x, w))
                .hasMessage("MatMul: x (5, 2, 3) @ W (3, 4): x has rank 3, but a matrix has rank 2."
                        + " Did you mean x.matMul(W)?");
        assertThat(x.matMul(w)).isInstanceOf(BatchMatMul.class);
    }

    private static int[] sizes(String list) {
        return list == null
                ? new int[0]
                : Arrays.stream(list.split(",", -1)).mapToInt(Integer::parseInt).toArray();
    }
}
