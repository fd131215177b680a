package dev.gradus.testkit.cases;

import dev.gradus.testkit.domain.Interval;
import java.util.List;

/**
 * How a law draws its cases: from which part of the domain, and how often from each kind of each dimension. The
 * dimensions are independent of each other.
 *
 * <p>The numbers of cases between two of a kind have no common divisor, so that all pairs of kinds meet: of 63 cases of
 * {@link #ADJOINT}, one has both a long axis and elements that are all alike.
 */
public enum Draw {
    /** Away from kinks, ties and edges. */
    SMOOTH(true, Mix.of(Size.FEW), Mix.of(Pattern.APART)),
    /** Smooth, with more elements. */
    SMOOTH_LARGE(
            true, Mix.of(Size.SEVERAL).and(Size.LINE, 9), Mix.of(Pattern.APART).and(Pattern.ALIKE, 7)),
    /** Smooth, sometimes with more elements. */
    SMOOTH_ALL_SIZES(
            true,
            Mix.of(Size.FEW).and(Size.SEVERAL, 8).and(Size.LINE, 25),
            Mix.of(Pattern.APART).and(Pattern.ALIKE, 7)),
    /** Smooth, with one axis of some hundred elements, and all others short. */
    SMOOTH_LINE(true, Mix.of(Size.LINE), Mix.of(Pattern.APART)),
    /** Smooth, with one axis just longer than a power of two, up to 65,537. */
    LONG(true, Mix.of(Size.LONGEST).and(Size.LONG, 2), Mix.of(Pattern.APART)),
    /** Smooth, with numbers from 10⁻⁹ to 10⁹ and beyond, and subnormal ones. */
    MAGNITUDES(
            true,
            Mix.of(Size.FEW).and(Size.LINE, 25),
            Mix.of(Pattern.APART),
            Mix.of(Magnitude.ANY).and(Magnitude.SUBNORMAL, 8)),
    /** Smooth, with a number at which the op disagrees most with its reference or its rule. */
    SEARCHED(true, Mix.of(Size.FEW), Mix.of(Pattern.APART)),
    /** Smooth, but at distances from 10⁻¹ to 10⁻¹², or of a subnormal number, from kinks, poles, edges and other elements. */
    NEAR_EDGES(
            true,
            Mix.of(Size.FEW).and(Size.LINE, 17),
            Mix.of(Pattern.NEAR_EDGES),
            Mix.of(Magnitude.ORDINARY).and(Magnitude.SUBNORMAL, 8)),
    /** Smooth, inside a random larger graph. */
    IN_A_GRAPH(true, Mix.of(Size.FEW), Mix.of(Pattern.APART)),
    /** The whole domain, with equal elements, zeros, or numbers that are all tiny. */
    DEGENERATE(false, Mix.of(Size.FEW).and(Size.LINE, 9), Mix.of(Pattern.DEGENERATE)),
    /** The whole domain. */
    ANYWHERE(false, Mix.of(Size.FEW).and(Size.SEVERAL, 16), Mix.of(Pattern.SOME_KINKS)),
    /** The whole domain, with all sizes, patterns and magnitudes. */
    ANYTHING(
            false,
            Mix.of(Size.FEW).and(Size.SEVERAL, 16).and(Size.SMALLEST, 13).and(Size.LINE, 17),
            Mix.of(Pattern.SOME_KINKS).and(Pattern.DEGENERATE, 7).and(Pattern.KINKS, 11),
            Mix.of(Magnitude.ORDINARY)
                    .and(Magnitude.ANY, 5)
                    .and(Magnitude.SUBNORMAL, 8)
                    .and(Magnitude.EXTREME, 19)),
    /** The whole domain, often with more elements, and with all patterns and magnitudes. */
    OFTEN_LARGE(
            false,
            Mix.of(Size.FEW).and(Size.SEVERAL, 3).and(Size.LINE, 17),
            Mix.of(Pattern.SOME_KINKS).and(Pattern.DEGENERATE, 7).and(Pattern.KINKS, 11),
            Mix.of(Magnitude.ORDINARY).and(Magnitude.ANY, 5).and(Magnitude.SUBNORMAL, 8)),
    /** The whole domain, sometimes with axes as small as the spec allows. */
    ALL_SIZES(false, Mix.of(Size.FEW).and(Size.SMALLEST, 8), Mix.of(Pattern.SOME_KINKS)),
    /** At kinks or ties, sometimes with hundreds of equal elements. */
    AT_KINKS(
            false,
            Mix.of(Size.FEW).and(Size.LINE, 16),
            Mix.of(Pattern.KINKS).and(Pattern.EQUAL, 3).and(Pattern.DEGENERATE, 5)),
    /** The largest and smallest magnitudes. */
    EXTREMES(
            false,
            Mix.of(Size.FEW),
            Mix.of(Pattern.SOME_KINKS),
            Mix.of(Magnitude.EXTREME).and(Magnitude.SUBNORMAL, 8)),
    /** The whole domain, with axes as small as the spec allows, or empty. */
    SMALLEST_SIZES(false, Mix.of(Size.SMALLEST), Mix.of(Pattern.SOME_KINKS));

    private final boolean isSmooth;
    private final Mix<Size> sizes;
    private final Mix<Pattern> patterns;
    private final Mix<Magnitude> magnitudes;

    Draw(boolean isSmooth, Mix<Size> sizes, Mix<Pattern> patterns) {
        this(isSmooth, sizes, patterns, Mix.of(Magnitude.ORDINARY));
    }

    Draw(boolean isSmooth, Mix<Size> sizes, Mix<Pattern> patterns, Mix<Magnitude> magnitudes) {
        this.isSmooth = isSmooth;
        this.sizes = sizes;
        this.patterns = patterns;
        this.magnitudes = magnitudes;
    }

    /** What a case is like in each dimension, and whether all of it is smooth. */
    record Kind(boolean isSmooth, Size size, Pattern pattern, Magnitude magnitude) {
        List<Enum<?>> dimensions() {
            return List.of(size, pattern, magnitude);
        }
    }

    /** The kind of the case with this index; the first ones are of the usual kind. */
    Kind kind(int index) {
        return new Kind(isSmooth, sizes.at(index), patterns.at(index), magnitudes.at(index));
    }

    /** Whether the laws that draw here examine derivatives, so that no number may cross a kink. */
    boolean isSmooth() {
        return isSmooth;
    }

    /** Whether a number is far enough from the ends of the interval in which the op is smooth. */
    boolean allows(double x, Interval smooth) {
        return this == SEARCHED || this == NEAR_EDGES ? smooth.contains(x) : smooth.containsWithRoom(x);
    }
}
