package net.jqwik.api.arbitraries;

import net.jqwik.api.Arbitrary;

/** Stands in for jqwik's. */
public interface IntegerArbitrary extends Arbitrary<Integer> {
    static IntegerArbitrary from(int least, int most) {
        return random -> least + random.nextInt(most - least + 1);
    }

    default IntegerArbitrary between(int least, int most) {
        return from(least, most);
    }
}
