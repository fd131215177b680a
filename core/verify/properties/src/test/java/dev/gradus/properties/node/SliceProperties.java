package dev.gradus.properties.node;

import dev.gradus.node.Slice;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.Layout;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

class SliceProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(Bounds::any)
                .unary((x, bounds) -> new Slice(x, bounds.start, bounds.stop, bounds.step))
                .input("x", anyShape(), Values.any())
                .referenceTensor((in, bounds) -> bounds.slice(in.get(0)));
    }

    private record Bounds(int[] start, int[] stop, int[] step) {
        static Arbitrary<Bounds> any(Layout layout) {
            int[] sizes = layout.shape("x").sizes();
            return Arbitraries.randomValue(random -> {
                int[] stop = Arrays.stream(sizes)
                        .map(size -> random.nextInt(size + 1))
                        .toArray();
                int[] start =
                        Arrays.stream(stop).map(end -> random.nextInt(end + 1)).toArray();
                return new Bounds(start, stop, random.ints(sizes.length, 1, 4).toArray());
            });
        }

        Tensor slice(Tensor x) {
            int[] sizes = IntStream.range(0, start.length)
                    .map(axis -> (int) Math.ceil((stop[axis] - start[axis]) / (double) step[axis]))
                    .toArray();
            return ByIndex.tensor(
                    Shape.of(sizes),
                    at -> x.get(IntStream.range(0, at.length)
                            .map(axis -> start[axis] + at[axis] * step[axis])
                            .toArray()));
        }
    }
}
