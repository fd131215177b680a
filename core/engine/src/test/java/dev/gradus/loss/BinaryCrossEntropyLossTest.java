package dev.gradus.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Gradients;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests targets and extreme logits; {@link ElementwiseLossTest} tests what the loss has in common with others. */
class BinaryCrossEntropyLossTest {
    private final Input z = Input.of("z", 1);
    private final Input y = Input.of("y", 1);
    private final Node j = new BinaryCrossEntropyLoss(z, y);

    @ParameterizedTest
    @CsvSource({
        "0, 0.5, 0.6931471805599453, 0",
        "40, 1, 4.248354255291589e-18, 0",
        "40, 0, 40, 1",
        "-40, 1, 40, -1",
        "-40, 0, 4.248354255291589e-18, 4.248354255291589e-18",
        "700, 1, 9.85967654375977e-305, 0",
        "1e300, 1, 0, 0",
        "1e300, 0, 1e300, 1",
        "-1e300, 0.25, 2.5e299, -0.25",
        "1.7e308, 0.5, 8.5e307, 0.5",
        "Infinity, 1, 0, 0",
        "-Infinity, 0, 0, 0",
        "Infinity, 0, Infinity, 1",
        "-Infinity, 0.5, Infinity, -0.5"
    })
    void neitherOverflowsNorLosesDigits(double logit, double target, double loss, double slope) {
        DerivativesAt at =
                DerivativesAt.at(Map.of(z, Tensor.of(new double[] {logit}), y, Tensor.of(new double[] {target})));
        assertClose(at.value(j).item(), loss);
        assertClose(at.gradient(j, z).item(), slope);
        assertThat(at.gradient(j, y).item()).isEqualTo(-logit);
    }

    private static void assertClose(double actual, double expected) {
        if (Double.isInfinite(expected)) {
            assertThat(actual).isEqualTo(expected);
        } else {
            assertThat(actual).isCloseTo(expected, within(1e-15 * Math.abs(expected)));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 1.0000000000000002, Double.NaN, Double.POSITIVE_INFINITY, -Double.MIN_VALUE})
    void targetsThatAreNoProbabilitiesAreRefused(double wrong) {
        Input logits = Input.of("z", 2, 2),
                targets = Input.of("targets", Shape.of(2, 2).named("n_batch", ""));
        DerivativesAt at = DerivativesAt.at(Map.of(logits, Tensor.zeros(2, 2), targets, Tensor.of(new double[][] {
            {0, 1}, {wrong, 0.5}
        })));
        assertThatThrownBy(() -> at.value(new BinaryCrossEntropyLoss(logits, targets)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("BinaryCrossEntropyLoss: targets (n_batch=2, 2) holds " + wrong
                        + " at [1, 0], but targets are probabilities, from 0 to 1");
    }

    @Test
    void theLocalBackwardIsTheTextbooks() {
        Node gradient = Gradients.of(j).wrt(z);
        assertThat(gradient.expression()).isEqualTo("1 ∗ ((σ(z) − y) / 1)");
    }
}
