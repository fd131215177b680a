package dev.gradus.properties.linalg;

import dev.gradus.linalg.Inverse;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class InverseProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Inverse::new)
                .input("a", dims("*", "n", "n"), Values.between(-3, 3).conditionNumberBelow(1e3))
                .size("*", 0, 2)
                .size("n", 0, 3)
                .referenceTensor(in -> Ejml.each(in.get(0), Ejml.sizes(in.get(0)), Ejml::inverse))
                .tolerance(1e-9, 1e-9)
                .refuses(Shape.of(2, 3));
    }
}
