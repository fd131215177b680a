package dev.gradus.properties.linalg;

import dev.gradus.linalg.Qr;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class QrProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Qr::new)
                .input(
                        "a",
                        dims("*", "m", "n"),
                        Values.between(-3, 3).whereNonzero("the least singular value", Ejml::leastSingularValue))
                .size("m", 3, 5)
                .size("n", 0, 3)
                .size("*", 0, 2)
                .without(
                        Law.MAGNITUDES,
                        "tiny elements make nearly singular matrices, where numerical differentiation says little")
                .referenceTensor(in -> {
                    int m = in.get(0).shape().size(-2), n = in.get(0).shape().size(-1);
                    return Ejml.each(in.get(0), new int[] {m + n, n}, Ejml::qr);
                })
                .tolerance(1e-10, 1e-10)
                .refuses(Shape.of(2, 3));
    }
}
