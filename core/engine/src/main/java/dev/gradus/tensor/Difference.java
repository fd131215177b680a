package dev.gradus.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The difference between two tensors, as returned by {@code actual.difference(expected)}. Immutable.
 *
 * <p>Elements mismatch if {@code actual != expected} as numbers: 0 and −0 match, and NaN matches nothing, not even NaN. (To
 * compare bits, use {@link Tensor#equals}, for which all NaNs are equal.) Tensors of different shapes are not compared by
 * element: {@link #sameShape} is false, there is no worst element, and they are not within any tolerance.
 *
 * <pre>{@code
 * Difference difference = actual.difference(expected);
 * difference.within(1e-12, 0);    // false
 * difference.toString();          // 3 of 12 elements differ, worst at [2, 1]: 0.4999 instead of 0.5
 *                                 // (off by 1e-04, 2e-04 relative)
 * }</pre>
 */
public final class Difference {

    private static final int NONE = -1;

    /** Numbers farther apart are not compared in ulps. */
    private static final int MANY_ULPS = 1000;

    private final Tensor actual;
    private final Tensor expected;
    private final boolean sameShape;
    private final int mismatches;
    private final int nans;
    private final int infinites;
    private final int worst;
    private final int worstRelative;

    Difference(Tensor actual, Tensor expected) {
        this.actual = actual;
        this.expected = expected;
        Objects.requireNonNull(expected, "expected");
        this.sameShape = actual.shape().equals(expected.shape());
        int mismatches = 0;
        int nans = 0;
        int infinites = 0;
        int worst = NONE;
        int worstRelative = NONE;
        double largestAbsolute = 0;
        double largestRelative = 0;
        double absoluteOfWorstRelative = 0;
        int elements = sameShape ? actual.shape().elements() : 0;
        for (int position = 0; position < elements; position++) {
            double a = actual.at(position);
            double e = expected.at(position);
            if (a == e) {
                continue;
            }
            mismatches++;
            if (Double.isNaN(a) || Double.isNaN(e)) {
                nans++;
            } else if (Double.isInfinite(a) || Double.isInfinite(e)) {
                infinites++;
            }
            double absolute = absolute(a, e);
            double relative = relative(a, e);
            // Double.compare orders NaN above ∞, and ∞ above all numbers.
            if (Double.compare(absolute, largestAbsolute) > 0) {
                largestAbsolute = absolute;
                worst = position;
            }
            int order = Double.compare(relative, largestRelative);
            if (order > 0 || (order == 0 && absolute > absoluteOfWorstRelative)) {
                largestRelative = relative;
                absoluteOfWorstRelative = absolute;
                worstRelative = position;
            }
        }
        this.mismatches = mismatches;
        this.nans = nans;
        this.infinites = infinites;
        this.worst = worst;
        this.worstRelative = worstRelative;
    }

    private static double absolute(double actual, double expected) {
        return Math.abs(actual - expected);
    }

    private static double relative(double actual, double expected) {
        double absolute = absolute(actual, expected);
        return Double.isInfinite(absolute) ? absolute : absolute / Math.abs(expected);
    }

    /** Returns whether the shapes are equal, ignoring axis names, so that the elements were compared. */
    public boolean sameShape() {
        return sameShape;
    }

    /** Returns the number of elements that mismatch, or 0 if the shapes differ. */
    public int mismatches() {
        return mismatches;
    }

    /** Returns the number of mismatches with a NaN on either side or both. */
    public int nans() {
        return nans;
    }

    /** Returns the number of other mismatches with an infinity on either side, or infinities of opposite sign. */
    public int infinites() {
        return infinites;
    }

    /**
     * Returns the mismatch with the largest {@linkplain Mismatch#absolute absolute} error, the first if there are several.
     * NaN is the worst.
     */
    public Optional<Mismatch> worst() {
        return mismatchAt(worst);
    }

    /**
     * Returns the mismatch with the largest {@linkplain Mismatch#relative relative} error, or of several the one with the
     * largest absolute error. NaN is the worst. If 0 is expected, the relative error of any other number is infinite.
     */
    public Optional<Mismatch> worstRelative() {
        return mismatchAt(worstRelative);
    }

    private Optional<Mismatch> mismatchAt(int position) {
        if (position == NONE) {
            return Optional.empty();
        }
        List<Integer> index =
                Arrays.stream(actual.shape().index(position)).boxed().toList();
        return Optional.of(new Mismatch(index, actual.at(position), expected.at(position)));
    }

    /**
     * Returns whether the shapes are equal and all elements are close, as by {@code numpy.allclose(actual, expected, rtol,
     * atol)}: |actual − expected| ≤ atol + rtol·|expected|, or the same infinity. NaN is not close to anything.
     *
     * @throws IllegalArgumentException if a tolerance is negative, NaN or infinite
     */
    public boolean within(double rtol, double atol) {
        requireTolerance("rtol", rtol);
        requireTolerance("atol", atol);
        if (!sameShape) {
            return false;
        }
        for (int position = 0; position < actual.shape().elements(); position++) {
            double a = actual.at(position);
            double e = expected.at(position);
            boolean close = Double.isFinite(a) && Double.isFinite(e) && absolute(a, e) <= atol + rtol * Math.abs(e);
            if (!close && a != e) {
                return false;
            }
        }
        return true;
    }

    private static void requireTolerance(String name, double tolerance) {
        if (!Double.isFinite(tolerance) || tolerance < 0) {
            throw new IllegalArgumentException(name + " must be a finite number ≥ 0, but is " + tolerance);
        }
    }

    /**
     * Describes the difference in one line: the number of mismatches and the worst of them, and also the worst by relative
     * error if that is another one.
     */
    @Override
    public String toString() {
        if (!sameShape) {
            return "shapes differ: " + actual.shape() + " instead of " + expected.shape();
        }
        int elements = actual.shape().elements();
        if (mismatches == 0) {
            return "no difference in " + elements + (elements == 1 ? " element" : " elements");
        }
        if (elements == 1) {
            return worst().orElseThrow().comparison();
        }
        StringBuilder text = new StringBuilder();
        text.append(mismatches).append(" of ").append(elements).append(" elements ");
        text.append(mismatches == 1 ? "differs" : "differ");
        if (nans > 0) {
            text.append(", ").append(nans).append(" by NaN");
        }
        if (infinites > 0) {
            text.append(", ").append(infinites).append(" by ∞");
        }
        text.append(", worst at ").append(worst().orElseThrow());
        if (worstRelative != worst) {
            text.append("; relatively worst at ").append(worstRelative().orElseThrow());
        }
        return text.toString();
    }

    /**
     * An element that mismatches.
     *
     * @param index one coordinate per axis, from 0
     * @param actual the actual value
     * @param expected the expected value
     */
    public record Mismatch(List<Integer> index, double actual, double expected) {

        /** Copies the index. */
        public Mismatch {
            index = List.copyOf(index);
        }

        /** Returns |actual − expected|: NaN if either is NaN, ∞ if either is infinite. */
        public double absolute() {
            return Difference.absolute(actual, expected);
        }

        /** Returns |actual − expected| / |expected|: ∞ if expected is 0 or either is infinite, NaN if either is NaN. */
        public double relative() {
            return Difference.relative(actual, expected);
        }

        /**
         * Returns the distance of the two in doubles, which is 1 for adjacent ones. {@code Long.MAX_VALUE} if either is NaN
         * or the distance is even larger.
         */
        public long ulps() {
            if (Double.isNaN(actual) || Double.isNaN(expected)) {
                return Long.MAX_VALUE;
            }
            long a = rank(actual);
            long e = rank(expected);
            long distance = Math.max(a, e) - Math.min(a, e);
            return distance < 0 ? Long.MAX_VALUE : distance;
        }

        /** Returns the rank of a double among all doubles in order, 0 for ±0. */
        private static long rank(double value) {
            long magnitude = Double.doubleToRawLongBits(Math.abs(value));
            return value < 0 ? -magnitude : magnitude;
        }

        /** Returns, for example, {@code [2, 1]: 0.4999 instead of 0.5 (off by 1e-04, 2e-04 relative)}. */
        @Override
        public String toString() {
            return index + ": " + comparison();
        }

        private String comparison() {
            String values = Decimals.shortestText(actual) + " instead of " + Decimals.shortestText(expected);
            if (!Double.isFinite(absolute())) {
                return values;
            }
            String ulps = ulps() > MANY_ULPS ? "" : ulps() == 1 ? ", 1 ulp" : ", " + ulps() + " ulps";
            return values + " (off by " + twoDigits(absolute()) + ", " + twoDigits(relative()) + " relative" + ulps
                    + ")";
        }

        private static String twoDigits(double error) {
            if (!Double.isFinite(error)) {
                return Decimals.notFinite(error);
            }
            BigDecimal rounded =
                    Decimals.shortest(error).round(new MathContext(2)).stripTrailingZeros();
            return Decimals.scientific(rounded, rounded.precision() - 1, 2);
        }
    }
}
