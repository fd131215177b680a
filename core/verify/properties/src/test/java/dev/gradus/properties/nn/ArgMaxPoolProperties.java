package dev.gradus.properties.nn;

import dev.gradus.nn.ArgMaxPool;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class ArgMaxPoolProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(Pooled::any)
                .unary((x, pooled) -> new ArgMaxPool(x, pooled.windows()))
                .input("x", dims("n", "c", "s", "s"), Values.any().distinct())
                .referenceTensor((in, pooled) -> pooled.places(in.get(0)))
                .size("s", 1, 5)
                .size("n", 0, 2)
                .size("c", 0, 2)
                .tolerance(0, 0)
                .refuses(Shape.of(2, 3));
    }
}
