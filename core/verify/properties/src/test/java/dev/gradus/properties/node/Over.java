package dev.gradus.properties.node;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.Layout;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Some axes of x and whether they are kept: what a reduction takes. */
record Over(boolean keepDims, int... axes) {

    /** Any axes of x, by numbers from the left or from the end. */
    static Arbitrary<Over> anyAxes(Layout layout) {
        int rank = layout.shape("x").rank();
        return Arbitraries.randomValue(random -> new Over(random.nextBoolean(), anyOf(rank, random)));
    }

    private static int[] anyOf(int rank, Random random) {
        return IntStream.range(0, rank)
                .filter(axis -> random.nextBoolean())
                .map(axis -> random.nextBoolean() ? axis : axis - rank)
                .toArray();
    }

    boolean includes(int axis, int rank) {
        return Arrays.stream(axes).anyMatch(mine -> Math.floorMod(mine, rank) == axis);
    }

    /** The function of all elements that go into each element of the result, both in row-major order. */
    Tensor reduce(Tensor x, ToDoubleFunction<double[]> function) {
        int rank = x.shape().rank();
        int[] kept =
                IntStream.range(0, rank).filter(axis -> !includes(axis, rank)).toArray();
        Shape result = Shape.of(Arrays.stream(kept).map(x.shape()::size).toArray());
        DoubleStream.Builder[] parts =
                Stream.generate(DoubleStream::builder).limit(result.elements()).toArray(DoubleStream.Builder[]::new);
        for (int i = 0; i < x.shape().elements(); i++) {
            int[] at = x.shape().index(i);
            int place = 0;
            for (int axis : kept) {
                place = place * x.shape().size(axis) + at[axis];
            }
            parts[place].add(x.get(at));
        }
        Tensor reduced = Tensor.generate(
                result, place -> function.applyAsDouble(parts[place].build().toArray()));
        return keepDims
                ? reduced.reshape(IntStream.range(0, rank)
                        .map(axis -> includes(axis, rank) ? 1 : x.shape().size(axis))
                        .toArray())
                : reduced;
    }
}
