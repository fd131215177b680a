package dev.gradus.kernel;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.arbitraries.LongArbitrary;

/** Arbitrary bit patterns, including NaN and infinities, mixed with full-precision numbers in [−64, 64). */
final class AnyDouble implements ArbitrarySupplier<Double> {
    @Override
    public Arbitrary<Double> get() {
        return Arbitraries.oneOf(longs().map(Double::longBitsToDouble), moderate())
                .edgeCases(config -> config.add(
                        0.0,
                        -0.0,
                        1.0,
                        -1.0,
                        Double.MIN_VALUE,
                        -Double.MIN_VALUE,
                        Double.MIN_NORMAL,
                        Double.MAX_VALUE,
                        -Double.MAX_VALUE,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        Double.NaN));
    }

    /** Finite numbers of all magnitudes, mixed with full-precision numbers in [−64, 64). */
    static Arbitrary<Double> finite() {
        return Arbitraries.oneOf(between(-Double.MAX_VALUE, Double.MAX_VALUE), moderate());
    }

    /** Returns the doubles from {@code low} to {@code high}, each equally often, so that all magnitudes occur. */
    static Arbitrary<Double> between(double low, double high) {
        return longs().between(rank(low), rank(high)).map(AnyDouble::ofRank);
    }

    private static Arbitrary<Double> moderate() {
        return longs().map(bits -> Math.scalb((double) bits, -57));
    }

    private static LongArbitrary longs() {
        return Arbitraries.longs().withDistribution(RandomDistribution.uniform());
    }

    /** Adjacent doubles have adjacent ranks, and 0 has rank 0. */
    private static long rank(double x) {
        long bits = Double.doubleToRawLongBits(x);
        return bits >= 0 ? bits : Long.MIN_VALUE - bits;
    }

    private static double ofRank(long rank) {
        return Double.longBitsToDouble(rank >= 0 ? rank : Long.MIN_VALUE - rank);
    }
}
