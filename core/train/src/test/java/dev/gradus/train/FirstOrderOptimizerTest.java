package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Parameter;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstOrderOptimizerTest {
    private final Input x = Input.of("x", 2), y = Input.of("y");
    private final Parameter W = Parameter.of("W", Tensor.of(new double[] {3, 4}));
    private final Parameter b = Parameter.of("b", Tensor.scalar(5));

    /** J = Σ x ∗ W + y ∗ b: the gradients are x and y. */
    private final Run run = Run.of(Graph.of(x.multiply(W).sum().add(y.multiply(b))));

    /** Factories of one optimizer for each method. */
    @Provide
    Arbitrary<Supplier<FirstOrderOptimizer>> methods() {
        return OptimizerSamples.all();
    }

    /** The printed formula computes the same bits as the step, at every step. */
    @Property
    void theFormulaMakesTheNumbersOfTheStep(
            @ForAll("methods") Supplier<FirstOrderOptimizer> method,
            @ForAll @DoubleRange(min = -10, max = 10) double first,
            @ForAll @DoubleRange(min = -10, max = 10) double second) {
        run.parameters().set(W, W.initialValue());
        FirstOrderOptimizer optimizer = method.get();
        for (int step = 0; step < 5; step++) {
            backward(first, second, step);
            Evaluator numbers = Evaluator.of(Graph.of(optimizer.formula(W, x).orElseThrow()), run.parameters())
                    .feed(x, Tensor.of(new double[] {first, second}));
            Tensor expected = numbers.value(numbers.graph().outputs().get(0));
            optimizer.step(run);
            assertThat(run.parameters().get(W)).isEqualTo(expected);
        }
    }

    @Test
    void formulasRead() {
        Input g = Input.of("∂J/∂W", 2);
        assertThat(GradientDescent.of(0.1).formula(W, g).orElseThrow().expression())
                .isEqualTo("W − η ∗ ∂J/∂W");
        assertThat(Graph.of(Momentum.of(0.1, 0.9).formula(W, g).orElseThrow()).toString())
                .contains("v′:(2) = µ ∗ v + ∂J/∂W", "= W − η ∗ v′");
        assertThat(Graph.of(Momentum.nesterov(0.1, 0.9).formula(W, g).orElseThrow())
                        .toString())
                .contains("= W − η ∗ (∂J/∂W + µ ∗ v′)");
        assertThat(Graph.of(RmsProp.of(0.1).formula(W, g).orElseThrow()).toString())
                .contains("= W − η ∗ ∂J/∂W / (√(s′) + ε)");
        assertThat(Graph.of(AdamW.of(0.1, 0.01).formula(W, g).orElseThrow()).toString())
                .contains("m̂:(2) = m′ / (1 − β₁ᵗ)", "= W − η ∗ λ ∗ W − η ∗ m̂ / (√(v̂) + ε)");
        assertThat(GradientDescent.of(0.1).withClipNorm(1).formula(W, g)).isEmpty();
    }

    /** Several steps are made first, so that there is a memory. */
    /** At a minimum, with any history of zeros. */
    @Property
    void whereAllGradientsAreZeroNothingMoves(@ForAll("methods") Supplier<FirstOrderOptimizer> method) {
        FirstOrderOptimizer optimizer = method.get().withWeightDecay(0);
        run.parameters().set(W, W.initialValue());
        run.parameters().set(b, b.initialValue());
        for (int step = 0; step < 3; step++) {
            backward(0, 0, 0);
            optimizer.step(run);
            assertThat(run.parameters().get(W)).isEqualTo(W.initialValue());
            assertThat(run.parameters().get(b)).isEqualTo(b.initialValue());
        }
    }

    @Property
    void aStepThatDivergesChangesNothing(@ForAll("methods") Supplier<FirstOrderOptimizer> method) {
        FirstOrderOptimizer optimizer = method.get(), twin = method.get();
        Run other = Run.of(run.graph());
        run.parameters().set(W, W.initialValue());
        run.parameters().set(b, b.initialValue());
        for (int step = 0; step < 3; step++) {
            backward(1, 2, 3);
            optimizer.step(run);
            backward(other, 1, 2, 3);
            twin.step(other);
        }
        Parameters before = run.parameters().snapshot();
        for (double hostile : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            backward(1, 2, hostile);
            assertThatThrownBy(() -> optimizer.step(run))
                    .isInstanceOf(DivergedException.class)
                    .hasMessageContaining("b () would become ")
                    .hasMessageContaining("its gradient " + hostile);
            assertThat(run.parameters().get(W)).isEqualTo(before.get(W));
            assertThat(run.parameters().get(b)).isEqualTo(before.get(b));
        }
        backward(-1, 1, 2);
        optimizer.step(run);
        backward(other, -1, 1, 2);
        twin.step(other);
        assertThat(run.parameters().get(W)).isEqualTo(other.parameters().get(W));
        assertThat(run.parameters().get(b)).isEqualTo(other.parameters().get(b));
    }

    /** A large parameter is computed in blocks by several threads, with the same bits as small parameters of its parts. */
    @Property(tries = 30)
    void theSizeOfAParameterDoesNotMatter(
            @ForAll("methods") Supplier<FirstOrderOptimizer> method,
            @ForAll @IntRange(min = 1, max = 20_000) int size,
            @ForAll @IntRange(min = 1, max = 2) int threads) {
        Input slopes = Input.of("slopes", size);
        Parameter large = Parameter.of("large", Tensor.generate(slopes.shape(), i -> i % 100 * 0.1));
        Run whole = Run.builder(Graph.of(slopes.multiply(large).sum()))
                .threads(threads)
                .build();
        int at = Math.max(0, size - 2), some = size - at;
        Input fewSlopes = Input.of("few slopes", some);
        Parameter few = Parameter.of("few", Tensor.generate(fewSlopes.shape(), i -> (at + i) % 100 * 0.1));
        Run part = Run.of(Graph.of(fewSlopes.multiply(few).sum()));
        Optimizer ofWhole = method.get(), ofPart = method.get();
        for (int step = 1; step <= 3; step++) {
            int now = step;
            whole.feed(slopes, Tensor.generate(slopes.shape(), i -> (i % 7 - 3) * 0.3 * now))
                    .forward();
            part.feed(fewSlopes, Tensor.generate(fewSlopes.shape(), i -> ((at + i) % 7 - 3) * 0.3 * now))
                    .forward();
            whole.backward();
            part.backward();
            ofWhole.step(whole);
            ofPart.step(part);
        }
        assertThat(Arrays.copyOfRange(whole.parameters().get(large).toArray(), at, size))
                .isEqualTo(part.parameters().get(few).toArray());
    }

    @Property(tries = 30)
    void noBlockOfALargeParameterChangesIfOneNumberDiverges(
            @ForAll("methods") Supplier<FirstOrderOptimizer> method, @ForAll @IntRange(max = 19_999) int hostile) {
        Input slopes = Input.of("slopes", 20_000);
        Parameter large = Parameter.of("large", Tensor.ones(20_000));
        Run run = Run.builder(Graph.of(slopes.multiply(large).sum()))
                .threads(2)
                .build()
                .feed(slopes, Tensor.generate(slopes.shape(), i -> i == hostile ? Double.NEGATIVE_INFINITY : 1));
        run.forward();
        run.backward();
        Optimizer optimizer = method.get();
        assertThatThrownBy(() -> optimizer.step(run))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining(" at [" + hostile + "]: its value is 1.0, its gradient -Infinity");
        assertThat(run.parameters().get(large)).isEqualTo(Tensor.ones(20_000));
    }

    /** The value would not change, because a number divided by an infinite root is 0. */
    @Test
    void whatIsRememberedMayNotOverflowEither() {
        backward(1, 1e200, 1);
        assertThatThrownBy(() -> Adam.of(0.1).step(run))
                .isInstanceOf(DivergedException.class)
                .hasMessageStartingWith("Adam: v of W (2) would become Infinity at [1]: its value is 4.0,"
                        + " its gradient 1.0E200, the learning rate 0.1. Training diverges");
    }

    @Test
    void twoStepsNeedTwoBackwardPasses() {
        Optimizer descent = GradientDescent.of(1);
        backward(1, 1, 1);
        descent.step(run);
        assertThatThrownBy(() -> descent.step(run))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith(
                        "has already been updated with this gradient; call forward() and backward() before the next step");
        assertThat(run.parameters().get(W)).isEqualTo(Tensor.of(new double[] {2, 3}));
    }

    @Test
    void oneParameterThatWasUpdatedByHandKeepsTheOthersFromChanging() {
        backward(1, 1, 1);
        run.update(b, (value, gradient) -> value[0] = 0);
        assertThatThrownBy(() -> GradientDescent.of(1).step(run))
                .hasMessageStartingWith("b () has already been updated");
        assertThat(run.parameters().get(W)).isEqualTo(W.initialValue());
    }

    @Test
    void groupsHaveRatesAndDecaysOfTheirOwn() {
        FirstOrderOptimizer descent = GradientDescent.of(0.5)
                .withWeightDecay(2)
                .withGroup(ParameterGroup.of(b).learningRate(0.25).weightDecay(0))
                .withSchedule(Schedule.stepDecay(1, 0.5));
        backward(1, 1, 1);
        descent.step(run);
        assertThat(run.parameters().get(W)).isEqualTo(Tensor.of(new double[] {3 - 0.5 * 7, 4 - 0.5 * 9}));
        assertThat(run.parameters().get(b).item()).isEqualTo(5 - 0.25);
        assertThat(descent.learningRate()).isEqualTo(0.25);
        assertThat(descent.steps()).isEqualTo(1);
        backward(1, 1, 1);
        descent.step(run);
        assertThat(run.parameters().get(b).item()).isEqualTo(5 - 0.25 - 0.125);
    }

    @Test
    void aGroupKeepsWhatItDoesNotSet() {
        backward(1, 1, 1);
        GradientDescent.of(0.5)
                .withWeightDecay(2)
                .withGroup(ParameterGroup.of(W).learningRate(1))
                .withGroup(ParameterGroup.of(b).weightDecay(4))
                .step(run);
        assertThat(run.parameters().get(W)).isEqualTo(Tensor.of(new double[] {3 - 7, 4 - 9}));
        assertThat(run.parameters().get(b).item()).isEqualTo(5 - 0.5 * 21);
    }

    @Property
    void clippingKeepsTheDirectionAndLimitsTheNorm(
            @ForAll @DoubleRange(min = -10, max = 10) double first,
            @ForAll @DoubleRange(min = -10, max = 10) double second,
            @ForAll @DoubleRange(min = -10, max = 10) double third,
            @ForAll @DoubleRange(min = 0.1, max = 10) double limit) {
        double norm = Math.sqrt(first * first + second * second + third * third);
        double factor = norm > limit ? limit / norm : 1;
        double[] step = step(GradientDescent.of(1).withClipNorm(limit), first, second, third);
        Tensor expected = Tensor.of(new double[] {first * factor, second * factor, third * factor});
        assertThat(Tensor.of(step).difference(expected).within(1e-12, 1e-14)).isTrue();
    }

    /** Squares of such numbers overflow or underflow. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-160, 1e160, 1e300})
    void clippingIsRightAtTheEdgesOfTheNumbers(double size) {
        double limit = size / 10;
        double[] step = step(GradientDescent.of(1).withClipNorm(limit), 3 * size, 0, 4 * size);
        assertThat(step[0] / limit).isCloseTo(0.6, offset(1e-15));
        assertThat(step[2] / limit).isCloseTo(0.8, offset(1e-15));
    }

    @Test
    void frozenParametersAreNeitherUpdatedNorInTheNorm() {
        run.parameters().freeze(W);
        backward(1e300, 1e300, 3);
        GradientDescent.of(1).withClipNorm(2).step(run);
        assertThat(run.parameters().get(W)).isEqualTo(W.initialValue());
        assertThat(run.parameters().get(b).item()).isEqualTo(3);
        run.parameters().freeze(b);
        backward(1, 1, 1);
        GradientDescent.of(1).step(run);
        assertThat(run.parameters().get(b).item()).isEqualTo(3);
    }

    /** Adam's first step is ±η for any gradient, so its count must start when the parameter is first updated. */
    @Test
    void aParameterThatIsUnfrozenStartsAtItsFirstStep() {
        FirstOrderOptimizer adam = Adam.of(0.5, 0.9, 0.999, 1e-300);
        run.parameters().freeze(b);
        adam.step(backward(1, 1, 1));
        run.parameters().unfreeze(b);
        adam.step(backward(1, 1, 7));
        assertThat(run.parameters().get(b).item()).isEqualTo(4.5);
    }

    @Test
    void whatIsRememberedIsOfOneSetOfNumbers() {
        FirstOrderOptimizer momentum = Momentum.of(0.1, 0.9);
        momentum.step(backward(1, 1, 1));
        Run other = Run.of(run.graph());
        backward(other, 1, 1, 1);
        assertThatThrownBy(() -> momentum.step(other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Momentum: its memory (v) belongs to other Parameters than this run's;"
                        + " create a new optimizer for these");
        assertThat(other.parameters().get(W)).isEqualTo(W.initialValue());
        momentum.withWeightDecay(0).step(other);
        assertThat(other.parameters().get(b).item()).isEqualTo(4.9);
    }

    @Test
    void wrongGroupsAreRefused() {
        Parameter stranger = Parameter.of("S", Tensor.zeros(3));
        assertThatThrownBy(ParameterGroup::of)
                .hasMessage("ParameterGroup: a group needs at least one parameter")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ParameterGroup.of(W, b, W))
                .hasMessage("ParameterGroup: W (2) is named twice")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Adam.of(1)
                        .withGroup(ParameterGroup.of(W))
                        .withGroup(ParameterGroup.of(b, W).learningRate(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Adam: W (2) is already in another group");
        backward(1, 1, 1);
        assertThatThrownBy(() ->
                        Adam.of(1).withGroup(ParameterGroup.of(W, stranger)).step(run))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Adam: a group names S (3), which is not among the run's parameters: [W (2), b ()]");
        assertThat(run.parameters().get(W)).isEqualTo(W.initialValue());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void numbersThatMustBePositiveAreChecked(double bad) {
        for (Supplier<?> maker : List.<Supplier<?>>of(
                () -> GradientDescent.of(bad),
                () -> Momentum.of(bad, 0.9),
                () -> Momentum.nesterov(bad, 0.9),
                () -> RmsProp.of(bad),
                () -> Adam.of(bad),
                () -> AdamW.of(bad, 0.1),
                () -> ParameterGroup.of(W).learningRate(bad))) {
            assertThatThrownBy(maker::get)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith(": the learning rate must be positive and finite, not " + bad);
        }
        assertThatThrownBy(() -> Adam.of(1, 0.9, 0.999, bad))
                .hasMessage("Adam: ε must be positive and finite, not " + bad);
        assertThatThrownBy(() -> Adam.of(1).withClipNorm(bad))
                .hasMessage("Adam: the norm to clip at must be positive and finite, not " + bad);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 2, Double.NaN})
    void sharesMustBeBelowOne(double bad) {
        String end = " must be at least 0 and less than 1, not " + bad;
        assertThatThrownBy(() -> Momentum.of(1, bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Momentum: the momentum" + end);
        assertThatThrownBy(() -> RmsProp.of(1, bad, 1)).hasMessage("RmsProp: α" + end);
        assertThatThrownBy(() -> Adam.of(1, bad, 0.9, 1)).hasMessage("Adam: β₁" + end);
        assertThatThrownBy(() -> AdamW.of(1, 0, 0.9, bad, 1)).hasMessage("AdamW: β₂" + end);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void decaysMustNotBeNegative(double bad) {
        String end = ": the weight decay must be finite and not negative, not " + bad;
        assertThatThrownBy(() -> Adam.of(1).withWeightDecay(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Adam" + end);
        assertThatThrownBy(() -> AdamW.of(1, bad)).hasMessage("AdamW" + end);
        assertThatThrownBy(() -> ParameterGroup.of(W).weightDecay(bad)).hasMessage("ParameterGroup" + end);
    }

    /** Returns the change of a step with these gradients. */
    private double[] step(Optimizer optimizer, double first, double second, double third) {
        run.parameters().set(W, Tensor.zeros(2));
        run.parameters().set(b, Tensor.scalar(0));
        optimizer.step(backward(first, second, third));
        Tensor after = run.parameters().get(W);
        return new double[] {
            -after.get(0), -after.get(1), -run.parameters().get(b).item()
        };
    }

    private Run backward(double first, double second, double third) {
        return backward(run, first, second, third);
    }

    private Run backward(Run which, double first, double second, double third) {
        which.feed(x, new double[] {first, second}).feed(y, new double[] {third});
        which.forward();
        which.backward();
        return which;
    }
}
