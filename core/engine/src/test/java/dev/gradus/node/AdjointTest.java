package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Gradients;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** ⟨u, A x⟩ = ⟨Aᵀu, x⟩ for linear ops, exactly, because all numbers are small integers. */
class AdjointTest {
    private static final Node MATRIX = Constant.of(Probe.integers(Shape.of(2, 3), 1));
    private static final Node INDICES = Constant.of(Tensor.of(new double[][] {{2, 0}, {2, 1}}));

    enum Linear {
        CONCAT(x -> x.concat(1, x, x)),
        STACK(x -> x.stack(2, x)),
        SLICE(x -> x.slice(1, 0, 3, 2)),
        PAD(x -> x.pad(new int[] {1, 0, 2}, new int[] {0, 1, 1}, new int[] {0, 2, 1})),
        FLIP(x -> x.flip(1, -1)),
        GATHER(x -> x.take(INDICES, 1)),
        SCATTER_ADD(x -> x.scatterAdd(x.argMax(0).argMax(1), 1, 5)),
        CUMULATIVE_SUM(x -> x.cumulativeSum(1)),
        EXCLUSIVE_SUM(x -> x.cumulativeSum(0, true, false)),
        REVERSE_SUM(x -> x.cumulativeSum(2, false, true)),
        PRODUCT_FROM_THE_LEFT(MATRIX::batchMatMul),
        PRODUCT_FROM_THE_RIGHT(x -> x.transpose(0, 2, 1).batchMatMul(MATRIX.transpose()));

        final UnaryOperator<Node> op;

        Linear(UnaryOperator<Node> op) {
            this.op = op;
        }
    }

    @Provide
    Arbitrary<Shape> shapes() {
        return Probe.shapes(2, 2, 0).map(ends -> Shape.of(ends.size(0) + 1, 3, ends.size(1) + 1));
    }

    @Property
    void theRuleIsTheAdjoint(@ForAll Linear linear, @ForAll("shapes") Shape shape, @ForAll long seed) {
        Tensor x = Probe.integers(shape, seed);
        Node in = Constant.of(x);
        Node out = linear.op.apply(in);
        Tensor u = Probe.integers(out.shape(), seed + 1);
        Tensor back = Probe.value(Gradients.of(out, Constant.of(u)).wrt(in));
        assertThat(dot(u, Probe.value(out))).isEqualTo(dot(back, x));
    }

    private static double dot(Tensor a, Tensor b) {
        double sum = 0;
        for (int i = 0; i < a.shape().elements(); i++) {
            sum += a.toArray()[i] * b.toArray()[i];
        }
        return sum;
    }
}
