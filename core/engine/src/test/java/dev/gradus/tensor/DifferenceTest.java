package dev.gradus.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

@Domain(TensorArbitraries.class)
@Domain(DomainContext.Global.class)
class DifferenceTest {

    private static final Tensor HALVES = Tensor.generate(Shape.of(4, 3), position -> 0.5 * position);

    private static Difference difference(double[] actual, double[] expected) {
        return Tensor.of(actual).difference(Tensor.of(expected));
    }

    @Test
    void namesTheWorstElement() {
        Difference difference = HALVES.map(x -> x == 0.5 ? 0.4999 : x).difference(HALVES);
        assertThat(difference)
                .hasToString("1 of 12 elements differs, worst at [0, 1]: 0.4999 instead of 0.5 "
                        + "(off by 1e-04, 2e-04 relative)");
        assertThat(difference.sameShape()).isTrue();
        Difference.Mismatch worst = difference.worst().orElseThrow();
        assertThat(worst).isEqualTo(new Difference.Mismatch(List.of(0, 1), 0.4999, 0.5));
        assertThat(worst).hasToString("[0, 1]: 0.4999 instead of 0.5 (off by 1e-04, 2e-04 relative)");
        assertThat(worst.absolute()).isEqualTo(0.5 - 0.4999);
        assertThat(worst.relative()).isEqualTo((0.5 - 0.4999) / 0.5);
    }

    @Test
    void namesTheRelativelyWorstElementWhenItIsAnother() {
        assertThat(difference(new double[] {1000.5, 2e-8, 1}, new double[] {1000, 1e-8, 1}))
                .hasToString("2 of 3 elements differ, worst at [0]: 1000.5 instead of 1000.0 "
                        + "(off by 5e-01, 5e-04 relative); relatively worst at [1]: 2e-08 instead of 1e-08 "
                        + "(off by 1e-08, 1e+00 relative)");
    }

    @Test
    void ofSeveralEqualErrorsTheFirstCounts() {
        assertThat(difference(new double[] {1, 3, 3}, new double[] {1, 2, 2}))
                .hasToString("2 of 3 elements differ, worst at [1]: 3.0 instead of 2.0 (off by 1e+00, 5e-01 relative)");
    }

    @Test
    void ofSeveralInfiniteRelativeErrorsTheLargestCounts() {
        assertThat(difference(new double[] {1e-17, 3e-17, 2e-17, 5}, new double[] {0, 0, 0, 6}))
                .hasToString(
                        "4 of 4 elements differ, worst at [3]: 5.0 instead of 6.0 (off by 1e+00, 1.7e-01 relative); "
                                + "relatively worst at [1]: 3e-17 instead of 0.0 (off by 3e-17, ∞ relative)");
    }

    @Test
    void nearNumbersAreToldInUlps() {
        assertThat(Tensor.scalar(Math.nextUp(1.0)).difference(Tensor.scalar(1)))
                .hasToString("1.0000000000000002 instead of 1.0 (off by 2.2e-16, 2.2e-16 relative, 1 ulp)");
        assertThat(Tensor.scalar(-Double.MIN_VALUE).difference(Tensor.scalar(Double.MIN_VALUE)))
                .hasToString("-5e-324 instead of 5e-324 (off by 1e-323, 2e+00 relative, 2 ulps)");
        assertThat(difference(new double[] {1, 3}, new double[] {1, 0}))
                .hasToString("1 of 2 elements differs, worst at [1]: 3.0 instead of 0.0 (off by 3e+00, ∞ relative)");
    }

    @Test
    void nanIsWorseThanInfinityAndInfinityThanAnyNumber() {
        double[] expected = {0, 0, 0, Double.NaN, Double.POSITIVE_INFINITY};
        double[] actual = {1e300, Double.NEGATIVE_INFINITY, 0, Double.NaN, Double.POSITIVE_INFINITY};
        Difference difference = difference(actual, expected);
        assertThat(difference)
                .hasToString("3 of 5 elements differ, 1 by NaN, 1 by ∞, worst at [3]: NaN instead of NaN");
        assertThat(difference.mismatches()).isEqualTo(3);
        assertThat(difference.nans()).isEqualTo(1);
        assertThat(difference.infinites()).isEqualTo(1);
        assertThat(difference(new double[] {1e300, 5}, new double[] {0, Double.NEGATIVE_INFINITY}))
                .hasToString("2 of 2 elements differ, 1 by ∞, worst at [1]: 5.0 instead of -∞");
    }

    @Test
    void differentShapesAreReportedNotThrown() {
        Difference difference = Tensor.ones(2, 3).named("n_batch", "n_in").difference(Tensor.ones(3, 2));
        assertThat(difference).hasToString("shapes differ: (n_batch=2, n_in=3) instead of (3, 2)");
        assertThat(difference.sameShape()).isFalse();
        assertThat(difference.within(1e300, 1e300)).isFalse();
        assertThat(difference.worst()).isEmpty();
        assertThat(difference.worstRelative()).isEmpty();
        assertThat(difference.mismatches()).isZero();
    }

