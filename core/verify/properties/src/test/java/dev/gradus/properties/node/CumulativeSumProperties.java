package dev.gradus.properties.node;

import dev.gradus.node.CumulativeSum;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.Layout;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

class CumulativeSumProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(Direction::any)
                .unary((x, along) -> new CumulativeSum(x, along.axis, along.exclusive, along.reverse))
                .input("x", dims("*", "n"), Values.any())
                .referenceTensor((in, along) -> along.sums(in.get(0)))
                .tolerance(0, 0);
    }

    private record Direction(int axis, boolean exclusive, boolean reverse) {
        static Arbitrary<Direction> any(Layout layout) {
            int rank = layout.shape("x").rank();
            return Arbitraries.randomValue(random ->
                    new Direction(random.nextInt(2 * rank) - rank, random.nextBoolean(), random.nextBoolean()));
        }

        /** One after the other, from the end that the sums begin at. */
        Tensor sums(Tensor x) {
            int along = Math.floorMod(axis, x.shape().rank());
            int last = x.shape().size(along) - 1;
            return ByIndex.tensor(x.shape(), at -> {
                double sum = 0;
                int steps = (reverse ? last - at[along] : at[along]) + (exclusive ? 0 : 1);
                for (int k = 0; k < steps; k++) {
                    sum += x.get(ByIndex.with(at, along, reverse ? last - k : k));
                }
                return sum;
            });
        }
    }
}
