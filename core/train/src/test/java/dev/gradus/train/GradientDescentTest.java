package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientDescentTest {
    private final Input x = Input.of("x", 2);
    private final Parameter W = Parameter.of("W", Tensor.of(new double[] {3, 4}));
    private final Parameter b = Parameter.of("b", Tensor.scalar(5));

    /** J = Σ x ∗ W + b, so ∂J/∂W is x. */
    private final Run run = Run.of(Graph.of(x.multiply(W).sum().add(b)));

    @Property
    void subtractsTheRateTimesTheGradient(
            @ForAll @DoubleRange(min = 0.01, max = 10) double rate,
            @ForAll @DoubleRange(min = -100, max = 100) double gradient) {
        run.parameters().set(W, W.initialValue());
        backward(gradient, 1);
        GradientDescent.of(rate).step(run);
        assertThat(run.parameters().get(W)).isEqualTo(Tensor.of(new double[] {3 - rate * gradient, 4 - rate}));
    }

    @Test
    void followsTheGradientOfEachStep() {
        Optimizer descent = GradientDescent.of(0.5);
        Parameter w = Parameter.of("w", Tensor.scalar(8));
        Run square = Run.of(Graph.of(w.multiply(w)));
        for (double expected : new double[] {64, 0, 0}) {
            assertThat(square.forward()).isEqualTo(expected);
            square.backward();
            descent.step(square);
        }
    }

    @Test
    void leavesFrozenParametersAlone() {
        run.parameters().freeze(W);
        backward(1, 1);
        GradientDescent.of(1).step(run);
        assertThat(run.parameters().get(W)).isEqualTo(W.initialValue());
        assertThat(run.parameters().get(b)).isEqualTo(Tensor.scalar(4));
        run.parameters().unfreeze(W);
        backward(1, 1);
        GradientDescent.of(1).step(run);
        assertThat(run.parameters().get(W)).isEqualTo(Tensor.of(new double[] {2, 3}));
    }

    @Test
    void divergenceIsToldBeforeAnythingIsLost() {
        backward(2, 1e300);
        assertThatThrownBy(() -> GradientDescent.of(1e10).step(run))
                .isInstanceOf(DivergedException.class)
                .hasMessage(
                        "GradientDescent: W (2) would become -Infinity at [1]: its value is 4.0, its gradient 1.0E300,"
                                + " the learning rate 1.0E10. Training diverges: try a smaller learning rate;"
                                + " Run.builder(graph).checked() finds where it began");
        assertThat(run.parameters().get(W)).isEqualTo(W.initialValue());
    }

    @Test
    void aGradientThatIsNotANumberIsDivergenceToo() {
        Parameter s = Parameter.of("s", Tensor.scalar(1));
        Run root = Run.of(Graph.of(s.log()));
        root.parameters().set(s, Tensor.scalar(0));
        root.forward();
        root.backward();
        assertThatThrownBy(() -> GradientDescent.of(1).step(root))
                .isInstanceOf(DivergedException.class)
                .hasMessageStartingWith("GradientDescent: s () would become -Infinity: its value is 0.0,"
                        + " its gradient Infinity, the learning rate 1.0.");
        backward(Double.NaN, 1);
        assertThatThrownBy(() -> GradientDescent.of(1).step(run))
                .hasMessageStartingWith("GradientDescent: W (2) would become NaN at [0]: its value is 3.0,"
                        + " its gradient NaN, the learning rate 1.0.");
    }

    /** Each step overshoots twice as far, until a number would overflow. */
    @Test
    void aRateThatIsTooLargeIsReported() {
        Parameter w = Parameter.of("w", Tensor.scalar(1));
        Run square = Run.of(Graph.of(w.multiply(w)));
        Optimizer descent = GradientDescent.of(1.5);
        assertThatThrownBy(() -> {
                    for (int step = 0; step < 2000; step++) {
                        square.forward();
                        square.backward();
                        descent.step(square);
                    }
                })
                .isInstanceOf(DivergedException.class)
                .hasMessageStartingWith("GradientDescent: w () would become ");
        assertThat(square.parameters().get(w).item()).isFinite();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void ratesThatCannotDescendAreRefused(double rate) {
        assertThatThrownBy(() -> GradientDescent.of(rate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("GradientDescent: the learning rate must be positive and finite, not " + rate);
    }

    @Test
    void needsABackwardPass() {
        Optimizer descent = GradientDescent.of(1);
        assertThatThrownBy(() -> descent.step(run)).isInstanceOf(IllegalStateException.class);
        run.feed(x, new double[] {1, 1});
        run.forward();
        assertThatThrownBy(() -> descent.step(run))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("There is no gradient for W since the last forward pass;"
                        + " call forward() and then backward()");
    }

    @Test
    void needsParameters() {
        Run without = Run.builder(Graph.of(x.sum())).gradients(x).build().feed(x, new double[] {1, 1});
        without.forward();
        without.backward();
        assertThatThrownBy(() -> GradientDescent.of(1).step(without))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("GradientDescent: the run's graph has no parameters to change");
    }

    private void backward(double first, double second) {
        run.feed(x, new double[] {first, second});
        run.forward();
        run.backward();
    }
}
