package dev.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ElementaryAccuracyTest {
    private static final int POINTS = 40_000;

    /** Every interval where a function changes its shape, its reduction or its scale. */
    @ParameterizedTest
    @CsvSource({
        "EXP, -1, 1",
        "EXP, -708, 710",
        "EXP, -746, -707",
        "LOG, 0.5, 2",
        "LOG, 0.70, 0.72",
        "LOG, 0.99, 1.01",
        "LOG, 0, 1e-307",
        "TANH, -0.4, 0.4",
        "TANH, -3, 3",
        "TANH, -20, 20",
        "SIGMOID, -2, 2",
        "SIGMOID, -40, 40",
        "SIGMOID, -746, -700",
    })
    void staysWithinItsBoundOnADenseSweep(Subject subject, double from, double to) {
        SplittableRandom random = new SplittableRandom(1);
        double step = (to - from) / POINTS;
        assertWithinBound(
                subject,
                DoubleStream.iterate(from, x -> x + step).limit(POINTS).map(x -> x + step * random.nextDouble()));
    }

    /** Arguments of every exponent, where linear sweeps have none. */
    @ParameterizedTest
    @EnumSource
    void staysWithinItsBoundAtEveryExponent(Subject subject) {
        SplittableRandom random = new SplittableRandom(2);
        assertWithinBound(
                subject,
                random.longs(POINTS).mapToDouble(Double::longBitsToDouble).filter(subject::isFiniteInDomain));
    }

    @Property
    void staysWithinItsBoundAtAnyBits(@ForAll Subject subject, @ForAll long bits) {
        double x = Double.longBitsToDouble(bits);
        Assume.that(subject.isFiniteInDomain(x));
        assertThat(subject.error(x)).isLessThanOrEqualTo(subject.bound);
    }

    private static void assertWithinBound(Subject subject, DoubleStream arguments) {
        double worst = arguments
                .boxed()
                .max((x, y) -> Double.compare(subject.error(x), subject.error(y)))
                .orElseThrow();
        assertThat(subject.error(worst))
                .as("error of %s in ulp at x = %s", subject, worst)
                .isLessThanOrEqualTo(subject.bound);
    }
}
