package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.law.HigherOrderLaw;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The laws of the second and third order, with rules whose own derivative is written down. */
class HigherOrderLawTest {
    /** Upstream times a factor, with this gradient of its own by x and by upstream. */
    @FunctionalInterface
    private interface OwnRule {
        List<Node> of(Custom self, Node v);
    }

    @Test
    void theElementWhoseDerivativeIsWrongIsNamed() {
        assertThat(secondOrder((self, v) -> List.of(times(v, self, 2), v.multiply(square(self)))))
                .isEmpty();
        assertThat(secondOrder((self, v) ->
                        List.of(times(v, self, 2).multiply(Constant.of(Cases.vector(1, 3))), v.multiply(square(self)))))
                .hasValueSatisfying(finding -> {
                    assertThat(finding.what()).isEqualTo("the derivative of the rule itself by x[1] is wrong");
                    assertThat(finding.fact("ratio")).contains("3.00000000");
                    assertThat(finding.fact("backward")).isPresent();
                    assertThat(finding.fact("numeric")).isPresent();
                });
        assertThat(secondOrder((self, v) -> List.of(
                        times(v, self, 2), v.multiply(square(self)).multiply(Constant.of(Cases.vector(1, 0.5))))))
                .map(Finding::what)
                .contains("the derivative of the rule itself by upstream[1] is wrong");
    }

    /** The rule x²·u of x³/3 is right, its derivative 2xu too, and the derivative 2u of that is not. */
    @Test
    void aThirdDerivativeIsLookedAtByItself() {
        Case wrong = of((self, v) -> List.of(
                Custom.of(
                        List.of(v, self.inputs().get(0), self.inputs().get(1)),
                        inputs -> inputs.get(0).shape(),
                        (inner, in, out) -> {
                            for (int i = 0; i < out.length; i++) {
                                out[i] = 2 * in[0][i] * in[1][i] * in[2][i];
                            }
                        },
                        (inner, w) -> List.of(
                                w.multiply(2)
                                        .multiply(inner.inputs().get(1))
                                        .multiply(inner.inputs().get(2)),
                                w.multiply(5)
                                        .multiply(inner.inputs().get(0))
                                        .multiply(inner.inputs().get(2)),
                                w.multiply(2)
                                        .multiply(inner.inputs().get(0))
                                        .multiply(inner.inputs().get(1)))),
                v.multiply(square(self))));

        assertThat(HigherOrderLaw.secondOrder(wrong)).isEmpty();
        assertThat(HigherOrderLaw.thirdOrder(wrong).map(Finding::what))
                .contains("the derivative of the rule's own derivative by x[0] is wrong");
        assertThat(HigherOrderLaw.thirdOrder(of((self, v) -> List.of(times(v, self, 2), v.multiply(square(self))))))
                .isEmpty();
    }

    /** Where x cancels: (10⁶ + x²)·u - 10⁶·u, whose rounding is 10⁻¹⁰ of terms of 10⁶. */
    @Test
    void roundingOfTermsThatCancelIsNoFault() {
        OpSpec spec = OpSpec.unary(Formula.unary(x -> x * x * x / 3, (f, u) -> {
                    Node large = u.multiply(1e6);
                    return large.add(u.multiply(f.x().square())).subtract(large);
                }))
                .input("x", Dims.dims("n"), Values.any());

        assertThat(HigherOrderLaw.secondOrder(Cases.of(spec, new double[] {0.1, 0.7}, new double[] {1e-3, 0.3})))
                .isEmpty();
    }

    private static Optional<Finding> secondOrder(OwnRule own) {
        return HigherOrderLaw.secondOrder(of(own));
    }

    /** x³/3 at (1, 2), whose rule x²·u has this rule of its own. */
    private static Case of(OwnRule own) {
        OpSpec spec = OpSpec.unary(Formula.unary(
                        x -> x * x * x / 3,
                        (f, u) -> Custom.of(
                                List.of(f.x(), u),
                                inputs -> inputs.get(0).shape(),
                                (self, in, out) -> {
                                    for (int i = 0; i < out.length; i++) {
                                        out[i] = in[0][i] * in[0][i] * in[1][i];
                                    }
                                },
                                own::of)))
                .input("x", Dims.dims("n"), Values.any());
        return Cases.of(spec, Cases.vector(0.5, 3), Cases.vector(1, 2));
    }

    private static Node times(Node v, Custom self, double factor) {
        return v.multiply(self.inputs().get(0)).multiply(self.inputs().get(1)).multiply(factor);
    }

    private static Node square(Custom self) {
        return self.inputs().get(0).square();
    }
}
