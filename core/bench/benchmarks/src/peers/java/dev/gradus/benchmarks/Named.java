package dev.gradus.benchmarks;

import java.util.Map;

/** Things by their names; a view of the map. */
record Named<T>(Map<String, T> all) {
    /**
     * The thing of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    T get(String name) {
        T named = all.get(name);
        if (named == null) {
            throw new IllegalArgumentException(name + " is none of " + all.keySet());
        }
        return named;
    }
}
