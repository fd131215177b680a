package dev.gradus.properties.node;

import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.Layout;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** What works along an axis: the numbers there become others. */
final class Lines {
    private Lines() {}

    /** Any axis of x, from the left or from the end. */
    static Arbitrary<Integer> anyAxis(Layout layout) {
        int rank = layout.shape("x").rank();
        return Arbitraries.integers().between(-rank, rank - 1);
    }

    static Tensor map(Tensor x, int axis, UnaryOperator<double[]> function) {
        int along = Math.floorMod(axis, x.shape().rank());
        int size = x.shape().size(along);
        int step = Arrays.stream(x.shape().sizes()).skip(along + 1L).reduce(1, (a, b) -> a * b);
        double[] from = x.toArray();
        double[] to = new double[from.length];
        for (int first = 0; first < from.length; first++) {
            if (first / step % size == 0) {
                double[] line = new double[size];
                for (int k = 0; k < size; k++) {
                    line[k] = from[first + k * step];
                }
                double[] mapped = function.apply(line);
                for (int k = 0; k < size; k++) {
                    to[first + k * step] = mapped[k];
                }
            }
        }
        return Tensor.of(x.shape(), to);
    }
}
