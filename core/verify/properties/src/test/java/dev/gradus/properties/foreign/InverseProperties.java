package dev.gradus.properties.foreign;

import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

/** The inverse of a matrix of two rows, as one op. */
class InverseProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(RightOps.Inverse::new)
                .input("a", dims("2", "2"), Values.between(-1, 1))
                .referenceTensor(in -> inverse(in.get(0)));
    }

    private static Tensor inverse(Tensor a) {
        double p = a.get(0, 0) + 4;
        double q = a.get(1, 1) + 4;
        double determinant = p * q - a.get(0, 1) * a.get(1, 0);
        return Tensor.of(new double[][] {{q, -a.get(0, 1)}, {-a.get(1, 0), p}}).map(x -> x / determinant);
    }
}
