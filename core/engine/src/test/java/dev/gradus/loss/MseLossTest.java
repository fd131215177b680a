package dev.gradus.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class MseLossTest {
    private static final Percentage ROUNDING = Percentage.withPercentage(1e-12);

    /** J = ½ · 1/n_batch · Σ_t Σ_k (y_tk − ŷ_tk)², ∂J/∂ŷ = (ŷ − y)/n_batch, ∂J/∂y = (y − ŷ)/n_batch. */
    @Property(edgeCases = EdgeCasesMode.NONE)
    void valueAndGradientsAreTheFormula(
            @ForAll @IntRange(min = 1, max = 6) int batch,
            @ForAll @IntRange(min = 1, max = 4) int outputs,
            @ForAll long seed) {
        Random random = new Random(seed);
        Input yHat = Input.of("ŷ", batch, outputs), y = Input.of("y", batch, outputs);
        double[] ofYHat = random.doubles((long) batch * outputs, -3, 3).toArray();
        double[] ofY = random.doubles((long) batch * outputs, -3, 3).toArray();
        Node J = new MseLoss(yHat, y);
        Evaluator evaluator = Evaluator.of(Graph.of(J))
                .feed(yHat, Tensor.of(yHat.shape(), ofYHat))
                .feed(y, Tensor.of(y.shape(), ofY));

        double sum = 0;
        for (int i = 0; i < ofY.length; i++) {
            sum += (ofY[i] - ofYHat[i]) * (ofY[i] - ofYHat[i]);
        }
        assertThat(evaluator.value(J).item()).isCloseTo(0.5 / batch * sum, ROUNDING);
        double[] dYHat = evaluator.gradient(yHat).toArray(),
                dY = evaluator.gradient(y).toArray();
        for (int i = 0; i < ofY.length; i++) {
            assertThat(dYHat[i]).isEqualTo((ofYHat[i] - ofY[i]) / batch);
            assertThat(dY[i]).isEqualTo((ofY[i] - ofYHat[i]) / batch);
        }
    }

    @Test
    void theGradientThatArrivesIsAFactor() {
        Input yHat = Input.of("ŷ", 2, 1), y = Input.of("y", 2, 1), u = Input.of("u");
        Node gradient = Gradients.of(new MseLoss(yHat, y), u).wrt(yHat);
        assertThat(Evaluator.of(Graph.of(gradient))
                        .feed(yHat, Tensor.of(new double[][] {{5}, {3}}))
                        .feed(y, Tensor.of(new double[][] {{1}, {4}}))
                        .feed(u, Tensor.scalar(10))
                        .value(gradient))
                .isEqualTo(Tensor.of(new double[][] {{20}, {-5}}));
    }

    @Test
    void sumsOverOutputsAndAveragesOverTheBatch() {
        assertThat(loss(new double[][] {{1, 2}, {3, 4}}, new double[][] {{0, 0}, {0, 0}}))
                .isEqualTo((1 + 4 + 9 + 16) / 2.0 / 2.0);
    }

    @Test
    void exactPredictionsCostNothing() {
        assertThat(loss(new double[][] {{1, 2}}, new double[][] {{1, 2}})).isZero();
    }

    private static double loss(double[][] yHat, double[][] y) {
        Tensor predictions = Tensor.of(yHat);
        Input a = Input.of("ŷ", predictions.shape()), b = Input.of("y", predictions.shape());
        Node J = new MseLoss(a, b);
        return Evaluator.of(Graph.of(J))
                .feed(a, predictions)
                .feed(b, Tensor.of(y))
                .value(J)
                .item();
    }

    @Test
    void rankOneIsABatchOfNumbersAndRankZeroABatchOfOne() {
        double[] out = new double[1];
        new MseLoss(Input.of("ŷ", 4), Input.of("y", 4)).forward(new double[][] {{1, 2, 3, 4}, {0, 0, 0, 0}}, out);
        assertThat(out).containsExactly(30 / 2.0 / 4);
        new MseLoss(Input.of("ŷ"), Input.of("y")).forward(new double[][] {{3}, {1}}, out);
        assertThat(out).containsExactly(2);
    }

    @Test
    void nothingIsBroadcast() {
        assertThatThrownBy(() -> new MseLoss(Input.of("ŷ", Shape.of(4, 1).named("n_batch", "")), Input.of("y", 4)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("MseLoss: ŷ (n_batch=4, 1) and y (4) must have the same shape, because losses do not"
                        + " broadcast; reshape one of them to the other's shape.");
        assertThatThrownBy(() -> new MseLoss(Input.of("ŷ", 4, 3), Input.of("y", 4, 1)))
                .hasMessage("MseLoss: ŷ (4, 3) and y (4, 1) must have the same shape, because losses do not"
                        + " broadcast.");
    }

    @Test
    void anEmptyBatchIsRefusedButNotABatchWithoutOutputs() {
        assertThatThrownBy(() -> new MseLoss(Input.of("ŷ", 0, 2), Input.of("y", 0, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("MseLoss: ŷ (0, 2) is an empty batch, whose mean is undefined");
        assertThat(loss(new double[2][0], new double[2][0])).isZero();
    }
}
