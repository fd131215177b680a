package dev.gradus.properties.linalg;

import dev.gradus.linalg.SymmetricEigenvalues;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class SymmetricEigenvaluesProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(SymmetricEigenvalues::new)
                .input(
                        "a",
                        dims("*", "n", "n"),
                        Values.between(-3, 3).symmetric().whereNonzero("the least gap of eigenvalues", Ejml::gap))
                .size("n", 0, 3)
                .size("*", 0, 2)
                .without(
                        Law.MAGNITUDES,
                        "tiny elements make nearly singular matrices, where numerical differentiation says little")
                .referenceTensor(
                        in -> Ejml.each(in.get(0), new int[] {in.get(0).shape().size(-1)}, Ejml::eigenvalues))
                .refuses(Shape.of(2, 3));
    }
}
