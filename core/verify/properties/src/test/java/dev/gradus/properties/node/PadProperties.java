package dev.gradus.properties.node;

import dev.gradus.node.Pad;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.Layout;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

class PadProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(Zeros::any)
                .unary((x, zeros) -> new Pad(x, zeros.low, zeros.high, zeros.interior))
                .input("x", anyShape(), Values.any())
                .referenceTensor((in, zeros) -> zeros.pad(in.get(0)));
    }

    private record Zeros(int[] low, int[] high, int[] interior) {
        static Arbitrary<Zeros> any(Layout layout) {
            int rank = layout.shape("x").rank();
            return Arbitraries.randomValue(random -> new Zeros(
                    random.ints(rank, 0, 3).toArray(),
                    random.ints(rank, 0, 3).toArray(),
                    random.ints(rank, 0, 3).toArray()));
        }

        Tensor pad(Tensor x) {
            int[] sizes = IntStream.range(0, low.length)
                    .map(axis -> low[axis] + reach(x.shape().size(axis), axis) + high[axis])
                    .toArray();
            return ByIndex.tensor(Shape.of(sizes), at -> {
                int[] from = new int[at.length];
                for (int axis = 0; axis < at.length; axis++) {
                    int distance = at[axis] - low[axis];
                    int gap = interior[axis] + 1;
                    from[axis] = distance / gap;
                    if (distance < 0
                            || distance % gap != 0
                            || from[axis] >= x.shape().size(axis)) {
                        return 0;
                    }
                }
                return x.get(from);
            });
        }

        private int reach(int size, int axis) {
            return size == 0 ? 0 : size + (size - 1) * interior[axis];
        }
    }
}
