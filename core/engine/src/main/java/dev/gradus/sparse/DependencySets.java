package dev.gradus.sparse;

import java.util.Arrays;
import java.util.Optional;

/**
 * What is known about a node.
 *
 * @param value its numbers, if they are the same for all feeds
 * @param influences for each of its elements, the elements of x on which it depends; empty if none depends on any
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DependencySets(Optional<double[]> value, int[][] influences) {
    private static final int[][] NO_SETS = {};

    /** A node that depends on feeds or parameters, but not on x. */
    static final DependencySets INDEPENDENT = new DependencySets(Optional.empty(), NO_SETS);

    static DependencySets constant(double[] value) {
        return new DependencySets(Optional.of(value), NO_SETS);
    }

    static DependencySets dependent(int[][] influences) {
        boolean isNone = Arrays.stream(influences).allMatch(set -> set.length == 0);
        return isNone ? INDEPENDENT : new DependencySets(Optional.empty(), influences);
    }

    /** Creates a node whose elements all depend on the same elements. */
    static DependencySets alike(int[] influences, int elements) {
        int[][] sets = new int[elements][];
        Arrays.fill(sets, influences);
        return dependent(sets);
    }

    boolean isDependent() {
        return influences.length > 0;
    }

    int[] set(int element) {
        return isDependent() ? influences[element] : Union.EMPTY;
    }

    int[][] sets(int elements) {
        return isDependent() ? influences : alike(elements);
    }

    private static int[][] alike(int elements) {
        int[][] sets = new int[elements][];
        Arrays.fill(sets, Union.EMPTY);
        return sets;
    }

    /** Some elements one after the other. */
    DependencySets part(int from, int count) {
        return value.isPresent()
                ? constant(Arrays.copyOfRange(value.get(), from, from + count))
                : isDependent() ? dependent(Arrays.copyOfRange(influences, from, from + count)) : this;
    }
}