    @Test
    void noDifferenceIsSaid() {
        assertThat(HALVES.difference(HALVES.named("n_batch", "n_in"))).hasToString("no difference in 12 elements");
        assertThat(Tensor.scalar(0.0).difference(Tensor.scalar(-0.0))).hasToString("no difference in 1 element");
        assertThat(Tensor.zeros(0, 3).difference(Tensor.zeros(0, 3))).hasToString("no difference in 0 elements");
    }

    /** As {@code numpy.allclose} returns. */
    @Test
    void withinIsRelativeToTheExpectedNumber() {
        assertThat(difference(new double[] {10}, new double[] {9}).within(0.1, 0))
                .isFalse();
        assertThat(difference(new double[] {9}, new double[] {10}).within(0.1, 0))
                .isTrue();
        assertThat(difference(new double[] {1.5}, new double[] {1}).within(0, 0.5))
                .isTrue();
        assertThat(difference(new double[] {1.5}, new double[] {1}).within(0, 0.25))
                .isFalse();
        assertThat(difference(new double[] {1.5}, new double[] {1}).within(0.25, 0.25))
                .isTrue();
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(difference(new double[] {infinity}, new double[] {infinity}).within(0, 0))
                .isTrue();
        assertThat(difference(new double[] {infinity}, new double[] {-infinity}).within(1, 1))
                .isFalse();
        assertThat(difference(new double[] {infinity}, new double[] {1e308}).within(10, 0))
                .isFalse();
        assertThat(difference(new double[] {1}, new double[] {infinity}).within(1, 1))
                .isFalse();
        assertThat(difference(new double[] {Double.NaN}, new double[] {Double.NaN})
                        .within(1, 1))
                .isFalse();
    }

    @Test
    void impossibleTolerancesAreRefused() {
        Difference difference = HALVES.difference(HALVES);
        assertThatThrownBy(() -> difference.within(-1e-9, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rtol must be a finite number ≥ 0, but is -1.0E-9");
        assertThatThrownBy(() -> difference.within(0, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("atol must be a finite number ≥ 0, but is NaN");
    }

    @Test
    void ulpsSaturate() {
        assertThat(new Difference.Mismatch(List.of(), Double.MAX_VALUE, -Double.MAX_VALUE).ulps())
                .isEqualTo(Long.MAX_VALUE);
        assertThat(new Difference.Mismatch(List.of(), Double.NaN, 0).ulps()).isEqualTo(Long.MAX_VALUE);
    }

    @Property
    void ulpsCountNeighbors(@ForAll double drawn, @ForAll @IntRange(min = 1, max = 100) int steps) {
        double start = Double.isFinite(drawn) ? drawn / 2 : 0; // so that the end is finite
        double end = start;
        for (int step = 0; step < steps; step++) {
            end = Math.nextUp(end);
        }
        assertThat(new Difference.Mismatch(List.of(), start, end).ulps()).isEqualTo(steps);
        assertThat(new Difference.Mismatch(List.of(), end, start).ulps()).isEqualTo(steps);
    }

    @Property
    void worstIsNoBetterThanAnyElement(@ForAll Tensor expected, @ForAll List<Double> errors) {
        Tensor actual = perturbed(expected, errors);
        Difference difference = actual.difference(expected);
        int mismatches = 0;
        for (int position = 0; position < expected.shape().elements(); position++) {
            double a = actual.at(position);
            double e = expected.at(position);
            if (a != e) {
                mismatches++;
                Difference.Mismatch mismatch = new Difference.Mismatch(List.of(), a, e);
                // Not isGreaterThanOrEqualTo, which does not order NaN; Double.compare orders it above all numbers.
                assertThat(Double.compare(difference.worst().orElseThrow().absolute(), mismatch.absolute()))
                        .isNotNegative();
                assertThat(Double.compare(
                                difference.worstRelative().orElseThrow().relative(), mismatch.relative()))
                        .isNotNegative();
            }
        }
        assertThat(difference.mismatches()).isEqualTo(mismatches);
        assertThat(difference.worst().isPresent()).isEqualTo(mismatches > 0);
        assertThat(difference.within(0, 0)).isEqualTo(mismatches == 0);
    }

    /** Not by a range on a parameter, which would reject most of the domain's numbers. */
    @Provide
    Arbitrary<Double> errors() {
        return Arbitraries.doubles().between(0, 5);
    }

    @Property
    void wideningToTheWorstErrorIsEnough(@ForAll Tensor expected, @ForAll("errors") double error) {
        Tensor finite = expected.map(x -> Double.isFinite(x) ? x : 1);
        Tensor actual = finite.map(x -> x + error);
        Difference difference = actual.difference(finite);
        double worst = difference.worst().map(Difference.Mismatch::absolute).orElse(0.0);
        assertThat(difference.within(0, worst)).isTrue();
        if (worst > 0) {
            assertThat(difference.within(0, Math.nextDown(worst))).isFalse();
        }
    }

    private static Tensor perturbed(Tensor tensor, List<Double> errors) {
        return Tensor.generate(
                tensor.shape(),
                position ->
                        position < errors.size() ? tensor.at(position) + errors.get(position) : tensor.at(position));
    }
}
