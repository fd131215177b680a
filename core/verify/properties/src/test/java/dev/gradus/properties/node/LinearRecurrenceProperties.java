package dev.gradus.properties.node;

import dev.gradus.node.LinearRecurrence;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.Layout;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

class LinearRecurrenceProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(Direction::any)
                .nary((in, along) -> new LinearRecurrence(in.get(0), in.get(1), along.axis, along.reverse))
                .input("x", dims("*", "n"), Values.between(-1e50, 1e50))
                .input("b", dims("*", "n"), Values.between(-1e50, 1e50))
                .referenceTensor((in, along) -> along.sums(in.get(0), in.get(1)));
    }

    private record Direction(int axis, boolean reverse) {
        static Arbitrary<Direction> any(Layout layout) {
            int rank = layout.shape("x").rank();
            return Arbitraries.randomValue(
                    random -> new Direction(random.nextInt(2 * rank) - rank, random.nextBoolean()));
        }

        /** Each sum for itself, from the b at which it begins. */
        Tensor sums(Tensor a, Tensor b) {
            int along = Math.floorMod(axis, a.shape().rank());
            int last = a.shape().size(along) - 1;
            return ByIndex.tensor(a.shape(), at -> {
                double sum = 0;
                int places = reverse ? last - at[along] : at[along];
                for (int k = 0; k <= places; k++) {
                    int[] here = ByIndex.with(at, along, reverse ? last - k : k);
                    sum = a.get(here) * sum + b.get(here);
                }
                return sum;
            });
        }
    }
}
