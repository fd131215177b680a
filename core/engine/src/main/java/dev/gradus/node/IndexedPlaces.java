package dev.gradus.node;

import java.util.Arrays;

/** Where the elements lie that indices along an axis stand for. */
final class IndexedPlaces {
    private IndexedPlaces() {}

    /**
     * The place, in an array with an axis of this size, of each element that an index chooses.
     *
     * @param indices one for each slice along the axis, or one for each element
     * @param count how many indices lie along the axis
     * @param size of the axis that they choose from
     * @param inner the elements of a slice
     * @param elements how many are chosen
     */
    static int[] of(double[] indices, int count, int size, int inner, int elements) {
        boolean each = indices.length == elements;
        int[] places = new int[elements];
        Arrays.setAll(places, i -> {
            int row = i / inner;
            int index = (int) indices[each ? i : row % count];
            return (row / count * size + index) * inner + i % inner;
        });
        return places;
    }
}
