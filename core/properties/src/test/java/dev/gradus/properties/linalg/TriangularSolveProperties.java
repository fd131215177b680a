package dev.gradus.properties.linalg;

import dev.gradus.linalg.TriangularSolve;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;

class TriangularSolveProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.drawing(layout -> Arbitraries.integers().between(0, 7).map(Triangle::of))
                .nary((in, t) -> new TriangularSolve(in.get(0), in.get(1), t.upper, t.transposed, t.unit))
                .referenceTensor((in, t) -> Ejml.each(in.get(0), in.get(1), (a, b) -> Ejml.solve(t.matrix(a), b)))
                .input(
                        "a",
                        dims("*", "n", "n"),
                        (Triangle t) -> Values.between(-3, 3)
                                .wherePositive("1 − condition number of the triangle / 1000", t::regularity))
                .input("b", dims("*", "n", "m"), Values.between(-10, 10))
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

        /** Positive if all matrices are well-conditioned. */
        double regularity(Tensor matrices) {
            return Arrays.stream(Ejml.each(matrices, new int[] {1, 1}, a ->
                                    new double[] {1 - condition(matrix(a)) / 1e3})
                            .toArray())
                    .min()
                    .orElse(1);
        }

        private static double condition(DMatrixRMaj triangle) {
            DMatrixRMaj inverse = new DMatrixRMaj(triangle.numRows, triangle.numCols);
            return triangle.numRows == 0
                    ? 1
                    : CommonOps_DDRM.invert(triangle, inverse)
                            ? NormOps_DDRM.inducedP1(triangle) * NormOps_DDRM.inducedP1(inverse)
                            : Double.POSITIVE_INFINITY;
        }

        DMatrixRMaj matrix(DMatrixRMaj a) {
            DMatrixRMaj triangle = a.copy();
            for (int i = 0; i < a.numRows; i++) {
                for (int j = 0; j < a.numCols; j++) {
                    boolean isOther = upper ? j < i : j > i;
                    triangle.set(i, j, isOther ? 0 : i == j && unit ? 1 : a.get(i, j));
                }
            }
            if (transposed) {
                CommonOps_DDRM.transpose(triangle);
            }
            return triangle;
        }
    }
}
