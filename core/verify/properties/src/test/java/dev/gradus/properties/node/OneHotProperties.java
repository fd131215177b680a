package dev.gradus.properties.node;

import dev.gradus.node.OneHot;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;

class OneHotProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(layout -> Arbitraries.integers().between(4, 6))
                .unary(OneHot::new)
                .inputWithoutDerivative("indices", anyShape(), Values.integers(0, 3))
                .referenceTensor((in, depth) -> oneHot(in.get(0), depth));
    }

    private static Tensor oneHot(Tensor indices, int depth) {
        int rank = indices.shape().rank();
        int[] sizes = Arrays.copyOf(indices.shape().sizes(), rank + 1);
        sizes[rank] = depth;
        return ByIndex.tensor(Shape.of(sizes), at -> at[rank] == indices.get(Arrays.copyOf(at, rank)) ? 1 : 0);
    }
}
