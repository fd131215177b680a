package dev.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ElementaryAccuracyTest {
    private static final int POINTS = 20_000;
    private static final double LN2 = StrictMath.log(2);

    private record Measured(double x, double error) {}

    /** All intervals in which a function changes its shape, its reduction or its scale. */
    @ParameterizedTest
    @CsvSource({
        "EXP, -1, 1",
        "EXP, -708, 710",
        "EXP, -746, -707",
        "EXPM1, -0.4, 0.4",
        "EXPM1, 0.3, 1.1",
        "EXPM1, -1.1, -0.3",
        "EXPM1, -40, 710",
        "LOG, 0.5, 2",
        "LOG, 0.70, 0.72",
        "LOG, 0.99, 1.01",
        "LOG, 0, 1e-307",
        "LOG1P, -0.32, 0.45",
        "LOG1P, -1, -0.25",
        "LOG1P, 0.4, 10",
        "LOG1P, -1e-8, 1e-8",
        "TANH, -0.4, 0.4",
        "TANH, -3, 3",
        "TANH, -20, 20",
        "SIGMOID, -2, 2",
        "SIGMOID, -40, 40",
        "SIGMOID, -746, -700",
        "SOFTPLUS, -1, 1",
        "SOFTPLUS, -40, 40",
        "SOFTPLUS, -746, -700",
        "ERF, -0.1, 0.1",
        "ERF, 0.9, 1.1",
        "ERF, -2, 2",
        "ERF, -6.5, 6.5"
    })
    void staysWithinItsBoundOnADenseSweep(Subject subject, double from, double to) {
        SplittableRandom random = new SplittableRandom(1);
        double step = (to - from) / POINTS;
        assertWithinBound(
                subject, IntStream.range(0, POINTS).mapToDouble(i -> from + step * (i + random.nextDouble())));
    }

    /** Arguments of every exponent, most of which linear sweeps miss. */
    @ParameterizedTest
    @EnumSource
    void staysWithinItsBoundAtEveryExponent(Subject subject) {
        SplittableRandom random = new SplittableRandom(2);
        assertWithinBound(subject, random.longs(POINTS).mapToDouble(Double::longBitsToDouble));
    }

    /** Arguments around which x/ln 2 rounds to another integer, and the mantissa is halved. */
    @ParameterizedTest
    @EnumSource
    void staysWithinItsBoundNearEveryReductionBoundary(Subject subject) {
        DoubleStream halfIntegers = IntStream.range(-1076, 1025).mapToDouble(n -> (n + 0.5) * LN2);
        DoubleStream roots = IntStream.range(-1074, 1024).mapToDouble(e -> Math.scalb(Math.sqrt(2), e));
        DoubleStream rootsLessOne = IntStream.range(-53, 1024).mapToDouble(e -> Math.scalb(Math.sqrt(2), e) - 1);
        DoubleStream boundaries = DoubleStream.concat(DoubleStream.concat(halfIntegers, roots), rootsLessOne);
        assertWithinBound(
                subject,
                boundaries
                        .flatMap(x -> DoubleStream.of(x, x / 2))
                        .flatMap(x -> DoubleStream.of(-x, Math.nextDown(x), x, Math.nextUp(x))));
    }

    @Property
    void staysWithinItsBoundAnywhere(@ForAll Subject subject, @ForAll(supplier = AnyDouble.class) double x) {
        DoubleStream.of(x, -x)
                .filter(subject::isFiniteInDomain)
                .forEach(in -> assertThat(subject.error(in)).isLessThanOrEqualTo(subject.bound));
    }

    private static void assertWithinBound(Subject subject, DoubleStream arguments) {
        Measured worst = arguments
                .filter(subject::isFiniteInDomain)
                .mapToObj(x -> new Measured(x, subject.error(x)))
                .reduce((a, b) -> a.error >= b.error ? a : b)
                .orElseThrow();
        assertThat(worst.error)
                .as("error of %s in ulp at x = %s", subject, worst.x)
                .isLessThanOrEqualTo(subject.bound);
    }
}
