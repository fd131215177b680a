package dev.gradus.properties.linalg;

import dev.gradus.linalg.Triangle;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import net.jqwik.api.Arbitraries;

class TriangleProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(layout -> Arbitraries.integers().between(-7, 6).map(Part::of))
                .unary((x, part) -> new Triangle(x, part.upper, part.diagonal))
                .input("x", dims("*", "n", "m"), Values.any())
                .referenceTensor((in, part) -> part.of(in.get(0)))
                .size("*", 0, 2)
                .size("n", 0, 3)
                .tolerance(0, 0)
                .refuses(Shape.of(3));
    }

    private record Part(boolean upper, int diagonal) {
        static Part of(int number) {
            return new Part(number % 2 == 0, Math.floorDiv(number, 2));
        }

        Tensor of(Tensor x) {
            double[] elements = x.toArray();
            return Tensor.generate(x.shape(), position -> {
                int[] at = x.shape().index(position);
                int offset = at[at.length - 1] - at[at.length - 2];
                return offset == diagonal || upper == offset > diagonal ? elements[position] : 0;
            });
        }
    }
}
