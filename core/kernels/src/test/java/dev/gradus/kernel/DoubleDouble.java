package dev.gradus.kernel;

import java.math.BigDecimal;

/**
 * An unevaluated sum of two doubles, |low| ≤ ulp(high)/2: about 106 bits, each operation within a few units of 2^-104.
 */
record DoubleDouble(double high, double low) {
    static final DoubleDouble ONE = of(1);

    static DoubleDouble of(double value) {
        return new DoubleDouble(value, 0);
    }

    static DoubleDouble parse(String decimal) {
        BigDecimal exact = new BigDecimal(decimal);
        double high = exact.doubleValue();
        return new DoubleDouble(high, exact.subtract(new BigDecimal(high)).doubleValue());
    }

    /** Returns a + b exactly. */
    static DoubleDouble sum(double a, double b) {
        double sum = a + b;
        double fromB = sum - a;
        return new DoubleDouble(sum, (a - (sum - fromB)) + (b - fromB));
    }

    DoubleDouble plus(DoubleDouble that) {
        DoubleDouble highs = sum(high, that.high);
        DoubleDouble lows = sum(low, that.low);
        DoubleDouble carried = sum(highs.high, highs.low + lows.high);
        return sum(carried.high, carried.low + lows.low);
    }

    DoubleDouble plus(double that) {
        return plus(of(that));
    }

    DoubleDouble minus(DoubleDouble that) {
        return plus(that.negate());
    }

    DoubleDouble negate() {
        return new DoubleDouble(-high, -low);
    }

    DoubleDouble times(DoubleDouble that) {
        double product = high * that.high;
        double lost = Math.fma(high, that.high, -product);
        return sum(product, lost + (high * that.low + low * that.high));
    }

    DoubleDouble times(double that) {
        return times(of(that));
    }

    DoubleDouble dividedBy(DoubleDouble that) {
        double first = high / that.high;
        DoubleDouble rest = minus(that.times(first));
        double second = rest.high / that.high;
        double third = rest.minus(that.times(second)).high / that.high;
        return sum(first, second).plus(third);
    }

    /** Returns this·2^exponent, exact unless a part becomes subnormal. */
    DoubleDouble scale(int exponent) {
        return new DoubleDouble(Math.scalb(high, exponent), Math.scalb(low, exponent));
    }
}
