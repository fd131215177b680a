package dev.gradus.properties.node;

import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.Layout;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
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
        return ByIndex.tensor(
                x.shape(),
                at -> function.apply(IntStream.range(0, x.shape().size(along))
                        .mapToDouble(k -> x.get(ByIndex.with(at, along, k)))
                        .toArray())[at[along]]);
    }
}
