package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes 0 and 1 and rank 0 run and are differentiated like any other. */
class EdgeSizesTest {

    /** A batch of b examples of n numbers with m outputs, through every kind of op. */
    @ParameterizedTest
    @CsvSource({"0, 2, 3", "2, 0, 3", "2, 3, 0", "0, 0, 0", "1, 1, 1", "1, 0, 1"})
    void aLayerOfAnySize(int b, int n, int m) {
        Input x = Input.of("x", b, n);
        Parameter W = Parameter.of("W", Tensor.ones(n, m)), bias = Parameter.of("b", Tensor.ones(1, m));
        Node z = x.matMul(W).add(bias);
        Node h = z.greater(0)
                .where(z.tanh(), z.exp().negate())
                .subtract(z.sigmoid().sum(1).keepDims());
        Node J = h.transpose().reshape(Shape.of(b, m)).divide(z).sum(0).sum();
        Node[] all = Graph.of(J).nodes().toArray(Node[]::new);
        Run run = Run.builder(Graph.of(J)).keep(all).gradients(all).build().feed(x, Tensor.ones(b, n));
        double value = run.forward();
        run.backward();

        assertThat(value).isFinite();
        Evaluator plain = run.evaluator();
        for (Node node : all) {
            assertThat(run.value(node)).isEqualTo(plain.value(node));
            assertThat(run.gradient(node)).isEqualTo(plain.gradient(node));
            assertThat(run.gradient(node).shape()).isEqualTo(node.shape());
        }
        if (b == 0) {
            assertThat(value).isZero();
            assertThat(run.gradient(W)).isEqualTo(Tensor.zeros(n, m));
            assertThat(run.gradient(bias)).isEqualTo(Tensor.zeros(1, m));
        }
    }

    /** Without features the prediction is the bias alone. */
    @Test
    void aLayerWithoutFeaturesLearnsItsBias() {
        Input x = Input.of("x", 4, 0), y = Input.of("y", 4, 1);
        Parameter W = Parameter.of("W", Tensor.zeros(0, 1)), b = Parameter.of("b", Tensor.zeros(1, 1));
        Run run = Run.of(Graph.of(new MseLoss(x.matMul(W).add(b), y)))
                .feed(x, new double[4][0])
                .feed(y, new double[][] {{1}, {2}, {3}, {6}});
        assertThat(run.forward()).isEqualTo((1 + 4 + 9 + 36) / 4.0 / 2);
        run.backward();
        assertThat(run.gradient(W)).isEqualTo(Tensor.zeros(0, 1));
        assertThat(run.gradient(b)).isEqualTo(Tensor.full(Shape.of(1, 1), -3));
    }

    @Test
    void everythingOfRankZero() {
        Parameter w = Parameter.of("w", Tensor.scalar(3));
        Node J = w.multiply(w).sum().mean().transpose().reshape().broadcastTo(Shape.scalar());
        Run run = Run.of(Graph.of(J));
        assertThat(run.forward()).isEqualTo(9);
        run.backward();
        assertThat(run.gradient(w)).isEqualTo(Tensor.scalar(6));
    }
}
