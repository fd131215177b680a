package dev.gradus.properties.node;

import dev.gradus.node.BatchMatMul;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class BatchMatMulProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary(BatchMatMul::new)
                .input("a", dims("*", "n", "k"), Values.between(-1e150, 1e150))
                .input("b", dims("*", "k", "m"), Values.between(-1e150, 1e150))
                .referenceTensor(in -> product(in.get(0), in.get(1)))
                .tolerance(0, 0)
                .refuses(Shape.of(3), Shape.of(3, 2))
                .refuses(Shape.of(2, 1, 2, 2), Shape.of(2, 2, 2));
    }

    /** For batches of equal rank; each element is accumulated in order. */
    static Tensor product(Tensor a, Tensor b) {
        int rank = a.shape().rank();
        int[] sizes = a.shape().sizes();
        for (int axis = 0; axis < rank - 2; axis++) {
            sizes[axis] = sizes[axis] == 1 ? b.shape().size(axis) : sizes[axis];
        }
        sizes[rank - 1] = b.shape().size(-1);
        return ByIndex.tensor(Shape.of(sizes), at -> {
            double sum = 0;
            for (int t = 0; t < a.shape().size(-1); t++) {
                int[] ofA = place(a.shape(), ByIndex.with(at, rank - 1, t));
                int[] ofB = place(b.shape(), ByIndex.with(at, rank - 2, t));
                sum = Math.fma(a.get(ofA), b.get(ofB), sum);
            }
            return sum;
        });
    }

    /** Axes of size 1 are repeated. */
    private static int[] place(Shape shape, int... index) {
        int[] place = index.clone();
        for (int axis = 0; axis < place.length; axis++) {
            place[axis] = shape.size(axis) == 1 ? 0 : place[axis];
        }
        return place;
    }
}
