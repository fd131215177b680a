package dev.gradus.sparse;

import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The elements of a Jacobian that can differ from 0 for some feeds and parameters, as the sorted columns of each row. It is
 * derived from the graph, so it includes elements that happen to be 0.
 */
public final class Pattern {
    private Pattern() {}

    /** Returns the pattern of ∂y/∂x. */
    public static int[][] of(Node y, Node x) {
        Influences influences = new Influences(x.shape().elements());
        influences.startWith(x);
        influences.follow(TopologicalOrder.of(List.of(y)), List.of(y));
        return influences.of(y).sets(y.shape().elements());
    }

    /** Adds the mirror image of each element to a pattern. */
    public static int[][] symmetric(int[][] pattern) {
        List<int[]> both = new ArrayList<>();
        int[][] mirrored = Coloring.transposed(pattern, pattern.length);
        Union union = new Union(pattern.length);
        for (int row = 0; row < pattern.length; row++) {
            both.add(union.begin().add(pattern[row]).add(mirrored[row]).set());
        }
        return both.toArray(int[][]::new);
    }

    /** Returns the index of the first element of each row, followed by the number of elements. */
    public static int[] rowStarts(int[][] pattern) {
        int[] starts = new int[pattern.length + 1];
        for (int row = 0; row < pattern.length; row++) {
            starts[row + 1] = starts[row] + pattern[row].length;
        }
        return starts;
    }

    /** Returns the columns of all elements, row by row. */
    public static int[] columns(int[][] pattern) {
        return Arrays.stream(pattern).flatMapToInt(Arrays::stream).toArray();
    }
}
