package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Gradients;
import dev.gradus.tensor.Tensor;
import net.jqwik.api.Example;

class ExtremesTest {
    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    private final Node special = Constant.of(Tensor.of(new double[][] {
        {-0.0, 0.0, -0.0},
        {1, NAN, NAN},
        {-INF, 7, INF},
        {-INF, -INF, -INF},
    }));

    @Example
    void ordersZerosAndInfinitiesAndPassesNaNOn() {
        assertThat(Probe.value(special.max(1))).isEqualTo(Tensor.of(new double[] {0.0, NAN, INF, -INF}));
        assertThat(Probe.value(special.min(1))).isEqualTo(Tensor.of(new double[] {-0.0, NAN, -INF, -INF}));
        assertThat(Probe.value(special.argMax(1))).isEqualTo(Tensor.of(new double[] {0, 1, 2, 0}));
    }

    @Example
    void elementsThatTieShareTheGradientEqually() {
        double third = 1.0 / 3;
        assertThat(Probe.value(Gradients.of(special.max(1).sum()).wrt(special))).isEqualTo(Tensor.of(new double[][] {
            {third, third, third}, {0, 0, 0}, {0, 0, 1}, {third, third, third}
        }));
        Node x = Constant.of(Tensor.of(new double[][] {{3, 1, 1}, {1, 5, 5}}));
        assertThat(Probe.value(Gradients.of(x.min()).wrt(x))).isEqualTo(Tensor.of(new double[][] {
            {0, third, third}, {third, 0, 0}
        }));
        assertThat(Probe.value(Gradients.of(x.min(0), Constant.of(Tensor.of(new double[] {6, 10, 14})))
                        .wrt(x)))
                .isEqualTo(Tensor.of(new double[][] {{0, 10, 14}, {6, 0, 0}}));
    }

    @Example
    void argMaxHasNoSlope() {
        Node x = Constant.of(Tensor.of(new double[] {1, 2}));
        assertThat(Probe.value(Gradients.of(x.argMax(0)).wrt(x))).isEqualTo(Tensor.zeros(2));
    }
}
