package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import net.jqwik.api.Example;

class CumulativeSumTest {
    @Example
    void addsOneAfterTheOtherFromItsEnd() {
        Node x = Constant.of(Tensor.of(new double[] {1, 1e-16, 1e-16, -1}));
        assertThat(Probe.value(x.cumulativeSum(0))).isEqualTo(Tensor.of(new double[] {1, 1, 1, 0}));
        assertThat(Probe.value(x.cumulativeSum(0, true, true)))
                .isEqualTo(Tensor.of(new double[] {-1 + 1e-16 + 1e-16, -1 + 1e-16, -1, 0}));
    }

    @Example
    void printsItsDirection() {
        Node x = Input.of("x", Shape.of(2, 3).named("n_batch", "n_time"));
        assertThat(x.cumulativeSum(-1)).hasToString("cumulativeSum(x, axis n_time) (n_batch=2, n_time=3)");
        assertThat(x.cumulativeSum(0, true, true).expression())
                .isEqualTo("cumulativeSum(x, axis n_batch, exclusive, reverse)");
        assertThatThrownBy(() -> x.cumulativeSum(2))
                .isInstanceOf(ShapeException.class)
                .hasMessage("CumulativeSum: x (n_batch=2, n_time=3) has no axis 2: it has rank 2");
    }
}
