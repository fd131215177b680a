package dev.gradus.properties.linalg;

import dev.gradus.linalg.SingularValues;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class SingularValuesProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(SingularValues::new)
                .input(
                        "a",
                        dims("*", "m", "n"),
                        Values.between(-3, 3)
                                .whereNonzero("the least gap of singular values", Ejml::gapOfSingularValues))
                .size("m", 0, 3)
                .size("n", 0, 3)
                .size("*", 0, 2)
                .without(
                        Law.MAGNITUDES,
                        "tiny elements make nearly singular matrices, where numerical differentiation says little")
                .referenceTensor(in -> {
                    int m = in.get(0).shape().size(-2), n = in.get(0).shape().size(-1);
                    return Ejml.each(in.get(0), new int[] {Math.min(m, n)}, Ejml::singularValues);
                })
                .refuses(Shape.of(3));
    }
}
