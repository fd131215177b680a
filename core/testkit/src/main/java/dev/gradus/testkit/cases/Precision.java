package dev.gradus.testkit.cases;

import dev.gradus.testkit.domain.RoundingError;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/** The binary numbers in which an op computes. */
public enum Precision {
    FLOAT64(53, -1022, Double.MAX_VALUE, 1e-12, RoundingError.OF_UNDERFLOW),
    FLOAT32(24, -126, Float.MAX_VALUE, 1e-5, 1e-6),
    FLOAT16(11, -14, 65_504, 0x1p-8, 1e-6),
    BFLOAT16(8, -126, 0x1.fep127, 0x1p-5, 1e-6);

    /** So many numbers are tried, on both sides. */
    private static final int BESIDE = 64;

    private final int digits;
    private final int leastExponent;
    private final double largest;
    private final double relative;
    private final double absolute;

    /**
     * @param digits the binary digits of a number
     * @param leastExponent below which numbers lose digits
     * @param relative the tolerance of a value that is rounded a few times
     */
    Precision(int digits, int leastExponent, double largest, double relative, double absolute) {
        this.digits = digits;
        this.leastExponent = leastExponent;
        this.largest = largest;
        this.relative = relative;
        this.absolute = absolute;
    }

    /** The usual tolerance of a value, relative. */
    public double relative() {
        return relative;
    }

    /** The usual tolerance of a value, absolute. */
    public double absolute() {
        return absolute;
    }

    /** The distance of 1 from the next number. */
    public double ulp() {
        return Math.scalb(1.0, 1 - digits);
    }

    /** The distance of 0 from the next number. */
    public double least() {
        return Math.scalb(1.0, leastExponent - digits + 1);
    }

    /** Beyond that magnitude, products may overflow. */
    public double largestFactor() {
        return Math.sqrt(largest);
    }

    /** The fraction of a numerical derivative that is right if its function is computed with this precision. */
    public double ofSlopes() {
        return Math.scalb(1.0, -digits / 2);
    }

    /** How many times as large as that of float64 the rounding of terms is. */
    public double coarseness() {
        return this == FLOAT64 ? 1 : Math.scalb(1.0, 50 - digits);
    }

    /** Whether a number of this size may round to infinity, or be computed from one that does. */
    public boolean mayOverflow(double x) {
        return this != FLOAT64 && Math.abs(x) >= largest * (1 - relative);
    }

    /** The nearest number of this precision. */
    public double nearest(double x) {
        return Double.isFinite(x) ? Math.rint(x / step(x)) * step(x) : x;
    }

    /** The number of this precision that is nearest of those that are wanted; x itself if none beside it is. */
    public double nearest(double x, DoublePredicate isWanted) {
        double near = nearest(x);
        return IntStream.range(0, BESIDE)
                .mapToDouble(i -> near + (i % 2 == 0 ? i / 2 : -(i + 1) / 2) * step(x))
                .filter(isWanted)
                .findFirst()
                .orElse(x);
    }

    private double step(double x) {
        return Math.scalb(1.0, Math.max(Math.getExponent(x), leastExponent) - digits + 1);
    }
}
