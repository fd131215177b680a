package dev.gradus.properties.linalg;

import dev.gradus.linalg.SymmetricEigen;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class SymmetricEigenProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(SymmetricEigen::new)
                .input(
                        "a",
                        dims("*", "n", "n"),
                        Values.between(-3, 3)
                                .symmetric()
                                .whereNonzero("the least gap of eigenvalues", Ejml::gap)
                                .kinksWhereZero(
                                        "the distance to a jump of a sign", a -> Ejml.signJump(Ejml.eigenvectors(a))))
                .size("n", 0, 3)
                .size("*", 0, 2)
                .without(
                        Law.MAGNITUDES,
                        "tiny elements make nearly singular matrices, where numerical differentiation says little")
                .referenceTensor(in -> {
                    int n = in.get(0).shape().size(-1);
                    return Ejml.each(in.get(0), new int[] {n + 1, n}, Ejml::eigen);
                })
                .tolerance(1e-10, 1e-10)
                .refuses(Shape.of(2, 3));
    }
}
