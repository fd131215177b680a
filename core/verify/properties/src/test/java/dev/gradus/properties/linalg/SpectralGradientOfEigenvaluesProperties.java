package dev.gradus.properties.linalg;

import dev.gradus.linalg.SpectralGradient;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class SpectralGradientOfEigenvaluesProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary((a, w) -> new SpectralGradient(a, w, SpectralGradient.Of.EIGENVALUES))
                .input(
                        "a",
                        dims("*", "n", "n"),
                        Values.between(-3, 3).symmetric().whereNonzero("the least gap of eigenvalues", Ejml::gap))
                .input("w", dims("*", "n"), Values.between(-10, 10))
                .size("n", 0, 3)
                .size("*", 0, 2)
                .without(
                        Law.MAGNITUDES,
                        "tiny elements make nearly singular matrices, where numerical differentiation says little")
                .referenceTensor(in -> Ejml.ofEigenvalues(in.get(0), in.get(1)))
                .tolerance(1e-10, 1e-10)
                .refuses(Shape.of(2, 3), Shape.of(2))
                .refuses(Shape.of(2, 2), Shape.of(3));
    }
}
