package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The functions of {@link Moves} that combine the elements of vectors. */
final class Grids {
    private Grids() {}

    static List<Node> mesh(Node... vectors) {
        Objects.requireNonNull(vectors, "vectors");
        int[] sizes = new int[vectors.length];
        for (int i = 0; i < vectors.length; i++) {
            if (vectors[i].shape().rank() != 1) {
                throw new ShapeException("meshGrid: " + vectors[i].describe() + " must have one axis");
            }
            sizes[i] = vectors[i].shape().size(0);
        }
        Shapes.checkSize("meshGrid", List.of(vectors), sizes);
        List<Node> grid = new ArrayList<>();
        for (int i = 0; i < vectors.length; i++) {
            int[] column = new int[vectors.length - i];
            Arrays.fill(column, 1);
            column[0] = sizes[i];
            grid.add(vectors[i].reshape(column).broadcastTo(Shape.of(sizes)));
        }
        return grid;
    }

    static Node cartesianProduct(Node... vectors) {
        List<Node> grid = mesh(vectors);
        int rows = grid.isEmpty() ? 0 : grid.get(0).shape().elements();
        return new Stack(1, grid.stream().map(node -> node.reshape(rows)).toList());
    }

    static Node combinations(Node x, int count) {
        Objects.requireNonNull(x, "x");
        Indexing.requireVector("combinations", x);
        if (count < 1) {
            throw new IllegalArgumentException("combinations: the count must be 1 or more, such as 2, not " + count);
        }
        int n = x.shape().size(0);
        Shapes.checkSize("combinations", List.of(x), Shapes.size(binomial(n, count)), count);
        List<int[]> rows = new ArrayList<>(List.of(new int[0]));
        for (int i = 0; i < count; i++) {
            rows = extended(rows, n);
        }
        int[] indices = rows.stream().flatMapToInt(Arrays::stream).toArray();
        return x.take(Indexing.indices(Shape.of(rows.size(), count), indices), 0);
    }

    /** Extends each ascending row by each greater index below n. */
    private static List<int[]> extended(List<int[]> rows, int n) {
        List<int[]> longer = new ArrayList<>();
        for (int[] row : rows) {
            int last = row.length;
            for (int next = last == 0 ? 0 : row[last - 1] + 1; next < n; next++) {
                int[] more = Arrays.copyOf(row, last + 1);
                more[last] = next;
                longer.add(more);
            }
        }
        return longer;
    }

    /** The number of combinations, or some larger number than the size of any array. */
    private static long binomial(int n, int count) {
        long choices = 1;
        for (int i = 1; i <= Math.min(count, n - count); i++) {
            choices = choices * (n - i + 1) / i;
            if (choices > Integer.MAX_VALUE) {
                return choices;
            }
        }
        return count > n ? 0 : choices;
    }
}
