package dev.gradus.properties.node;

import dev.gradus.node.MatMul;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class MatMulProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary(MatMul::new)
                .input("a", dims("n", "k"), Values.between(-1e150, 1e150))
                .input("b", dims("k", "m"), Values.between(-1e150, 1e150))
                .referenceTensor(in -> BatchMatMulProperties.product(in.get(0), in.get(1)))
                .tolerance(0, 0)
                .refuses(Shape.of(3), Shape.of(3, 2))
                .refuses(Shape.of(2, 3), Shape.of(2, 3));
    }
}
