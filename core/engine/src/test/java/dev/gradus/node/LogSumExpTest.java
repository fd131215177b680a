package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Gradients;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LogSumExpTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    @Property(tries = 20)
    void threeDerivativesAreRightOverAnyAxes(
            @ForAll boolean keepDims, @ForAll Set<@IntRange(max = 2) Integer> axes, @ForAll long seed) {
        int[] reduced = axes.stream().mapToInt(Integer::intValue).toArray();
        Probe.assertDerivatives(
                node -> new LogSumExp(node, keepDims, reduced), Probe.distinct(Shape.of(2, 3, 2), seed), 3);
    }

    /** ln Σ e^(x+c) = c + ln Σ eˣ: neither value nor gradient suffer from large or small elements. */
    @Property
    void isShiftedWithItsOperand(@ForAll @IntRange(min = -5000, max = 5000) int shift, @ForAll long seed) {
        Tensor x = Probe.integers(Shape.of(5), seed);
        Node node = Constant.of(x);
        Node shifted = Constant.of(x.map(value -> value + shift));
        assertThat(Probe.value(shifted.logSumExp()).item())
                .isCloseTo(shift + Probe.value(node.logSumExp()).item(), within(1e-15 * (1 + Math.abs(shift))));
        assertThat(Probe.value(Gradients.of(shifted.logSumExp()).wrt(shifted)))
                .isEqualTo(Probe.value(Gradients.of(node.logSumExp()).wrt(node)));
    }

    @Example
    void keepsWhatSmallElementsAdd() {
        Node x = Constant.of(Tensor.of(new double[] {-100, 0}));
        assertThat(Probe.value(x.logSumExp()).item()).isCloseTo(Math.exp(-100), within(1e-58));
    }

    @Example
    void infiniteElementsHaveInfiniteOrNoInfluenceAndNoNaN() {
        Node x = Constant.of(Tensor.of(new double[][] {
            {-INF, 3, -INF}, {1, INF, INF}, {-INF, -INF, -INF}, {-INF, 0, INF}, {1e300, -1e300, 1e300}
        }));
        double third = 1.0 / 3;
        assertThat(Probe.value(x.logSumExp(1))).isEqualTo(Tensor.of(new double[] {3, INF, -INF, INF, 1e300}));
        Node gradient = Gradients.of(x.logSumExp(1).slice(0, 0, 5).sum()).wrt(x);
        assertThat(Probe.value(gradient)).isEqualTo(Tensor.of(new double[][] {
            {0, 1, 0}, {0, 0.5, 0.5}, {third, third, third}, {0, 0, 1}, {0.5, 0, 0.5}
        }));
        Node second = Gradients.of(gradient.multiply(Constant.of(Tensor.generate(x.shape(), i -> i)))
                        .sum())
                .wrt(x);
        assertThat(Probe.value(second).toArray()).doesNotContain(Double.NaN);
    }

    @Example
    void passesNaNOn() {
        Node x = Constant.of(Tensor.of(new double[] {1, Double.NaN, INF}));
        assertThat(Probe.value(x.logSumExp()).item()).isNaN();
    }
}
