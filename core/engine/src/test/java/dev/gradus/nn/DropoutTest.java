package dev.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.loss.DerivativesAt;
import dev.gradus.node.Constant;
import dev.gradus.node.IndexValueException;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
    private static final int MANY = 20_000;

    private static double[] mask(double p, long seed, double step, int... sizes) {
        DropoutMask mask = new DropoutMask(Input.of("step"), Shape.of(sizes), p, seed);
        double[] out = new double[mask.shape().elements()];
        mask.forward(new double[][] {{step}}, out);
        return out;
    }

    /** Asserts that the frequency of 1 among trials of this probability is within six standard deviations. */
    private static void assertFrequency(double[] trials, double probability) {
        double deviation = Math.sqrt(probability * (1 - probability) / trials.length);
        assertThat(Arrays.stream(trials).average().orElseThrow()).isCloseTo(probability, within(6 * deviation));
    }

    private static double[] bothDropped(double[] a, double[] b) {
        double[] both = new double[a.length];
        Arrays.setAll(both, i -> (1 - a[i]) * (1 - b[i]));
        return both;
    }

    @Property(tries = 100)
    void eachElementIsDroppedWithProbabilityP(
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double p,
            @ForAll long seed,
            @ForAll @IntRange(max = Integer.MAX_VALUE - 1) int step) {
        double[] mask = mask(p, seed, step, 200, MANY / 200);
        assertThat(mask).containsOnly(0, 1);
        assertFrequency(mask, 1 - p);
    }

    /** Two masks, or a mask and its neighbors, drop the same element as often as by chance. */
    @Property(tries = 100)
    void elementsStepsAndSeedsAreIndependent(
            @ForAll @DoubleRange(min = 0.1, max = 0.9) double p,
            @ForAll long seed,
            @ForAll @IntRange(max = 1_000_000) int step,
            @ForAll @IntRange(min = 1, max = 9) int distance) {
        double[] mask = mask(p, seed, step, MANY);
        assertFrequency(bothDropped(mask, mask(p, seed, step + distance, MANY)), p * p);
        assertFrequency(bothDropped(mask, mask(p, seed + distance, step, MANY)), p * p);
        assertFrequency(bothDropped(mask, mask(p, seed + (1L << 32), step, MANY)), p * p);
        double[] later = Arrays.copyOfRange(mask, distance, MANY);
        assertFrequency(bothDropped(later, Arrays.copyOf(mask, later.length)), p * p);
    }

    @Property
    void theSameStepHasTheSameMask(@ForAll long seed, @ForAll @IntRange(max = 1000) int step) {
        assertThat(mask(0.5, seed, step, 3, 7)).isEqualTo(mask(0.5, seed, step, 3, 7));
        assertThat(mask(0.5, seed, step, 64)).isNotEqualTo(mask(0.5, seed, step + 1, 64));
        assertThat(mask(0.5, seed, step, 64)).isNotEqualTo(mask(0.5, seed + 1, step, 64));
    }

    /** Philox's known result for zeros: 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8, as fractions of 2³². */
    @Test
    void theMaskIsThatOfPhilox() {
        assertThat(mask(0.399, 0, 0, 4)).containsExactly(1, 1, 1, 1);
        assertThat(mask(0.400, 0, 0, 4)).containsExactly(0, 1, 1, 1);
        assertThat(mask(0.7, 0, 0, 4)).containsExactly(0, 1, 1, 0);
        assertThat(mask(0.8, 0, 0, 4)).containsExactly(0, 1, 0, 0);
    }

    @Property(tries = 50)
    void whatIsKeptIsScaledSoThatTheMeanStays(@ForAll @DoubleRange(min = 0, max = 0.9) double p, @ForAll long seed) {
        Input x = Input.of("x", MANY), step = Input.of("step");
        Node y = new Dropout(p, seed).apply(x, step);
        double[] values = DerivativesAt.at(Map.of(x, Tensor.ones(MANY), step, Tensor.scalar(5)))
                .value(y)
                .toArray();
        assertThat(Arrays.stream(values).filter(v -> v != 0)).containsOnly(1 / (1 - p));
        assertThat(Arrays.stream(values).average().orElseThrow())
                .isCloseTo(1, within(6 * Math.sqrt(p / (1 - p) / MANY)));
    }

    @Property(tries = 30)
    void theGradientGoesToWhatIsKept(@ForAll long seed, @ForAll @IntRange(max = 99) int at) {
        Random random = new Random(seed);
        Input x = Input.of("x", 3, 4), step = Input.of("step");
        Tensor point = Tensor.generate(x.shape(), i -> random.nextDouble(-1, 1));
        Node dropped = new Dropout(0.4, seed).apply(x, step);
        DerivativesAt here = DerivativesAt.at(Map.of(x, point, step, Tensor.scalar(at)));
        here.assertRight(2, dropped.multiply(x).sum(), x);
        assertThat(here.gradient(dropped.sum(), x))
                .isEqualTo(Tensor.of(x.shape(), mask(0.4, seed, at, 3, 4)).map(kept -> kept / (1 - 0.4)));
        assertThat(here.gradient(dropped.sum(), step)).isEqualTo(Tensor.scalar(0));
    }

    @Test
    void nothingIsLeftOfWhatIsDropped() {
        Node step = Constant.of(0);
        Node x = Constant.of(Tensor.of(new double[] {Double.POSITIVE_INFINITY, 1, 2, 3}));
        Node y = new Dropout(0.5, 0).apply(x, step);
        assertThat(DerivativesAt.at(Map.of()).value(y)).isEqualTo(Tensor.of(new double[] {0, 2, 4, 6}));
    }

    @Test
    void withoutAProbabilityItIsTheIdentity() {
        Input x = Input.of("x", 2);
        assertThat(new Dropout(0, 1).apply(x, Input.of("step"))).isSameAs(x);
        assertThat(mask(0, 1, 1, 1000)).containsOnly(1);
    }

    @Test
    void emptyAndSingleElementsAreLegal() {
        assertThat(mask(0.5, 1, 1, 0, 3)).isEmpty();
        assertThat(mask(0.5, 1, 1)).hasSize(1);
        assertThat(new DropoutMask(Input.of("step", 1, 1), Shape.of(2), 0.5, 1).shape())
                .isEqualTo(Shape.of(2));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, -0.1, 2, Double.NaN})
    void otherProbabilitiesAreRefused(double p) {
        String message = "Dropout: p, the probability of dropping an element, must be at least 0 and less than"
                + " 1, but is " + p;
        assertThatThrownBy(() -> new Dropout(p, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> new DropoutMask(Input.of("step"), Shape.of(2), p, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.5", "-1, −1", "4294967296, 4294967296", "NaN, NaN"})
    void stepsThatAreNoNumbersOfStepsAreRefused(double step, String printed) {
        assertThatThrownBy(() -> mask(0.5, 1, step, 2))
                .isInstanceOf(IndexValueException.class)
                .hasMessage("DropoutMask: step () holds " + printed + ", but must hold integers from 0 to 2147483646");
    }

    @Test
    void theStepIsOneNumber() {
        assertThatThrownBy(() -> new Dropout(0.5, 1).apply(Input.of("x", 2), Input.of("step", 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("DropoutMask: the step step (2) must be a single number");
    }

    @Test
    void attributesTellMasksApart() {
        Input step = Input.of("step");
        Op mask = new DropoutMask(step, Shape.of(2), 0.5, 1);
        assertThat(mask.withInputs(List.of(step)).attributes()).isEqualTo(mask.attributes());
        assertThat(mask.attributes())
                .isNotEqualTo(new DropoutMask(step, Shape.of(3), 0.5, 1).attributes())
                .isNotEqualTo(new DropoutMask(step, Shape.of(2), 0.4, 1).attributes())
                .isNotEqualTo(new DropoutMask(step, Shape.of(2), 0.5, 2).attributes());
        assertThat(mask.expression()).isEqualTo("dropoutMask(step, p 0.5, seed 1)");
    }
}
