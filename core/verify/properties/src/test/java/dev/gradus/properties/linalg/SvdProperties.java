package dev.gradus.properties.linalg;

import dev.gradus.linalg.Svd;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class SvdProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Svd::new)
                .input(
                        "a",
                        dims("*", "m", "n"),
                        Values.between(-3, 3)
                                .whereNonzero("the least gap of singular values", Ejml::gapOfSingularValues)
                                .kinksWhereZero(
                                        "the distance to a jump of a sign", a -> Ejml.signJump(Ejml.leftVectors(a))))
                .size("m", 0, 3)
                .size("n", 0, 3)
                .size("*", 0, 2)
                .without(
                        Law.MAGNITUDES,
                        "tiny elements make nearly singular matrices, where numerical differentiation says little")
                .referenceTensor(in -> {
                    int m = in.get(0).shape().size(-2), n = in.get(0).shape().size(-1);
                    return Ejml.each(in.get(0), new int[] {m + 1 + n, Math.min(m, n)}, Ejml::svd);
                })
                .tolerance(1e-10, 1e-10)
                .refuses(Shape.of(3));
    }
}
