package dev.gradus.sparse;

import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which elements of a Jacobian can differ from 0 for any feeds and parameters: for each row its columns, sorted. It is
 * found from the graph, so an element that happens to be 0 is part of it.
 */
public final class Pattern {
    private Pattern() {}

    /** The pattern of ∂y/∂x. */
    public static int[][] of(Node y, Node x) {
        Influences influences = new Influences(x.shape().elements());
        influences.startWith(x);
        influences.follow(TopologicalOrder.of(List.of(y)), List.of(y));
        return influences.of(y).sets(y.shape().elements());
    }

    /** The same pattern, with the mirror image of each element too. */
    public static int[][] symmetric(int[][] pattern) {
        List<int[]> both = new ArrayList<>();
        int[][] mirrored = Colouring.transposed(pattern, pattern.length);
        Union union = new Union(pattern.length);
        for (int row = 0; row < pattern.length; row++) {
            both.add(union.begin().add(pattern[row]).add(mirrored[row]).set());
        }
        return both.toArray(int[][]::new);
    }

    /** Where each row begins among all elements, and at the end their number. */
    public static int[] rowStarts(int[][] pattern) {
        int[] starts = new int[pattern.length + 1];
        for (int row = 0; row < pattern.length; row++) {
            starts[row + 1] = starts[row] + pattern[row].length;
        }
        return starts;
    }

    /** The columns of all elements, row by row. */
    public static int[] columns(int[][] pattern) {
        return Arrays.stream(pattern).flatMapToInt(Arrays::stream).toArray();
    }
}
