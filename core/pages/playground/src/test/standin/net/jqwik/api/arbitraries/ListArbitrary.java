package net.jqwik.api.arbitraries;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;

/** Stands in for jqwik's. */
public interface ListArbitrary<T> extends Arbitrary<List<T>> {
    /** How long a list is that nobody limits. */
    int MOST = 5;

    static <T> ListArbitrary<T> from(Arbitrary<T> element, int least, int most) {
        return new ListArbitrary<>() {
            @Override
            public List<T> draw(Random random) {
                int size = least + random.nextInt(most - least + 1);
                List<T> drawn = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    drawn.add(element.draw(random));
                }
                return drawn;
            }

            @Override
            public ListArbitrary<T> ofSize(int size) {
                return from(element, size, size);
            }
        };
    }

    ListArbitrary<T> ofSize(int size);
}
