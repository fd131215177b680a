package dev.gradus.properties.node;

import dev.gradus.node.ArgSort;
import dev.gradus.testkit.Layout;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Comparator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

class ArgSortProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(Direction::any)
                .unary((x, along) -> new ArgSort(x, along.axis, along.descending))
                .input("x", dims("*", "n"), Values.any().distinct())
                .referenceTensor((in, along) -> Lines.map(in.get(0), along.axis, along::sort))
                .tolerance(0, 0);
    }

    private record Direction(int axis, boolean descending) {
        static Arbitrary<Direction> any(Layout layout) {
            int rank = layout.shape("x").rank();
            return Arbitraries.randomValue(
                    random -> new Direction(random.nextInt(2 * rank) - rank, random.nextBoolean()));
        }

        /** Java's own sort of objects is stable. */
        double[] sort(double... x) {
            Comparator<Integer> byValue = Comparator.comparingDouble(i -> x[i] == 0 ? 0 : x[i]);
            return IntStream.range(0, x.length)
                    .boxed()
                    .sorted(descending ? byValue.reversed() : byValue)
                    .mapToDouble(i -> i)
                    .toArray();
        }
    }
}
