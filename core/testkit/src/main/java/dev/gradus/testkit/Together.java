package dev.gradus.testkit;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Checks several cases at once, so that a foreign op can compute what all of them need together. */
public interface Together {
    /** Checks one case after the other. */
    Together ONE_BY_ONE = new Together() {
        @Override
        public int atOnce(int checked) {
            return 1;
        }

        @Override
        public <T> List<Optional<T>> all(List<Supplier<Optional<T>>> checks) {
            return checks.stream().map(Supplier::get).toList();
        }
    };

    /**
     * The number of cases to check at once.
     *
     * @param checked the number of cases that have been checked before
     */
    int atOnce(int checked);

    /** The findings of these checks, in order. */
    <T> List<Optional<T>> all(List<Supplier<Optional<T>>> checks);
}
