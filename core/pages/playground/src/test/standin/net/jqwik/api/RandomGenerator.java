package net.jqwik.api;

import java.util.Random;

/** Stands in for jqwik's. */
@FunctionalInterface
public interface RandomGenerator<T> {
    Shrinkable<T> next(Random random);
}
