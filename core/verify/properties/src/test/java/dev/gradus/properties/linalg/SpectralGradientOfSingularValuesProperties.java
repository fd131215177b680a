package dev.gradus.properties.linalg;

import dev.gradus.linalg.SpectralGradient;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class SpectralGradientOfSingularValuesProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary((a, w) -> new SpectralGradient(a, w, SpectralGradient.Of.SINGULAR_VALUES))
                .input(
                        "a",
                        dims("*", "m", "n"),
                        Values.between(-3, 3)
                                .whereNonzero("the least gap of singular values", Ejml::gapOfSingularValues))
                .input("w", dims("*", "n"), Values.between(-10, 10))
                .size("n", 0, 3)
                .size("m", 6, 7) // no draw of n, a large one neither, is greater
                .size("*", 0, 2)
                .without(Law.REFUSALS, "w has the size of the smaller axis, so the other one may be larger")
                .without(
                        Law.MAGNITUDES,
                        "tiny elements make nearly singular matrices, where numerical differentiation says little")
                .referenceTensor(in -> Ejml.ofSingularValues(in.get(0), in.get(1)))
                .tolerance(1e-10, 1e-10)
                .refuses(Shape.of(3), Shape.of(1))
                .refuses(Shape.of(2, 3), Shape.of(3));
    }
}
