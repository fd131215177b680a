package dev.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds whatever the accuracy: symmetry, range, monotony, and the relations between the functions. */
class ElementaryShapeTest {
    private static final double ULP = 0x1p-52;

    @Property
    void tanhAndErfAreExactlyOdd(@ForAll(supplier = AnyDouble.class) double x) {
        Assume.that(!Double.isNaN(x));
        assertThat(Elementary.tanh(-x)).isEqualTo(-Elementary.tanh(x));
        assertThat(Elementary.erf(-x)).isEqualTo(-Elementary.erf(x));
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
    void neverDescendsBetweenNeighbours(Subject subject) {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 200_000; i++) {
            double x = random.nextDouble(Math.max(subject.domainStart, -40), 40);
            assertThat(subject.apply(Math.nextUp(x)))
                    .as("%s above x = %s", subject, x)
                    .isGreaterThanOrEqualTo(subject.apply(x));
        }
    }

    @Property
    void expUndoesLog(@ForAll(supplier = AnyDouble.class) double x) {
        Assume.that(x >= Double.MIN_NORMAL && x < Double.POSITIVE_INFINITY);
        double log = Elementary.log(x);
        assertThat(Elementary.exp(log) / x).isCloseTo(1, within((1 + Math.abs(log)) * ULP));
    }

    @Property
    void expm1UndoesLog1p(@ForAll(supplier = AnyDouble.class) double x) {
        Assume.that(x > -0.5 && x < 1e10 && Math.abs(x) >= Double.MIN_NORMAL);
        double log = Elementary.log1p(x);
        assertThat(Elementary.expm1(log) / x).isCloseTo(1, within((3 + 2 * Math.abs(log)) * ULP));
    }

    @Property
    void sigmoidsOfOppositeArgumentsSumToOne(@ForAll(supplier = AnyDouble.class) double x) {
        Assume.that(Double.isFinite(x));
        assertThat(Elementary.sigmoid(x) + Elementary.sigmoid(-x)).isCloseTo(1, within(2 * ULP));
    }

    @Property
    void softplusesOfOppositeArgumentsDifferByX(@ForAll(supplier = AnyDouble.class) double x) {
        Assume.that(Double.isFinite(x));
        assertThat(Elementary.softplus(x) - Elementary.softplus(-x))
                .isCloseTo(x, within(3 * ULP * Math.max(1, Math.abs(x))));
    }

    @Property
    void tanhIsAStretchedSigmoid(@ForAll(supplier = AnyDouble.class) double x) {
        Assume.that(Double.isFinite(x));
        assertThat(Elementary.tanh(x)).isCloseTo(2 * Elementary.sigmoid(2 * x) - 1, within(3 * ULP));
    }
}
