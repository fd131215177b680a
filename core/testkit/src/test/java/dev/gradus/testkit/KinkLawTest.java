package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.law.KinkLaw;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The law at a kink, with gradients that are written down. */
class KinkLawTest {
    private static final ToDoubleFunction<double[]> ABSOLUTE_SUM =
            x -> Arrays.stream(x).map(Math::abs).sum();

    private static final ToDoubleFunction<double[]> LARGEST =
            x -> Arrays.stream(x).max().orElseThrow();

    private static final ToDoubleFunction<double[]> MEDIAN =
            x -> Arrays.stream(x).sorted().toArray()[x.length / 2];

    /** Σ |x| with gradients 3/2 and -3/2: where both elements move together nothing is wrong. */
    @Test
    void oneElementMayBeWrongWhileTheSumIsRight() {
        assertThat(at(ABSOLUTE_SUM, Values.any(), new double[] {0, 0}, 1.5, -1.5))
                .contains(Finding.of("∂J/∂x[0] is not between the slopes on both sides")
                        .with("backward", "1.5")
                        .with("numeric", "between -1 and 1"));
        assertThat(at(ABSOLUTE_SUM, Values.any(), new double[] {0, 0}, 0.3, -1.5))
                .map(Finding::what)
                .contains("∂J/∂x[1] is not between the slopes on both sides");
        assertThat(at(ABSOLUTE_SUM, Values.any(), new double[] {0, 0}, 0.3, -0.7))
                .isEmpty();
        assertThat(at(ABSOLUTE_SUM, Values.any(), new double[] {0, 2}, 0.3, 1)).isEmpty();
    }

    @Test
    void aTieSharesItsGradientAndDoesNotDoubleIt() {
        assertThat(at(LARGEST, Values.any(), new double[] {1, 1}, 1, 1)).hasValueSatisfying(finding -> {
            assertThat(finding.what()).isEqualTo("the sum of the gradients for x is wrong");
            assertThat(finding.fact("backward")).contains("2");
            assertThat(finding.fact("numeric"))
                    .hasValueSatisfying(text -> assertThat(text).contains(" ± "));
            assertThat(finding.fact("ratio")).contains("2.00000000");
        });
        assertThat(at(LARGEST, Values.any(), new double[] {1, 1}, 0.25, 0.75)).isEmpty();
        assertThat(at(LARGEST, Values.any(), new double[] {1, 1}, 0, 0))
                .map(Finding::what)
                .contains("the sum of the gradients for x is wrong");
    }

    /** By each element alone the median stays, and yet each is the median somewhere nearby. */
    @Test
    void aSubGradientOfPointsNearbyIsRight() {
        double[] tie = {2, 2, 2};
        assertThat(at(MEDIAN, Values.any(), tie, 1, 0, 0)).isEmpty();
        assertThat(at(MEDIAN, Values.any(), tie, 0, 0.5, 0.5)).isEmpty();
        assertThat(at(MEDIAN, Values.any(), tie, 1, 1, 0))
                .map(Finding::what)
                .contains("the sum of the gradients for x is wrong");
        assertThat(at(MEDIAN, Values.any(), tie, 2, -1, 0)).map(Finding::what).contains("∂J/∂x[0] is wrong");
    }

    @Test
    void noStepLeavesTheDomain() {
        ToDoubleFunction<double[]> above = x -> 0.5 < x[0] && x[0] < 0.6 ? Math.abs(x[0] - 0.501) : Double.NaN;
        Values domain = Values.strictlyBetween(0.5, 0.6);
        assertThat(at(above, domain, new double[] {0.501}, 0.5)).isEmpty();
        assertThat(at(above, domain, new double[] {0.501}, 2)).isPresent();
        ToDoubleFunction<double[]> both = x -> Math.max(above.applyAsDouble(x), Math.abs(x[1] - 0.501));
        assertThat(at(both, domain, new double[] {0.501, 0.501}, 0.5, 0.5)).isEmpty();
        assertThat(at(both, domain, new double[] {0.501, 0.501}, 0.9, 0.9)).isPresent();
    }

    /** |x| and -|x| add up to a smooth 0. */
    @Test
    void eachOutputIsCheckedByItself() {
        OpSpec spec = OpSpec.unary(x -> Custom.of(
                        List.of(x),
                        inputs -> Shape.of(2),
                        (self, in, out) -> {
                            out[0] = Math.abs(in[0][0]);
                            out[1] = -out[0];
                        },
                        (self, upstream) -> List.of(upstream.multiply(Constant.of(Tensor.of(Shape.of(2), 0, 3)))
                                .sum()
                                .reshape(1))))
                .input("x", Dims.dims("n"), Values.any());
        Case atZero = Cases.of(spec, new double[] {1, 1}, new double[] {0});

        assertThat(KinkLaw.check(atZero))
                .contains(Finding.of("∂J/∂x[0] is not between the slopes on both sides")
                        .with("backward", "3")
                        .with("numeric", "between 1 and -1"));
    }

    @Test
    void twoInputsOfATieShareToo() {
        assertThat(KinkLaw.check(largerOf(1, 1)))
                .map(Finding::what)
                .contains("the sum of the gradients for all inputs is wrong");
        assertThat(KinkLaw.check(largerOf(0.5, 0.5))).isEmpty();
        assertThat(KinkLaw.check(largerOf(0, 1))).isEmpty();
    }

    /** Its second input has no derivative, so it does not move. */
    @Test
    void whatHasNoDerivativeStays() {
        OpSpec spec = larger(1, 0.0)
                .input("a", Dims.dims("n"), Values.any())
                .inputWithoutDerivative("b", Dims.dims("n"), Values.any());
        assertThat(KinkLaw.check(Cases.of(spec, new double[] {1}, new double[] {1}, new double[] {1})))
                .isEmpty();
    }

    /** max(a, b) at a tie, with these gradients. */
    private static Case largerOf(double byA, double byB) {
        OpSpec spec =
                larger(byA, byB).input("a", Dims.dims("n"), Values.any()).input("b", Dims.dims("n"), Values.any());
        return Cases.of(spec, new double[] {1}, new double[] {1}, new double[] {1});
    }

    private static OpSpec larger(double byA, double byB) {
        return OpSpec.binary((a, b) -> Custom.of(
                List.of(a, b),
                inputs -> inputs.get(0).shape(),
                (self, in, out) -> out[0] = Math.max(in[0][0], in[1][0]),
                (self, upstream) -> List.of(upstream.multiply(byA), upstream.multiply(byB))));
    }

    /** What the law finds at x for a function of one tensor to one number with these gradients. */
    private static Optional<Finding> at(ToDoubleFunction<double[]> f, Values domain, double[] x, double... gradient) {
        Node rule = Constant.of(Tensor.of(Shape.of(x.length), gradient));
        OpSpec spec = OpSpec.unary(node -> Custom.of(
                        List.of(node),
                        inputs -> Shape.scalar(),
                        (self, in, out) -> out[0] = f.applyAsDouble(in[0]),
                        (self, upstream) -> List.of(upstream.multiply(rule))))
                .input("x", Dims.dims("n"), domain);
        return KinkLaw.check(Cases.of(spec, Tensor.scalar(1), Cases.vector(x)));
    }
}
