package dev.gradus.properties.linalg;

import dev.gradus.linalg.Inverse;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class InverseProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Inverse::new)
                .input("a", dims("*", "n", "n"), Values.between(-3, 3).invertible())
                .size("*", 0, 2)
                .without(
                        Law.MAGNITUDES,
                        "tiny elements make nearly singular matrices, where numerical differentiation says little")
                .size("n", 0, 3)
                .referenceTensor(in -> Ejml.each(in.get(0), Ejml.sizes(in.get(0)), Ejml::inverse))
                .tolerance(1e-9, 1e-9)
                .without(Law.EXTREMES, "a matrix of tiny and ordinary numbers may be singular as a matrix of doubles")
                .refuses(Shape.of(2, 3));
    }
}
