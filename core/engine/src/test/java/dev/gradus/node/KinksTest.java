package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KinksTest {
    private final Input x = Input.of("x");

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.0})
    void subGradientsAtZero(double zero) {
        assertThat(Scalar.of(Node::abs).slope(zero)).isZero();
        assertThat(Scalar.of(n -> n.leakyRelu(0.25)).slope(zero)).isEqualTo(0.25);
        assertThat(Scalar.of(n -> n.maximum(0)).slope(zero)).isEqualTo(0.5);
        assertThat(Scalar.of(n -> n.minimum(0)).slope(zero)).isEqualTo(0.5);
        assertThat(Scalar.of(Node::sign).slope(zero)).isZero();
        assertThat(Scalar.of(Node::floor).slope(zero)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"-2, 0", "-1, 0", "-0.999, 1", "2.999, 1", "3, 0", "4, 0"})
    void clampLetsTheGradientThroughBetweenItsBounds(double at, double slope) {
        assertThat(Scalar.of(n -> n.clip(-1, 3)).slope(at)).isEqualTo(slope);
        assertThat(Scalar.of(n -> n.clip(at, at)).slope(at)).isZero();
    }

    /** √|x| has the slope ∞ ∗ 0 at 0 if abs multiplies by the sign. */
    @Test
    void infiniteGradientsAreMaskedRatherThanMultiplied() {
        assertThat(Scalar.of(n -> n.abs().sqrt()).slope(0)).isZero();
        assertThat(Scalar.of(n -> n.clip(0, 1).sqrt()).slope(-1)).isZero();
        assertThat(Scalar.of(n -> n.maximum(0).sqrt()).slope(-1)).isZero();
        assertThat(Scalar.of(n -> n.minimum(0).negate().sqrt()).slope(1)).isZero();
    }

    @Test
    void tiesShareEquallyInWhateverTheyWereBroadcastTo() {
        Input a = Input.of("a", 2, 1);
        Input b = Input.of("b", 1, 3);
        Tensor columns = Tensor.of(new double[][] {{1}, {2}});
        Tensor row = Tensor.of(new double[][] {{1, 2, 3}});
        for (Node extremum : new Node[] {a.maximum(b), a.minimum(b)}) {
            boolean max = extremum instanceof MaximumBroadcast;
            Evaluator evaluator =
                    Evaluator.of(Graph.of(extremum.sum())).feed(a, columns).feed(b, row);
            assertThat(evaluator.value(extremum))
                    .isEqualTo(Tensor.of(
                            max ? new double[][] {{1, 2, 3}, {2, 2, 3}} : new double[][] {{1, 1, 1}, {1, 2, 2}}));
            assertThat(evaluator.gradient(a))
                    .isEqualTo(Tensor.of(max ? new double[][] {{0.5}, {1.5}} : new double[][] {{2.5}, {1.5}}));
            assertThat(evaluator.gradient(b))
                    .isEqualTo(Tensor.of(max ? new double[][] {{0.5, 1.5, 2}} : new double[][] {{1.5, 0.5, 0}}));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 0, 2})
    void maximumWithItselfIsTheIdentity(double at) {
        assertThat(Scalar.of(n -> n.maximum(n)).slope(at)).isEqualTo(1);
        assertThat(Scalar.of(n -> n.minimum(n)).slope(at)).isEqualTo(1);
    }

    @Test
    void notANumberStaysNotANumber() {
        assertThat(Scalar.of(n -> n.maximum(0)).value(Double.NaN)).isNaN();
        assertThat(Scalar.of(n -> n.minimum(0)).value(Double.NaN)).isNaN();
        assertThat(Scalar.of(n -> n.clip(0, 1)).value(Double.NaN)).isNaN();
        assertThat(Scalar.of(n -> n.leakyRelu(0.1)).value(Double.NaN)).isNaN();
        assertThat(Scalar.of(Node::sign).value(Double.NaN)).isNaN();
    }

    @Test
    void attributesTellOpsApart() {
        assertThat(new Clamp(x, 0, 1).attributes())
                .isEqualTo(new Clamp(x.abs(), 0, 1).attributes())
                .isNotEqualTo(new Clamp(x, 0, 2).attributes());
        assertThat(new LeakyRelu(x, 0.1).attributes())
                .isEqualTo(new LeakyRelu(x.abs(), 0.1).attributes())
                .isNotEqualTo(new LeakyRelu(x, 0.2).attributes());
    }

    @Test
    void attributesArePrinted() {
        assertThat(x.clip(-1, 0.5).expression()).isEqualTo("clamp(x, −1, 0.5)");
        assertThat(x.leakyRelu(0.01).expression()).isEqualTo("leakyRelu(x, 0.01)");
        assertThat(new Clamp(x, -1, 0.5).notation().numpy()).isEqualTo("np.clip({0}, -1.0, 0.5)");
    }

    @Test
    void senselessAttributesAreRefused() {
        assertThatThrownBy(() -> x.clip(2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Clamp: the lower bound 2.0 is above the upper bound 1.0");
        assertThatThrownBy(() -> x.clip(0, Double.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Clamp: the bounds must be finite numbers, not 0.0 and Infinity; for a bound on one side use"
                                + " maximum(low) or minimum(high)");
        assertThatThrownBy(() -> x.clip(Double.NaN, 1)).hasMessageContaining("not NaN and 1.0");
        assertThatThrownBy(() -> x.leakyRelu(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("LeakyRelu: the slope must be a finite number, such as 0.01, not NaN");
    }

    @Test
    void nothingFlowsThroughSignAndFloor() {
        assertThat(Gradients.of(x.sign().add(x.floor())).wrt(x).inputs()).allMatch(Constant.class::isInstance);
    }
}
