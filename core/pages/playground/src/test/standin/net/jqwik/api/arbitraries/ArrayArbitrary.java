package net.jqwik.api.arbitraries;

import java.lang.reflect.Array;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;

/** Stands in for jqwik's. */
public interface ArrayArbitrary<T, A> extends Arbitrary<A> {
    static <T, A> ArrayArbitrary<T, A> from(Arbitrary<T> element, Class<A> type, int most) {
        return new ArrayArbitrary<>() {
            @Override
            public A draw(Random random) {
                List<T> drawn = ListArbitrary.from(element, 0, most).draw(random);
                Object array = Array.newInstance(type.getComponentType(), drawn.size());
                for (int i = 0; i < drawn.size(); i++) {
                    Array.set(array, i, drawn.get(i));
                }
                return type.cast(array);
            }

            @Override
            public ArrayArbitrary<T, A> ofMaxSize(int size) {
                return from(element, type, size);
            }
        };
    }

    ArrayArbitrary<T, A> ofMaxSize(int size);
}
