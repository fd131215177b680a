package dev.gradus.properties.linalg;

import dev.gradus.linalg.TriangularSolve;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import net.jqwik.api.Arbitraries;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

class TriangularSolveProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(layout -> Arbitraries.integers().between(0, 7).map(Triangle::of))
                .nary((in, t) -> new TriangularSolve(in.get(0), in.get(1), t.upper, t.transposed, t.unit))
                .input(
                        "a",
                        dims("*", "n", "n"),
                        (Triangle t) -> Values.between(-3, 3).conditionNumberBelow(1e3, t::of))
                .input("b", dims("*", "n", "m"), Values.between(-10, 10))
                .referenceTensor((in, t) -> Ejml.each(in.get(0), in.get(1), (a, b) -> Ejml.solve(t.matrix(a), b)))
                .size("*", 0, 2)
                .size("n", 0, 3)
                .tolerance(1e-9, 1e-9)
                .refuses(Shape.of(2, 3), Shape.of(2, 1))
                .refuses(Shape.of(2, 2), Shape.of(3, 1));
    }

    private record Triangle(boolean upper, boolean transposed, boolean unit) {
        static Triangle of(int bits) {
            return new Triangle((bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0);
        }

        /** The triangles of these matrices. */
        Tensor of(Tensor a) {
            double[] all = a.toArray();
            int n = a.shape().size(-1);
            return Tensor.generate(a.shape(), p -> element(p / n % n, p % n, all[p]));
        }

        private double element(int i, int j, double a) {
            boolean isOther = upper ? j < i : j > i;
            return isOther ? 0 : i == j && unit ? 1 : a;
        }

        DMatrixRMaj matrix(DMatrixRMaj a) {
            DMatrixRMaj triangle = a.copy();
            for (int i = 0; i < a.numRows; i++) {
                for (int j = 0; j < a.numCols; j++) {
                    triangle.set(i, j, element(i, j, a.get(i, j)));
                }
            }
            if (transposed) {
                CommonOps_DDRM.transpose(triangle);
            }
            return triangle;
        }
    }
}
