package dev.gradus.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.check.Evidence.Mistake;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

/** Each pattern is recognized for any numbers, with rules for f(x) with the local derivative f′. */
class DiagnosisTest {
    private static final Shape SHAPE = Shape.of(4, 3).named("n_batch", "");

    private static Tensor random(Shape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Tensor.generate(shape, position -> (random.nextBoolean() ? 1 : -1) * (0.5 + random.nextDouble()));
    }

    private static Tensor times(Tensor a, Tensor b) {
        double[] right = b.toArray();
        double[] left = a.toArray();
        return Tensor.generate(a.shape(), position -> left[position] * right[position]);
    }

    /** Diagnoses an elementwise rule, given upstream and f′, from three draws, the second of which is −2 times the first. */
    private static Diagnosis diagnose(long seed, BinaryOperator<Tensor> rule) {
        Tensor x = random(SHAPE, seed);
        Tensor slope = random(SHAPE, seed + 1);
        Tensor upstream = random(SHAPE, seed + 2);
        return Diagnosis.of(Stream.of(upstream, upstream.map(u -> -2 * u), random(SHAPE, seed + 3))
                .map(u -> new Evidence(x, u, rule.apply(u, slope), times(u, slope), List.of()))
                .toList());
    }

    @Property
    void zero(@ForAll long seed) {
        assertThat(diagnose(seed, (u, slope) -> Tensor.zeros(SHAPE)))
                .isEqualTo(new Diagnosis(Cause.ZERO, "the gradient is zero: is the input taken as a constant?"));
    }

    @Property
    void notFinite(@ForAll long seed) {
        assertThat(diagnose(seed, (u, slope) -> times(u, slope).map(Math::sqrt)).cause())
                .isEqualTo(Cause.NOT_FINITE);
    }

    @Property
    void upstreamIgnored(@ForAll long seed) {
        assertThat(diagnose(seed, (u, slope) -> slope).cause()).isEqualTo(Cause.UPSTREAM_IGNORED);
    }

    @Property
    void upstreamSquared(@ForAll long seed) {
        Diagnosis diagnosis = diagnose(seed, (u, slope) -> times(times(u, u), slope));
        assertThat(diagnosis.cause()).isEqualTo(Cause.NOT_LINEAR_IN_UPSTREAM);
        assertThat(diagnosis.text()).contains("the square of the upstream gradient");
    }

    @Property
    void upstreamNotAFactor(@ForAll long seed) {
        assertThat(diagnose(seed, (u, slope) -> times(u.map(v -> v + 0.1), slope))
                        .cause())
                .isEqualTo(Cause.NOT_LINEAR_IN_UPSTREAM);
        assertThat(diagnose(seed, (u, slope) -> times(u.map(Math::abs), slope)).cause())
                .isEqualTo(Cause.NOT_LINEAR_IN_UPSTREAM);
    }

    @Property
    void wrongSign(@ForAll long seed) {
        assertThat(diagnose(seed, (u, slope) -> times(u, slope).map(g -> -g)))
                .isEqualTo(new Diagnosis(Cause.WRONG_SIGN, "the sign is wrong"));
    }

    @Property
    void twice(@ForAll long seed) {
        assertThat(diagnose(seed, (u, slope) -> times(u, slope).map(g -> 2 * g)))
                .isEqualTo(new Diagnosis(Cause.CONSTANT_FACTOR, "the gradient is 2 times what it should be"));
        assertThat(diagnose(seed, (u, slope) -> times(u, slope).map(g -> g / 2)))
                .isEqualTo(new Diagnosis(Cause.CONSTANT_FACTOR, "the gradient is 1/2 of what it should be"));
    }

    @Property
    void anyFactor(@ForAll long seed, @ForAll @Scale(6) @DoubleRange(min = 1.001, max = 1.9) double factor) {
        Diagnosis diagnosis = diagnose(seed, (u, slope) -> times(u, slope).map(g -> factor * g));
        assertThat(diagnosis.cause()).isEqualTo(Cause.CONSTANT_FACTOR);
        String number = diagnosis.text().replaceAll("the gradient is (.*) times what it should be", "$1");
        assertThat(Double.parseDouble(number)).isCloseTo(factor, within(1e-4));
    }

    @Test
    void aFactorNextToOneIsToldByWhatItDiffers() {
        assertThat(diagnose(1, (u, slope) -> times(u, slope).map(g -> (1 - 3e-6) * g)))
                .isEqualTo(new Diagnosis(Cause.CONSTANT_FACTOR, "the gradient is 1 - 3e-6 times what it should be"));
    }

    @Property
    void aNumberOfElements(@ForAll long seed) {
        assertThat(diagnose(seed, (u, slope) -> times(u, slope).map(g -> g / 4)))
                .isEqualTo(new Diagnosis(
                        Cause.COUNT_FACTOR,
                        "the gradient is 1/4 of what it should be, and 4 is the size of axis 0 (n_batch) of the input;"
                                + " is it a mean where a sum belongs?"));
        assertThat(diagnose(seed, (u, slope) -> times(u, slope).map(g -> g * 12)))
                .isEqualTo(new Diagnosis(
                        Cause.COUNT_FACTOR,
                        "the gradient is 12 times what it should be, and 12 is the number of elements of the input;"
                                + " is a division by it missing?"));
    }

    @Property
    void theLocalDerivativeIsMissing(@ForAll long seed) {
        assertThat(diagnose(seed, (u, slope) -> u).cause()).isEqualTo(Cause.MISSING_DERIVATIVE);
    }

