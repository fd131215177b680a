package dev.gradus.properties.linalg;

import dev.gradus.linalg.Cholesky;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class CholeskyProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Cholesky::new)
                .input("a", dims("*", "n", "n"), Values.between(-10, 10).positiveDefinite())
                .size("*", 0, 2)
                .without(
                        Law.MAGNITUDES,
                        "tiny elements make nearly singular matrices, where numerical differentiation says little")
                .size("n", 0, 3)
                .referenceTensor(in -> Ejml.each(in.get(0), Ejml.sizes(in.get(0)), Ejml::cholesky))
                .refuses(Shape.of(3))
                .refuses(Shape.of(2, 3));
    }
}
