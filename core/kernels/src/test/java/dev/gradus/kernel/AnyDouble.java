package dev.gradus.kernel;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.RandomDistribution;

/** Arbitrary bit patterns, including NaN and infinities, mixed with full-precision numbers in [−64, 64). */
final class AnyDouble implements ArbitrarySupplier<Double> {
    @Override
    public Arbitrary<Double> get() {
        Arbitrary<Long> bits = Arbitraries.longs().withDistribution(RandomDistribution.uniform());
        return Arbitraries.oneOf(bits.map(Double::longBitsToDouble), bits.map(b -> Math.scalb((double) b, -57)))
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
}
