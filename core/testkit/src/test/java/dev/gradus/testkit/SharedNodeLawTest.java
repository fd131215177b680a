package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Node;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.law.SharedNodeLaw;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** The law of the node that is used twice, with forward passes and rules that are written down. */
class SharedNodeLawTest {
    private static final double[] ONE = {1};
    private static final double[] TWO = {2};

    private static final Custom.Forward SUM = (self, in, out) -> out[0] = in[0][0] + in[1][0];
    private static final Custom.Rule RULE_OF_SUM = (self, u) -> List.of(u, u);

    @Test
    void aRuleThatSquaresIsFoundWhereTheValueIsUsedTwice() {
        assertThat(SharedNodeLaw.check(of(SUM, (self, u) -> List.of(u.multiply(u), u))))
                .hasValueSatisfying(finding -> {
                    assertThat(finding.what())
                            .isEqualTo(
                                    "when the op's value is used twice, its gradient ∂J/∂a[0] is not the sum of both");
                    assertThat(finding.input()).hasValue(0);
                });
        assertThat(SharedNodeLaw.check(of(SUM, (self, u) -> List.of(u, u.multiply(u)))))
                .map(Finding::what)
                .contains("when the op's value is used twice, its gradient ∂J/∂b[0] is not the sum of both");
        assertThat(SharedNodeLaw.check(of(SUM, RULE_OF_SUM))).isEmpty();
    }

    @Test
    void aForwardThatIsWrongForOneArrayIsFound() {
        Custom.Forward wrong = (self, in, out) -> out[0] = in[0] == in[1] ? 0 : in[0][0] + in[1][0];

        assertThat(SharedNodeLaw.check(of(wrong, RULE_OF_SUM)))
                .contains(
                        Finding.of("when a and b are the same array, the value at [0] differs from that for equal ones")
                                .with("value", "0")
                                .with("expected", "2"));
    }

    @Test
    void aForwardThatIsWrongForOneNodeIsFound() {
        Custom.Forward wrong = (self, in, out) ->
                out[0] = self.inputs().get(0) == self.inputs().get(1) ? 0 : in[0][0] + in[1][0];

        assertThat(SharedNodeLaw.check(of(wrong, RULE_OF_SUM)))
                .map(Finding::what)
                .contains("when a and b are the same node, the value at [0] differs from that for equal ones");
    }

    @Test
    void aRuleThatIsWrongForOneNodeIsFound() {
        Custom.Rule wrong =
                (self, u) -> self.inputs().get(0) == self.inputs().get(1) ? List.of(u, u.multiply(2)) : List.of(u, u);

        assertThat(SharedNodeLaw.check(of(SUM, wrong)))
                .map(Finding::what)
                .contains("when a and b are the same node, its gradient ∂J/∂a[0] is not the sum of both");
    }

    /** An integer and a real number can share a value only where that is an integer of the domain. */
    @Test
    void inputsThatCanNotBeEqualAreNotShared() {
        Custom.Forward wrong = (self, in, out) -> out[0] = in[0] == in[1] ? 0 : in[0][0] + in[1][0];

        assertThat(SharedNodeLaw.check(withIndex(wrong, ONE))).isPresent();
        assertThat(SharedNodeLaw.check(withIndex(wrong, new double[] {0.5}))).isEmpty();
        assertThat(SharedNodeLaw.check(withIndex(wrong, new double[] {7}))).isEmpty();
        assertThat(SharedNodeLaw.check(positive(wrong, ONE))).isPresent();
        assertThat(SharedNodeLaw.check(positive(wrong, new double[] {-1}))).isEmpty();
    }

    /** (10⁸ + a)·u - 10⁸·u = a·u but for the rounding of terms that cancel. */
    @Test
    void roundingOfTermsThatCancelIsNoFault() {
        Custom.Rule cancels = (self, u) -> {
            Node large = u.multiply(1e8);
            return List.of(
                    large.add(u.multiply(self.inputs().get(0))).subtract(large),
                    large.add(u.multiply(0.7)).subtract(large));
        };
        OpSpec spec = spec(SUM, cancels, Values.any());

        for (int k = 1; k <= 10; k++) {
            assertThat(SharedNodeLaw.check(Cases.of(spec, new double[] {k / 7.0}, new double[] {k / 3.0}, TWO)))
                    .isEmpty();
        }
    }

    private static Case of(Custom.Forward forward, Custom.Rule rule) {
        return Cases.of(spec(forward, rule, Values.any()), ONE, ONE, TWO);
    }

    private static Case positive(Custom.Forward forward, double[] a) {
        return Cases.of(spec(forward, RULE_OF_SUM, Values.positive()), ONE, a, TWO);
    }

    private static OpSpec spec(Custom.Forward forward, Custom.Rule rule, Values second) {
        return OpSpec.binary(op(forward, rule))
                .input("a", Dims.dims("n"), Values.any())
                .input("b", Dims.dims("n"), second);
    }

    private static Case withIndex(Custom.Forward forward, double[] a) {
        OpSpec spec = OpSpec.binary(op(forward, RULE_OF_SUM))
                .input("a", Dims.dims("n"), Values.any())
                .inputWithoutDerivative("b", Dims.dims("n"), Values.integers(0, 3));
        return Cases.of(spec, ONE, a, TWO);
    }

    private static BiFunction<Node, Node, Custom> op(Custom.Forward forward, Custom.Rule rule) {
        return (a, b) -> Custom.of(List.of(a, b), inputs -> inputs.get(0).shape(), forward, rule);
    }
}
