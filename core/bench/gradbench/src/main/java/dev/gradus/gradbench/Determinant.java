package dev.gradus.gradbench;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gradus.gradbench.Eval.Prepared;
import dev.gradus.gradbench.Problem.Results;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The eval {@code det}: a determinant by expansion into minors along the first row,
 * det M = Σⱼ (−1)ʲ M₀ⱼ det M without row 0 and column j. The minors of the last r rows are one for each choice of r columns,
 * so each is computed once, l·2ˡ⁻¹ products in all, and all of one r at once: from those of r − 1 by indices.
 */
final class Determinant {
    private final Problem problem = new Problem();
    private final Input matrix;
    private final Node determinant;

    record Arguments(@JsonProperty("A") double[] elements, int ell) {}

    private Determinant(Arguments a) {
        int size = Rows.positive("ell", a.ell);
        if (size > 20) {
            throw new IllegalArgumentException(
                    "ell is " + size + "; a matrix of more than 20 rows has too many minors");
        }
        this.matrix = problem.input("A", Rows.checked("A", a.elements, size * size), size, size);
        Node minors = matrix.select(0, size - 1);
        int[] choices = IntStream.range(0, size).map(column -> 1 << column).toArray();
        for (int rows = 2; rows <= size; rows++) {
            int[] before = choices;
            choices = choices(size, rows);
            Expansion expansion = Expansion.of(choices, before, rows);
            minors = matrix.select(0, size - rows)
                    .take(expansion.columns, 0)
                    .multiply(minors.take(expansion.minors, 0))
                    .multiply(expansion.signs)
                    .sum(1);
        }
        this.determinant = minors.sum();
    }

    /** All choices of this number of columns, each as a set of bits. */
    private static int[] choices(int size, int count) {
        return IntStream.range(0, 1 << size)
                .filter(choice -> Integer.bitCount(choice) == count)
                .toArray();
    }

    /** For each minor the columns of its first row, the place of the minor without it, and the signs of its terms. */
    private record Expansion(Constant columns, Constant minors, Constant signs) {
        static Expansion of(int[] choices, int[] before, int rows) {
            int[] places = new int[choices[choices.length - 1] + 1];
            for (int i = 0; i < before.length; i++) {
                places[before[i]] = i;
            }
            double[] columns = new double[choices.length * rows];
            double[] minors = new double[columns.length];
            int next = 0;
            for (int choice : choices) {
                for (int rest = choice; rest != 0; rest &= rest - 1) {
                    int column = Integer.numberOfTrailingZeros(rest);
                    columns[next] = column;
                    minors[next++] = places[choice & ~(1 << column)];
                }
            }
            double[] signs = new double[rows];
            Arrays.setAll(signs, j -> j % 2 == 0 ? 1 : -1);
            Shape shape = Shape.of(choices.length, rows);
            return new Expansion(
                    Constant.of(Tensor.of(shape, columns)),
                    Constant.of(Tensor.of(shape, minors)),
                    Constant.of(Tensor.of(signs)));
        }
    }

    static Eval eval() {
        return new Eval()
                .function("primal", Arguments.class, Determinant::primal)
                .function("gradient", Arguments.class, Determinant::gradient);
    }

    private static Prepared<Double> primal(Arguments a) {
        Determinant det = new Determinant(a);
        return Prepared.of(det.problem.value(det.determinant));
    }

    private static Prepared<Results> gradient(Arguments a) {
        Determinant det = new Determinant(a);
        return Prepared.of(det.problem.gradients(det.determinant, det.matrix), gradients -> gradients[0]);
    }
}
