package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Gradients;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnyRankProductTest {

    /** NumPy's shapes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            3       | 3       | -
            3       | 3,4     | 4
            2,3     | 3       | 2
            2,3     | 3,4     | 2,4
            3       | 5,3,4   | 5,4
            5,2,3   | 3       | 5,2
            5,2,3   | 3,4     | 5,2,4
            2,3     | 5,3,4   | 5,2,4
            5,2,3   | 5,3,4   | 5,2,4
            1,2,3   | 5,3,4   | 5,2,4
            0       | 0       | -
            0       | 0,4     | 4
            """)
    void hasTheShapeThatNumpyGivesIt(String a, String b, String product) {
        Node left = Constant.of(Probe.distinct(shape(a), 1));
        Node right = Constant.of(Probe.distinct(shape(b), 2));
        Node node = left.matMul(right);
        assertThat(node.shape()).isEqualTo(shape(product));
        Node rows = left.shape().rank() == 1 ? left.reshape(1, left.shape().size(0)) : left;
        Node columns = right.shape().rank() == 1 ? right.reshape(right.shape().size(0), 1) : right;
        Tensor expected = Probe.value(new BatchMatMul(rows, columns));
        assertThat(Probe.value(node).difference(expected.reshape(node.shape())).within(1e-14, 1e-14))
                .isTrue();
        Gradients gradients = Gradients.of(node.square().sum());
        assertThat(gradients.wrt(left).shape()).isEqualTo(left.shape());
        assertThat(gradients.wrt(right).shape()).isEqualTo(right.shape());
    }

    @Test
    void printsAsMathematics() {
        Input x = Input.of("x", 5, 2, 3), W = Input.of("W", 3, 4), v = Input.of("v", 3);
        assertThat(x.matMul(W)).hasToString("x @ W (5, 2, 4)");
        assertThat(v.matMul(v)).hasToString("sum(v ∗ v) ()");
        assertThat(v.matMul(W)).hasToString("reshape(reshape(v, (1, 3)) @ W, (4)) (4)");
    }

    @Test
    void namesOfAxesAreKept() {
        Input W = Input.of("W", Shape.of(3, 4).named("n_in", "n_out")), v = Input.of("v", 3);
        assertThat(v.matMul(W).shape()).hasToString("(n_out=4)");
        assertThat(W.matMul(Input.of("u", 4)).shape()).hasToString("(n_in=3)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            3     | 4   | two vectors need equal sizes: 3 ≠ 4
            3     | 4,2 | inner sizes differ: 3 ≠ 4, where the vector a is treated as the row (1, 3)
            2,5,4 | 3   | inner sizes differ: 4 ≠ 3, where the vector b is treated as the column (3, 1)
            2,3   | -   | b is a single number; use multiply
            -     | 3   | a is a single number; use multiply
            """)
    void refusesOperandsWithoutAProduct(String a, String b, String message) {
        Input left = Input.of("a", shape(a)), right = Input.of("b", shape(b));
        assertThatThrownBy(() -> left.matMul(right))
                .isInstanceOf(ShapeException.class)
                .hasMessage("MatMul: a " + left.shape() + " @ b " + right.shape() + ": " + message);
    }

    private static Shape shape(String list) {
        return Shape.of(
                list == null
                        ? new int[0]
                        : Arrays.stream(list.split(",", -1))
                                .mapToInt(Integer::parseInt)
                                .toArray());
    }
}
