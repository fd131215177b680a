package dev.gradus.properties.foreign;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.stream.IntStream;

/** An op of three inputs that names the two shapes that clash is not accused. */
class AffineProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.nary(in -> new RightOps.Affine(in.get(0), in.get(1), in.get(2)))
                .input("x", dims("n", "k"), Values.between(-1e100, 1e100))
                .input("w", dims("k", "m"), Values.between(-1e100, 1e100))
                .input("b", dims("m"), Values.between(-1e100, 1e100))
                .referenceTensor(in -> affine(in.get(0), in.get(1), in.get(2)));
    }

    private static Tensor affine(Tensor x, Tensor w, Tensor b) {
        return Tensor.generate(Shape.of(x.shape().size(0), w.shape().size(1)), position -> {
            int i = position / w.shape().size(1);
            int j = position % w.shape().size(1);
            return IntStream.range(0, w.shape().size(0))
                            .mapToDouble(k -> x.get(i, k) * w.get(k, j))
                            .sum()
                    + b.get(j);
        });
    }
}
