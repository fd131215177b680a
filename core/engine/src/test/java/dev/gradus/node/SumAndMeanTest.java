package dev.gradus.node;

import static dev.gradus.node.Values.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.tensor.Shape;
import org.junit.jupiter.api.Test;

class SumAndMeanTest {
    private final Input x = Input.of("x", Shape.of(2, 3).named("n", "m"));
    private final double[] sixNumbers = numbers(1, 2, 3, 4, 5, 60);

    @Test
    void sumsOverTheAxesGiven() {
        assertThat(Values.of(new Sum(x), sixNumbers)).containsExactly(75);
        assertThat(Values.of(new Sum(x, false, 0), sixNumbers)).containsExactly(5, 7, 63);
        assertThat(Values.of(new Sum(x, false, -1), sixNumbers)).containsExactly(6, 69);
        assertThat(Values.of(new Sum(x, true, 1), sixNumbers)).containsExactly(6, 69);
        assertThat(Values.of(new Sum(x, false, 1, 0), sixNumbers)).containsExactly(75);
    }

    @Test
    void averagesOverTheAxesGiven() {
        assertThat(Values.of(new Mean(x), sixNumbers)).containsExactly(12.5);
        assertThat(Values.of(new Mean(x, false, 0), sixNumbers)).containsExactly(2.5, 3.5, 31.5);
        assertThat(Values.of(new Mean(x, true, -1), sixNumbers)).containsExactly(2, 23);
    }

    @Test
    void axesDisappearOrStayWithSizeOne() {
        assertThat(x.sum().shape()).hasToString("()");
        assertThat(x.sum(0).shape()).hasToString("(m=3)");
        assertThat(x.sum(1).shape()).hasToString("(n=2)");
        assertThat(x.sum(0).keepDims().shape()).hasToString("(1, m=3)");
        assertThat(x.sum(0, 1).keepDims().shape()).hasToString("(1, 1)");
        assertThat(x.mean().shape()).hasToString("()");
        assertThat(x.mean(1).shape()).hasToString("(n=2)");
        assertThat(x.mean(1).keepDims().shape()).hasToString("(n=2, 1)");
    }

    @Test
    void noArgumentsMeanAllAxesAndAnEmptyArrayNone() {
        assertThat(x.sum().shape()).isEqualTo(Shape.scalar());
        assertThat(x.sum(new int[0]).shape()).isEqualTo(Shape.of(2, 3));
        assertThat(Values.of(new Sum(x, false), sixNumbers)).containsExactly(sixNumbers);
        assertThat(x.mean(new int[0]).shape()).isEqualTo(Shape.of(2, 3));
        assertThat(Values.of(new Mean(x, false), sixNumbers)).containsExactly(sixNumbers);
    }

    /** A sum starts from 0, and 0 + −0 is 0; over no axes nothing is added. */
    @Test
    void overNoAxesMinusZeroStays() {
        double[] zeros = numbers(-0.0, 0.0, -0.0, -0.0, 0.0, 1);
        assertThat(Values.of(new Sum(x, false), zeros)).isEqualTo(zeros);
        assertThat(Values.of(new Sum(x, true), zeros)).isEqualTo(zeros);
        assertThat(Values.of(new Mean(x, false), zeros)).isEqualTo(zeros);
        assertThat(Values.of(new SumTo(x, x.shape()), zeros)).isEqualTo(zeros);
        assertThat(Values.of(new Sum(Input.of("s")), numbers(-0.0))).isEqualTo(numbers(-0.0));
    }

    @Test
    void aNumberIsItsOwnSumAndMean() {
        assertThat(Values.of(new Sum(Input.of("s")), numbers(7))).containsExactly(7);
        assertThat(Values.of(new Mean(Input.of("s")), numbers(7))).containsExactly(7);
    }

    @Test
    void theSumOfNothingIsZeroAndItsMeanIsRefused() {
        Input nothing = Input.of("x", 2, 0);
        assertThat(Values.of(new Sum(nothing), numbers())).containsExactly(0);
        assertThat(Values.of(new Sum(nothing, false, 1), numbers())).containsExactly(0, 0);
        assertThat(Values.of(new Sum(nothing, false, 0), numbers())).isEmpty();
        assertThat(Values.of(new Mean(nothing, false, 0), numbers())).isEmpty();
        assertThatThrownBy(nothing::mean)
                .isInstanceOf(ShapeException.class)
                .hasMessage("Mean: x (2, 0) has no elements to average over all axes");
        assertThatThrownBy(() -> nothing.mean(1)).hasMessage("Mean: x (2, 0) has no elements to average over axis 1");
        assertThatThrownBy(() -> nothing.mean(-1).keepDims())
                .hasMessage("Mean: x (2, 0) has no elements to average over axis 1");
        assertThatThrownBy(() -> Input.of("x", Shape.of(4, 0).named("n", "m")).mean(1))
                .hasMessage("Mean: x (n=4, m=0) has no elements to average over axis m");
    }

    @Test
    void wrongAxesAreNamed() {
        assertThatThrownBy(() -> x.sum(2))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Sum: x (n=2, m=3) has no axis 2: it has rank 2");
        assertThatThrownBy(() -> x.mean(-3)).hasMessage("Mean: x (n=2, m=3) has no axis -3: it has rank 2");
        assertThatThrownBy(() -> Input.of("s").sum(0)).hasMessage("Sum: s () has no axis 0: it has rank 0");
        assertThatThrownBy(() -> x.sum(0, -2).keepDims())
                .hasMessage("Sum: axis -2 of x (n=2, m=3) is given twice in [0, -2]");
    }
}
