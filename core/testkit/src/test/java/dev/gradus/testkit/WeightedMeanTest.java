package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gradient of Σ w·x / Σ w for the weight of a single sample is 0, as the difference of two large terms. */
class WeightedMeanTest {
    private static OpSpec spec(boolean isOpaque) {
        return OpSpec.binary((x, w) -> Custom.of(
                        List.of(x, w),
                        in -> Shape.of(),
                        (self, in, out) -> out[0] =
                                sum(in[0], in[1]) / Arrays.stream(in[1]).sum(),
                        (self, upstream) -> isOpaque ? opaque(self, upstream) : rule(self, upstream)))
                .input("x", Dims.dims("n"), Values.between(-10, 10))
                .input("w", Dims.dims("n"), Values.between(0.1, 10))
                .without(Law.SECOND_ORDER, "its rule may be opaque")
                .referenceTensor(
                        in -> Tensor.scalar(sum(in.get(0).toArray(), in.get(1).toArray())
                                / Arrays.stream(in.get(1).toArray()).sum()));
    }

    private static double sum(double[] x, double[] w) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * w[i];
        }
        return sum;
    }

    private static List<Node> rule(Op self, Node upstream) {
        Node x = self.input(0), w = self.input(1), total = w.sum();
        Node ofW = x.divide(total).subtract(x.multiply(w).sum().divide(total.square()));
        return List.of(upstream.multiply(w.divide(total)), upstream.multiply(ofW));
    }

    /** The same rule as one op, in which no terms show. */
    private static List<Node> opaque(Op self, Node upstream) {
        Node x = self.input(0), w = self.input(1);
        Node ofW = Custom.of(
                List.of(x, w, upstream),
                in -> in.get(0).shape(),
                (op, in, out) -> {
                    double total = Arrays.stream(in[1]).sum();
                    Arrays.setAll(out, i -> in[2][0] * (in[0][i] / total - sum(in[0], in[1]) / (total * total)));
                },
                (op, u) -> List.of());
        return List.of(upstream.multiply(w.divide(w.sum())), ofW);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRightRuleIsNotAccused(boolean isOpaque) {
        OpSpec spec = spec(isOpaque).size("n", 1, 1);
        for (Law law : List.of(
                Law.GRADIENT,
                Law.ADJOINT,
                Law.LINEAR,
                Law.MAGNITUDES,
                Law.NEAR_EDGES,
                Law.DEGENERATE,
                Law.IN_A_GRAPH)) {
            for (long seed = 1; seed <= 5; seed++) {
                assertThat(Trial.of(spec, law, 200, seed)).as("%s", law).isEmpty();
            }
        }
    }
}
