package dev.gradus.check;

import static java.lang.Double.NEGATIVE_INFINITY;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.check.NumericalDerivative.Kind;
import dev.gradus.run.Verdict;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumericalDerivativeTest {
    private static final int POINTS = 20_000;

    // Smooth functions

    @Property
    void smoothFunctionsComeOutToTwelveDigitsAndMore(
            @ForAll SmoothFunction f, @ForAll @Scale(15) @DoubleRange(min = -4, max = 4) double x) {
        Estimate estimate = NumericalDerivative.of(f::at, x);
        double error = Math.abs(estimate.value() - f.slope(x));
        assertThat(estimate.kind()).isEqualTo(Kind.SMOOTH);
        assertThat(error).isLessThanOrEqualTo(5e-13 * f.scale(x));
        assertThat(estimate.error()).isLessThanOrEqualTo(1e-10 * f.scale(x));
    }

    @Property
    void theErrorIsSmallBesideTheOneOfAPlainDifference(@ForAll SmoothFunction f) {
        double x = 0.7;
        double h = 0x1p-17; // where truncation and rounding of a plain difference meet
        double plain = Math.abs((f.at(x + h) - f.at(x - h)) / (2 * h) - f.slope(x));
        double error = Math.abs(NumericalDerivative.of(f::at, x).value() - f.slope(x));
        assertThat(plain).isGreaterThan(1e-12);
        assertThat(error).isLessThan(plain / 50);
    }

    @Property
    void theScaleOfTheFunctionDoesNotMatter(
            @ForAll SmoothFunction f,
            @ForAll @Scale(15) @DoubleRange(min = -2, max = 2) double x,
            @ForAll @Scale(15) @DoubleRange(min = -250, max = 250) double exponent) {
        double factor = StrictMath.pow(10, exponent);
        Estimate estimate = NumericalDerivative.of(t -> factor * f.at(t), x);
        assertThat(estimate.kind()).isEqualTo(Kind.SMOOTH);
        assertThat(estimate.value()).isCloseTo(factor * f.slope(x), within(1e-12 * factor * f.scale(x)));
    }

    @Property
    void theScaleOfTheArgumentIsTheArgumentsOwn(
            @ForAll SmoothFunction f,
            @ForAll @Scale(15) @DoubleRange(min = 0.5, max = 2) double x,
            @ForAll @Scale(15) @DoubleRange(min = 0, max = 200) double exponent) {
        double factor = StrictMath.pow(10, exponent);
        Estimate estimate = NumericalDerivative.of(t -> f.at(t / factor), factor * x);
        assertThat(estimate.kind()).isEqualTo(Kind.SMOOTH);
        assertThat(estimate.value()).isCloseTo(f.slope(x) / factor, within(1e-12 * f.scale(x) / factor));
    }

    /** The seeds, of two million, for which a single sequence of steps mistakes rounding for a kink or does not settle. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                117658, 344580, 466507, 694883, 944996, 1066645, 1140708, 1269565, 1617537, 1661915, 1697044, 1745527,
                1876806
            })
    void whatIsLeftOfLargeNumbersThatCancelIsSmooth(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] slopes = random.doubles(50, -3, 3).toArray();
        double[] at = random.doubles(50, -100, 100).toArray();
        double before = sum(slopes, at, 0);
        Estimate estimate = NumericalDerivative.of(t -> sum(slopes, at, t) - before, 0);
        assertThat(estimate.kind()).isEqualTo(Kind.SMOOTH);
        assertThat(estimate.value()).isCloseTo(DoubleStream.of(slopes).sum(), within(1e-9));
    }

    private static double sum(double[] slopes, double[] at, double t) {
        double sum = 0;
        for (int i = 0; i < slopes.length; i++) {
            sum += slopes[i] * (at[i] + t);
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(doubles = {10, 100, 1000, 1e4, 1e5})
    void aFastOscillationIsFollowed(double frequency) {
        Estimate estimate = NumericalDerivative.of(t -> StrictMath.sin(frequency * t), 0.3);
        assertThat(estimate.kind()).isEqualTo(Kind.SMOOTH);
        assertThat(estimate.value()).isCloseTo(frequency * StrictMath.cos(frequency * 0.3), within(1e-10 * frequency));
    }

    @Test
    void anOscillationWhosePeriodIsAPowerOfTwoIsNotTakenForAConstant() {
        double frequency = 256 * 2 * StrictMath.PI;
        assertThat(NumericalDerivative.of(t -> StrictMath.sin(frequency * t), 0).value())
                .isCloseTo(frequency, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.02, 0.5, 3, 1e4, -0.02, -7})
    void aPoleNearbyIsNoHindrance(double x) {
        Estimate estimate = NumericalDerivative.of(t -> 1 / t, x);
        assertThat(estimate.kind()).isEqualTo(Kind.SMOOTH);
        assertThat(estimate.value() * x * x).isCloseTo(-1, within(5e-13));
    }

    @Test
    void constantsAndStraightLinesComeOutExactly() {
        assertThat(NumericalDerivative.of(t -> 3, 1).value()).isZero();
        assertThat(NumericalDerivative.of(t -> t, 0.3).value()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void theErrorIsHardlyEverUnderestimated(SmoothFunction f) {
        SplittableRandom random = new SplittableRandom(1);
        long under = IntStream.range(0, POINTS)
                .filter(i -> {
                    double x = 8 * random.nextDouble() - 4;
                    Estimate estimate = NumericalDerivative.of(f::at, x);
                    double error = Math.abs(estimate.value() - f.slope(x));
                    return !(error <= 4 * estimate.error() + 2 * Math.ulp(f.slope(x)));
                })
                .count();
        assertThat(under).isLessThanOrEqualTo(POINTS / 10_000);
    }

    /**
     * The noise of the values is 10⁻¹⁶ of the large number, which the estimate must detect. Near the extrema it cannot,
     * because the rounded function is constant there.
     */
    @ParameterizedTest
    @ValueSource(doubles = {10, 1e3, 1e5, 1e7})
    void cancellationInsideTheFunctionIsInTheError(double large) {
        SplittableRandom random = new SplittableRandom(2);
        int smooth = 0;
        int under = 0;
        for (int i = 0; i < POINTS; i++) {
            double x = 4 * random.nextDouble() - 2;
            Estimate estimate = NumericalDerivative.of(t -> (large + StrictMath.sin(t)) - large, x);
            double error = Math.abs(estimate.value() - StrictMath.cos(x));
            smooth += estimate.isSmooth() ? 1 : 0;
            under += estimate.isSmooth() && error > 4 * estimate.error() + 1e-9 ? 1 : 0;
        }
        assertThat(smooth).isGreaterThan(POINTS - POINTS / 500);
        assertThat(under).isLessThan(POINTS / 1000);
    }

    @Test
    void noiseThatIsToldIsInTheErrorAtLeast() {
        Estimate estimate = NumericalDerivative.of(StrictMath::sin, 1, NEGATIVE_INFINITY, POSITIVE_INFINITY, 1e-10);
        assertThat(estimate.error()).isGreaterThan(1e-10);
        assertThat(estimate.value()).isCloseTo(StrictMath.cos(1), within(estimate.error()));
    }

    // Edges of the domain

    @Property
    void nothingIsAskedOutsideOfTheDomain(
            @ForAll SmoothFunction f,
            @ForAll @Scale(15) @DoubleRange(min = -3, max = 3) double low,
            @ForAll @Scale(15) @DoubleRange(min = 0, max = 1) double index,
            @ForAll @Scale(15) @DoubleRange(min = 1e-3, max = 3) double width) {
        double high = low + width;
        double x = Math.min(low + index * width, high);
        DoubleUnaryOperator guarded = t -> {
            assertThat(t == x || (low < t && t < high))
                    .as("%s is inside, or %s", t, x)
                    .isTrue();
            return f.at(t);
        };
        Estimate estimate = NumericalDerivative.of(guarded, x, low, high);
        assertThat(estimate.kind()).isEqualTo(Kind.SMOOTH);
        assertThat(estimate.value()).isCloseTo(f.slope(x), within(1e-6 * f.scale(x)));
        assertThat(estimate.value()).isCloseTo(f.slope(x), within(10 * estimate.error() + 1e-14 * f.scale(x)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-100, 1e-12, 1e-3, 1, 1e6})
    void theEdgeOfTheDomainMayBeSingular(double x) {
        Estimate root = NumericalDerivative.of(Math::sqrt, x, 0, POSITIVE_INFINITY);
        Estimate log = NumericalDerivative.of(StrictMath::log, x, 0, POSITIVE_INFINITY);
        assertThat(root.value() * 2 * Math.sqrt(x)).isCloseTo(1, within(5e-13));
        // The logarithm's rounding is proportional to its value.
        assertThat(log.value() * x).isCloseTo(1, within(1e-14 * Math.max(100, Math.abs(StrictMath.log(x)))));
    }

    @Test
    void atAnEdgeTheSlopeIsTheOneSidedOne() {
        Estimate left = NumericalDerivative.of(StrictMath::exp, 0, 0, 1);
        Estimate right = NumericalDerivative.of(StrictMath::exp, 1, 0, 1);
        assertThat(left.value()).isCloseTo(1, within(1e-11));
        assertThat(right.value()).isCloseTo(StrictMath.E, within(1e-11));
        assertThat(left.leftSlope()).isEqualTo(left.rightSlope()).isEqualTo(left.value());
    }

    /** A step of half the distance to the edge would be dominated by rounding; the other side has room. */
    @Test
    void besideAnEdgeTheOtherSideHelps() {
        Estimate estimate = NumericalDerivative.of(StrictMath::exp, 1e-13, 0, 1);
        assertThat(estimate.value()).isCloseTo(1, within(1e-11));
    }

    @Test
    void aVerticalTangentIsInconclusive() {
        assertThat(NumericalDerivative.of(Math::sqrt, 0, 0, 1).kind()).isEqualTo(Kind.INCONCLUSIVE);
        assertThat(NumericalDerivative.of(StrictMath::cbrt, 0).kind()).isEqualTo(Kind.INCONCLUSIVE);
        assertThat(NumericalDerivative.of(t -> Math.sqrt(Math.abs(t)), 0).kind())
                .isEqualTo(Kind.INCONCLUSIVE);
    }

    @Test
    void aDomainOfOnePointIsInconclusive() {
        assertThat(NumericalDerivative.of(t -> t, 1, 1, 1).kind()).isEqualTo(Kind.INCONCLUSIVE);
    }

    // Kinks and jumps

    @Property
    void aKinkHasTwoSlopes(
            @ForAll SmoothFunction f,
            @ForAll @Scale(15) @DoubleRange(min = -3, max = 3) double x,
            @ForAll @Scale(15) @DoubleRange(min = 1e-5, max = 2) double bend) {
        Estimate estimate = NumericalDerivative.of(t -> f.at(t) + bend * Math.abs(t - x), x);
        assertThat(estimate.kind()).isEqualTo(Kind.KINK);
        double tolerance = 1e-9 * (f.scale(x) + bend);
        assertThat(estimate.leftSlope()).isCloseTo(f.slope(x) - bend, within(tolerance));
        assertThat(estimate.rightSlope()).isCloseTo(f.slope(x) + bend, within(tolerance));
        assertThat(estimate.value()).isCloseTo(f.slope(x), within(tolerance));
    }

    @Property
    void aKinkNearbyIsNotOneHere(
            @ForAll SmoothFunction f,
            @ForAll @Scale(15) @DoubleRange(min = -3, max = 3) double x,
            @ForAll @Scale(15) @DoubleRange(min = -1, max = 1) double bend,
            @ForAll @Scale(15) @DoubleRange(min = -4, max = 0) double exponent,
            @ForAll boolean onTheRight) {
        double distance = StrictMath.pow(10, exponent);
        double kink = onTheRight ? x + distance : x - distance;
        Estimate estimate = NumericalDerivative.of(t -> f.at(t) + bend * Math.abs(t - kink), x);
        assertThat(estimate.kind()).isEqualTo(Kind.SMOOTH);
        double slope = f.slope(x) + (onTheRight ? -bend : bend);
        assertThat(estimate.value()).isCloseTo(slope, within(4 * estimate.error() + 1e-9 * f.scale(x)));
        assertThat(estimate.error()).isLessThan(1e-7 * f.scale(x));
    }

    /** One side alone would mistake the kink for a slope. */
    @Test
    void aKinkBesideAnEdgeIsNotOverlooked() {
        Estimate estimate = NumericalDerivative.of(t -> Math.min(t, -8e-9), 0, NEGATIVE_INFINITY, 0.003);
        assertThat(estimate.kind()).isIn(Kind.KINK, Kind.INCONCLUSIVE);
    }

    @Test
    void maximaAtATieAreKinks() {
        assertThat(NumericalDerivative.of(t -> Math.max(t, 2 * t), 0))
                .isEqualTo(new Estimate(
                        Kind.KINK,
                        1.5,
                        NumericalDerivative.of(t -> Math.max(t, 2 * t), 0).error(),
                        1,
                        2));
        Estimate relu = NumericalDerivative.of(t -> Math.max(t - 1.3, 0), 1.3);
        assertThat(relu.leftSlope()).isZero();
        assertThat(relu.rightSlope()).isCloseTo(1, within(1e-12));
    }

    @Test
    void aJumpIsNoKink() {
        assertThat(NumericalDerivative.of(Math::floor, 2).kind()).isEqualTo(Kind.JUMP);
        assertThat(NumericalDerivative.of(Math::signum, 0).kind()).isEqualTo(Kind.JUMP);
        assertThat(NumericalDerivative.of(t -> t == 1 ? 1 : 0, 1).kind()).isEqualTo(Kind.JUMP);
        assertThat(NumericalDerivative.of(Math::floor, 2.4).value()).isZero();
        assertThat(NumericalDerivative.of(Math::floor, 0, 0, 3).value()).isZero();
    }

    // Inconclusive

    @Property
    void nanAndInfinityAreNeverSilent(@ForAll @Scale(15) @DoubleRange(min = -2, max = 2) double x) {
        assertThat(NumericalDerivative.of(t -> Double.NaN, x).kind()).isEqualTo(Kind.INCONCLUSIVE);
        assertThat(NumericalDerivative.of(t -> POSITIVE_INFINITY, x).kind()).isEqualTo(Kind.INCONCLUSIVE);
        assertThat(NumericalDerivative.of(t -> t > x ? Double.NaN : t, x).kind())
                .isEqualTo(Kind.INCONCLUSIVE);
        assertThat(NumericalDerivative.of(t -> t == x ? NEGATIVE_INFINITY : t, x)
                        .kind())
                .isEqualTo(Kind.INCONCLUSIVE);
    }

    @Test
    void nanFartherAwayDoesNoHarm() {
        Estimate estimate = NumericalDerivative.of(t -> t > 1.01 ? Double.NaN : t * t, 1);
        assertThat(estimate.value()).isCloseTo(2, within(1e-12));
    }

    @Test
    void wildOscillationIsInconclusive() {
        DoubleUnaryOperator wild = t -> t == 0 ? 0 : t * StrictMath.sin(1 / t);
        Estimate estimate = NumericalDerivative.of(wild, 0);
        assertThat(estimate.kind()).isEqualTo(Kind.INCONCLUSIVE);
        assertThat(estimate.value()).isNaN();
        assertThat(estimate.error()).isInfinite();
    }

    // Misuse

    @Test
    void aPointOutsideOfTheDomainIsRefused() {
        assertThatThrownBy(() -> NumericalDerivative.of(StrictMath::log, -1, 0, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x must be a finite number in the domain from 0.0 to 5.0, but is -1.0");
        assertThatThrownBy(() -> NumericalDerivative.of(StrictMath::sin, Double.NaN))
                .hasMessageContaining("but is NaN");
        assertThatThrownBy(() -> NumericalDerivative.of(StrictMath::sin, POSITIVE_INFINITY))
                .hasMessageContaining("but is Infinity");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, POSITIVE_INFINITY})
    void impossibleNoiseIsRefused(double noise) {
        assertThatThrownBy(() -> NumericalDerivative.of(StrictMath::sin, 0, -1, 1, noise))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The noise of f's values must be finite and not negative, not " + noise);
    }

    /** Between two stairs of 1.1e-13, caused by rounding within f, the finest slopes are 0. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.4, 0.7, 1, 1.2, 1.9})
    void roundingWithinAFunctionIsNoProofAgainstItsSlope(double x) {
        Estimate slope = NumericalDerivative.of(t -> 5 + (1000 + 1e-8 * Math.sin(t) - 1000), x);
        assertThat(slope.judge(1e-8 * Math.cos(x), 1e-8, 0)).isEqualTo(Verdict.PASS);
        assertThat(slope.judge(1e-7 * Math.cos(x), 1e-8, 0)).isEqualTo(Verdict.WRONG);
        assertThat(slope.judge(-1e-7 * Math.cos(x), 1e-8, 0)).isEqualTo(Verdict.WRONG);
    }
}
