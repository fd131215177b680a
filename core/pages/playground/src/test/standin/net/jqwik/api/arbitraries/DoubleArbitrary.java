package net.jqwik.api.arbitraries;

import net.jqwik.api.Arbitrary;

/** Stands in for jqwik's. */
public interface DoubleArbitrary extends Arbitrary<Double> {
    static DoubleArbitrary from(double least, double most) {
        return random -> least + (most - least) * random.nextDouble();
    }

    default DoubleArbitrary between(double least, double most) {
        return from(least, most);
    }
}
