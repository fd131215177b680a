package net.jqwik.api;

import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.arbitraries.ArrayArbitrary;
import net.jqwik.api.arbitraries.ListArbitrary;

/** Stands in for jqwik's, which cannot run in a browser: draws, and does nothing else. */
@FunctionalInterface
public interface Arbitrary<T> {
    T draw(Random random);

    default RandomGenerator<T> generator(int tries) {
        return random -> {
            T drawn = draw(new Draws(random.nextLong()));
            return () -> drawn;
        };
    }

    default <U> Arbitrary<U> map(Function<? super T, ? extends U> function) {
        return random -> function.apply(draw(random));
    }

    default <U> Arbitrary<U> flatMap(Function<? super T, ? extends Arbitrary<U>> function) {
        return random -> function.apply(draw(random)).draw(random);
    }

    default ListArbitrary<T> list() {
        return ListArbitrary.from(this, 0, ListArbitrary.MOST);
    }

    default <A> ArrayArbitrary<T, A> array(Class<A> type) {
        return ArrayArbitrary.from(this, type, ListArbitrary.MOST);
    }
}
