package dev.gradus.properties.linalg;

import dev.gradus.linalg.Solve;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class SolveProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary(Solve::new)
                .input("a", dims("*", "n", "n"), Values.between(-3, 3).conditionNumberBelow(1e3))
                .input("b", dims("*", "n", "m"), Values.between(-10, 10))
                .size("*", 0, 2)
                .size("n", 0, 3)
                .referenceTensor(in -> Ejml.each(in.get(0), in.get(1), Ejml::solve))
                .tolerance(1e-9, 1e-9)
                .refuses(Shape.of(2, 3), Shape.of(2, 1))
                .refuses(Shape.of(2, 2), Shape.of(3, 1))
                .refuses(Shape.of(5, 2, 2), Shape.of(4, 2, 2));
    }
}
