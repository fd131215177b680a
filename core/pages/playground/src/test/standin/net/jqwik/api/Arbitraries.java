package net.jqwik.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.arbitraries.DoubleArbitrary;
import net.jqwik.api.arbitraries.IntegerArbitrary;
import net.jqwik.api.arbitraries.LongArbitrary;

/** Stands in for jqwik's: what contracts of ops use of it. */
public final class Arbitraries {
    private Arbitraries() {}

    public static <T> Arbitrary<T> just(T value) {
        return random -> value;
    }

    @SafeVarargs
    public static <T> Arbitrary<T> of(T... values) {
        return random -> values[random.nextInt(values.length)];
    }

    public static <T> Arbitrary<T> randomValue(Function<Random, T> value) {
        return value::apply;
    }

    public static <T> Arbitrary<List<T>> shuffle(List<T> values) {
        return random -> {
            List<T> shuffled = new ArrayList<>(values);
            for (int i = shuffled.size(); i > 1; i--) {
                Collections.swap(shuffled, i - 1, random.nextInt(i));
            }
            return shuffled;
        };
    }

    public static IntegerArbitrary integers() {
        return IntegerArbitrary.from(-100, 100);
    }

    public static LongArbitrary longs() {
        return Random::nextLong;
    }

    public static DoubleArbitrary doubles() {
        return DoubleArbitrary.from(-100, 100);
    }
}
