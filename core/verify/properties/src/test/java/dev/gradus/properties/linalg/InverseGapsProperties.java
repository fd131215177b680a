package dev.gradus.properties.linalg;

import dev.gradus.linalg.InverseGaps;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;

class InverseGapsProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(InverseGaps::new)
                .input(
                        "λ",
                        dims("*", "n"),
                        Values.between(-3, 3).whereNonzero("the least gap", InverseGapsProperties::gap))
                .size("*", 0, 2)
                .without(
                        Law.MAGNITUDES,
                        "tiny elements make nearly singular matrices, where numerical differentiation says little")
                .size("n", 0, 3)
                .referenceTensor(in -> gaps(in.get(0)))
                .refuses(Shape.of());
    }

    /** Of all vectors. */
    private static double gap(Tensor vectors) {
        int n = vectors.shape().size(-1);
        double[] all = vectors.toArray();
        double least = 1;
        for (int i = 0; i < all.length; i++) {
            for (int k = i + 1; k < (i / n + 1) * n; k++) {
                least = Math.min(least, Math.abs(all[i] - all[k]));
            }
        }
        return least;
    }

    private static Tensor gaps(Tensor vectors) {
        int rank = vectors.shape().rank();
        int[] sizes = Arrays.copyOf(vectors.shape().sizes(), rank + 1);
        sizes[rank] = sizes[rank - 1];
        return Tensor.generate(Shape.of(sizes), position -> {
            int[] at = Shape.of(sizes).index(position);
            int[] ofI = Arrays.copyOf(at, rank);
            int[] ofJ = ofI.clone();
            ofJ[rank - 1] = at[rank];
            return at[rank - 1] == at[rank] ? 0 : 1 / (vectors.get(ofJ) - vectors.get(ofI));
        });
    }
}
