package dev.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.kernel.math.Elementary;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Properties that do not depend on the accuracy: symmetry, range, monotonicity, and relations between functions. */
class ElementaryShapeTest {
    private static final double ULP = 0x1p-52;

    @Property
    void tanhAndErfAreExactlyOdd(@ForAll(supplier = AnyDouble.class) double x) {
        // compared as objects: NaN equals NaN, and 0 differs from −0
        assertThat(Elementary.tanh(-x)).isEqualTo(Double.valueOf(-Elementary.tanh(x)));
        assertThat(Elementary.erf(-x)).isEqualTo(Double.valueOf(-Elementary.erf(x)));
    }

    @Property
    void isNaNOutsideTheDomainAndNeverLeavesTheRange(
            @ForAll Subject subject, @ForAll(supplier = AnyDouble.class) double x) {
        double y = subject.apply(x);
        if (x >= subject.domainStart) {
            assertThat(y).isBetween(subject.least, subject.greatest);
        } else {
            assertThat(y).isNaN();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EXP", "EXPM1", "LOG", "LOG1P", "TANH", "SIGMOID"})
    void neverDecreasesBetweenAdjacentDoubles(Subject subject) {
        assertThat(greatestDescentInUlp(subject)).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"SOFTPLUS", "ERF"})
    void decreasesByAtMostOneUlpBetweenAdjacentDoubles(Subject subject) {
        assertThat(greatestDescentInUlp(subject)).isLessThanOrEqualTo(1);
    }

    /** Adjacent doubles in [−40, 40] and, more densely, in [−2, 2], limited to the domain. */
    private static double greatestDescentInUlp(Subject subject) {
        SplittableRandom random = new SplittableRandom(3);
        return random.doubles(400_000, -1, 1)
                .map(u -> Math.abs(u) < 0.5 ? 80 * u : 4 * u)
                .filter(subject::isFiniteInDomain)
                .map(x -> {
                    double y = subject.apply(x);
                    return Math.max(y - subject.apply(Math.nextUp(x)), 0) / Math.ulp(y);
                })
                .max()
                .orElseThrow();
    }

    @Provide
    Arbitrary<Double> finite() {
        return AnyDouble.finite();
    }

    @Provide
    Arbitrary<Double> positive() {
        return Arbitraries.oneOf(
                AnyDouble.between(Double.MIN_NORMAL, Double.MAX_VALUE), AnyDouble.between(0x1p-10, 64));
    }

    @Provide
    Arbitrary<Double> aboveMinusOneHalf() {
        return Arbitraries.oneOf(
                AnyDouble.between(-0.5, -Double.MIN_NORMAL),
                AnyDouble.between(-0.5, -0x1p-10),
                AnyDouble.between(Double.MIN_NORMAL, 1e10),
                AnyDouble.between(0x1p-10, 64));
    }

    @Property
    void expUndoesLog(@ForAll("positive") double x) {
        double log = Elementary.log(x);
        assertThat(Elementary.exp(log) / x).isCloseTo(1, within((1 + Math.abs(log)) * ULP));
    }

    @Property
    void expm1UndoesLog1p(@ForAll("aboveMinusOneHalf") double x) {
        double log = Elementary.log1p(x);
        assertThat(Elementary.expm1(log) / x).isCloseTo(1, within((3 + 2 * Math.abs(log)) * ULP));
    }

    @Property
    void sigmoidsOfOppositeArgumentsSumToOne(@ForAll("finite") double x) {
        assertThat(Elementary.sigmoid(x) + Elementary.sigmoid(-x)).isCloseTo(1, within(2 * ULP));
    }

    @Property
    void softplusesOfOppositeArgumentsDifferByX(@ForAll("finite") double x) {
        assertThat(Elementary.softplus(x) - Elementary.softplus(-x))
                .isCloseTo(x, within(3 * ULP * Math.max(1, Math.abs(x))));
    }

    @Property
    void tanhIsAStretchedSigmoid(@ForAll("finite") double x) {
        assertThat(Elementary.tanh(x)).isCloseTo(2 * Elementary.sigmoid(2 * x) - 1, within(3 * ULP));
    }
}
