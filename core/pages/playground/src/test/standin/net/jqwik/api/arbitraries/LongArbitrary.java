package net.jqwik.api.arbitraries;

import net.jqwik.api.Arbitrary;

/** Stands in for jqwik's. */
public interface LongArbitrary extends Arbitrary<Long> {}