    @Property
    void someElementsByTheirValue(@ForAll long seed) {
        Tensor x = random(SHAPE, seed);
        double[] values = x.toArray();
        Tensor mask = x.map(value -> Math.abs(value) > 1 ? 1.1 : 1);
        Diagnosis diagnosis = diagnose(seed, (u, slope) -> times(times(u, slope), mask));
        long wrong = Arrays.stream(values).filter(value -> Math.abs(value) > 1).count();
        if (wrong > 0 && wrong < values.length) {
            assertThat(diagnosis.cause()).isEqualTo(Cause.SOME_ELEMENTS);
            assertThat(diagnosis.text()).matches(".*wrong for some elements only: (from|up to) \\|?x\\|? = .*");
        }
    }

    @Property
    void someElementsByTheirPlace(@ForAll long seed) {
        Tensor lastRow = Tensor.generate(SHAPE, position -> position >= 9 ? 3 : 1);
        Diagnosis diagnosis = diagnose(seed, (u, slope) -> times(times(u, slope), lastRow));
        assertThat(diagnosis.cause()).isEqualTo(Cause.SOME_ELEMENTS);
        assertThat(diagnosis.text()).containsAnyOf("index 3 of axis 0 (n_batch)", "x| = ", "x = ");
    }

    @Property
    void transposed(@ForAll long seed) {
        Shape square = Shape.of(3, 3);
        Tensor x = random(square, seed);
        Tensor numeric = random(square, seed + 1);
        Tensor turned = Tensor.generate(square, position -> numeric.get(position % 3, position / 3));
        assertThat(Diagnosis.of(List.of(new Evidence(x, x, turned, numeric, List.of())))
                        .cause())
                .isEqualTo(Cause.MISSING_TRANSPOSE);
    }

    @Property
    void reshapedWhereATransposeBelongs(@ForAll long seed) {
        Tensor x = random(SHAPE, seed);
        Tensor numeric = random(SHAPE, seed + 1);
        Tensor reshaped = Tensor.generate(SHAPE, position -> numeric.get(position % 4, position / 4));
        assertThat(Diagnosis.of(List.of(new Evidence(x, x.reshape(12), reshaped, numeric, List.of())))
                        .cause())
                .isEqualTo(Cause.MISSING_TRANSPOSE);
    }

    @Property
    void aPermutation(@ForAll long seed) {
        assertThat(diagnose(seed, (u, slope) -> {
                            double[] right = times(u, slope).toArray();
                            return Tensor.generate(SHAPE, position -> right[(position + 5) % right.length]);
                        })
                        .cause())
                .isEqualTo(Cause.WRONG_ORDER);
    }

    @Property
    void aGivenMistake(@ForAll long seed) {
        Tensor x = random(SHAPE, seed);
        Tensor other = random(SHAPE, seed + 1);
        Mistake wrongOne = new Mistake(Cause.MISSING_SUM, "that of one copy", random(SHAPE, seed + 2));
        Mistake rightOne = new Mistake(Cause.SWAPPED, "that of b", other);
        assertThat(Diagnosis.of(List.of(
                        new Evidence(x, x.reshape(12), other, random(SHAPE, seed + 3), List.of(wrongOne, rightOne)))))
                .isEqualTo(new Diagnosis(Cause.SWAPPED, "the gradient is that of b"));
    }

    @Property
    void anythingElseIsUnknown(@ForAll long seed) {
        assertThat(diagnose(seed, (u, slope) -> times(u, times(slope, random(SHAPE, 7))))
                        .cause())
                .isEqualTo(Cause.UNKNOWN);
    }

    @Property
    void elementsThatAreNotKnownDoNotMatter(@ForAll long seed) {
        Tensor x = random(SHAPE, seed);
        Tensor numeric = random(SHAPE, seed + 1);
        double[] partly = numeric.toArray();
        partly[3] = Double.NaN;
        partly[7] = Double.NaN;
        assertThat(Diagnosis.of(List.of(
                        new Evidence(x, x.reshape(12), numeric.map(g -> -g), Tensor.of(SHAPE, partly), List.of()))))
                .isEqualTo(new Diagnosis(Cause.WRONG_SIGN, "the sign is wrong"));
    }

    @Test
    void theSumOverCopiesOfUpstreamIsUpstreamToo() {
        Tensor b = Tensor.of(new double[][] {{1, 2}});
        Tensor upstream = Tensor.of(new double[][] {{1, 2}, {3, 5}});
        Tensor folded = Tensor.of(new double[][] {{4, 7}});
        Tensor numeric = Tensor.of(new double[][] {{1.1, 9}});
        assertThat(Diagnosis.of(List.of(new Evidence(b, upstream, folded, numeric, List.of())))
                        .cause())
                .isEqualTo(Cause.MISSING_DERIVATIVE);
    }

    @Test
    void noEvidenceIsRefused() {
        assertThatThrownBy(() -> Diagnosis.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Diagnosis: the list of evidence is empty");
    }

    @Test
    void gradientsOfAnotherShapeAreRefused() {
        Tensor x = Tensor.zeros(2, 3);
        Tensor other = Tensor.zeros(3, 2);
        assertThatThrownBy(() -> new Evidence(x, x, other, x, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Evidence: the backward gradient has shape (3, 2), but the input has (2, 3)");
        assertThatThrownBy(() -> new Evidence(x, x, x, other, List.of())).hasMessageContaining("numerical gradient");
        assertThatThrownBy(() -> new Evidence(x, x, x, x, List.of(new Mistake(Cause.SWAPPED, "that of b", other))))
                .hasMessageContaining("gradient of a mistake");
    }
}
