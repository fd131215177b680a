package dev.gradus.testkit.cases;

import java.util.ArrayList;
import java.util.List;

/**
 * How often cases are of each kind of one dimension. Immutable.
 *
 * @param usual the kind of all other cases
 * @param others the rarer kinds, each with its period; where two coincide, the first one applies
 */
record Mix<K>(K usual, List<Other<K>> others) {
    /** A kind that one case in {@code oneOf} has. */
    record Other<K>(K kind, int oneOf) {}

    static <K> Mix<K> of(K usual) {
        return new Mix<>(usual, List.of());
    }

    Mix<K> and(K kind, int oneOf) {
        List<Other<K>> more = new ArrayList<>(others);
        more.add(new Other<>(kind, oneOf));
        return new Mix<>(usual, List.copyOf(more));
    }

    /** The kind of the case with this index. */
    K at(int index) {
        return others.stream()
                .filter(other -> index % other.oneOf == other.oneOf - 1)
                .findFirst()
                .map(Other::kind)
                .orElse(usual);
    }
}
