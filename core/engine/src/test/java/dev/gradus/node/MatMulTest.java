package dev.gradus.node;

import static dev.gradus.node.Values.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatMulTest {

    @Test
    void multipliesRowsByColumns() {
        MatMul product = new MatMul(Input.of("a", 2, 3), Input.of("b", 3, 2));
        assertThat(product.shape()).isEqualTo(Shape.of(2, 2));
        assertThat(Values.of(product, numbers(1, 2, 3, 4, 5, 6), numbers(1, 10, 100, 1000, 10_000, 100_000)))
                .containsExactly(30_201, 302_010, 60_504, 605_040);
    }

    @Test
    void namesTheClashingSizesAndTheTransposeThatFits() {
        Input x = Input.of("x", Shape.of(4, 3).named("n_batch", "n_in"));
        assertThatThrownBy(() -> x.matMul(Input.of("W", 2, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("MatMul: inner sizes differ: x (n_batch=4, n_in=3) @ W (2, 3): 3 ≠ 2."
                        + " Did you mean W.transpose()?");
        assertThatThrownBy(() -> x.matMul(Input.of("W", 4, 2)))
                .hasMessage("MatMul: inner sizes differ: x (n_batch=4, n_in=3) @ W (4, 2): 3 ≠ 4."
                        + " Did you mean x.transpose()?");
    }

    @Test
    void namesNoTransposeThatDoesNotFit() {
        assertThatThrownBy(() -> Input.of("x", 4, 3).matMul(Input.of("W", 5, 2)))
                .hasMessage("MatMul: inner sizes differ: x (4, 3) @ W (5, 2): 3 ≠ 5");
    }

    @Test
    void putsFormulasInParenthesesBeforeACall() {
        Input x = Input.of("x", 4, 3), y = Input.of("y", 4, 3), W = Input.of("W", 2, 3);
        assertThatThrownBy(() -> x.matMul(W.negate()))
                .hasMessage("MatMul: inner sizes differ: x (4, 3) @ −W (2, 3): 3 ≠ 2. Did you mean (−W).transpose()?");
        assertThatThrownBy(() -> x.add(y).matMul(Input.of("V", 4, 2)))
                .hasMessage("MatMul: inner sizes differ: x + y (4, 3) @ V (4, 2): 3 ≠ 4."
                        + " Did you mean (x + y).transpose()?");
    }

    @Test
    void wantsMatricesAndSaysHowAVectorBecomesOne() {
        Input v = Input.of("v", 3), cube = Input.of("c", 2, 3, 4);
        assertThatThrownBy(() -> new MatMul(v, Input.of("W", 3, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("MatMul: v (3) @ W (3, 2): v has rank 1, but a matrix has rank 2."
                        + " Did you mean v.reshape(1, 3)?");
        assertThatThrownBy(() -> new MatMul(Input.of("x", 4, 3), v))
                .hasMessage("MatMul: x (4, 3) @ v (3): v has rank 1, but a matrix has rank 2."
                        + " Did you mean v.reshape(3, 1)?");
        assertThatThrownBy(() -> new MatMul(v, v))
                .hasMessage("MatMul: v (3) @ v (3): v has rank 1, but a matrix has rank 2");
        assertThatThrownBy(() -> new MatMul(cube, Input.of("s")))
                .hasMessage("MatMul: c (2, 3, 4) @ s (): c has rank 3, but a matrix has rank 2");
    }

    @ParameterizedTest
    @CsvSource({"2, 0, 3", "0, 2, 3", "2, 3, 0", "0, 0, 0"})
    void aProductOfNothingIsZeros(int rows, int inner, int columns) {
        MatMul product = new MatMul(Input.of("a", rows, inner), Input.of("b", inner, columns));
        assertThat(product.shape()).isEqualTo(Shape.of(rows, columns));
        assertThat(Values.of(product, new double[rows * inner], new double[inner * columns]))
                .isEqualTo(new double[rows * columns]);
    }

    @Test
    void takesTheNamesOfItsOuterAxes() {
        Input x = Input.of("x", Shape.of(4, 3).named("n_batch", "n_in"));
        Input W = Input.of("W", Shape.of(3, 2).named("n_in", "n_out"));
        assertThat(x.matMul(W).shape()).hasToString("(n_batch=4, n_out=2)");
        assertThat(x.matMul(Input.of("V", 3, 2)).shape()).hasToString("(n_batch=4, 2)");
    }
}
