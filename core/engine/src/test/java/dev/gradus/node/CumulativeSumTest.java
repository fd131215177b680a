package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class CumulativeSumTest {

    @Provide
    Arbitrary<Shape> shapes() {
        return Probe.shapes(1, 3);
    }

    @Property
    void addsUpAlongTheAxis(
            @ForAll("shapes") Shape shape,
            @ForAll @IntRange(max = 2) int anyAxis,
            @ForAll boolean exclusive,
            @ForAll boolean reverse,
            @ForAll long seed) {
        int axis = anyAxis % shape.rank();
        Tensor x = Probe.integers(shape, seed);
        Node sums = Constant.of(x).cumulativeSum(axis - shape.rank(), exclusive, reverse);

        assertThat(Probe.value(sums)).isEqualTo(Probe.byIndex(shape, at -> {
            double sum = 0;
            int[] from = at.clone();
            for (from[axis] = 0; from[axis] < shape.size(axis); from[axis]++) {
                boolean before = reverse ? from[axis] > at[axis] : from[axis] < at[axis];
                sum += before || (!exclusive && from[axis] == at[axis]) ? x.get(from) : 0;
            }
            return sum;
        }));
        Probe.assertAdjoint(node -> node.cumulativeSum(axis, exclusive, reverse), x, seed);
    }

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
