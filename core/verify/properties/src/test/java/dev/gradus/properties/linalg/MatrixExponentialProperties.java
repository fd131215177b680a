package dev.gradus.properties.linalg;

import dev.gradus.linalg.MatrixExponential;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

class MatrixExponentialProperties implements OpContract {
    /** Of a matrix 2⁻¹⁰ times as large, fewer terms are below the precision of a double. */
    private static final int SQUARINGS = 10;

    private static final int TERMS = 12;

    @Override
    public OpSpec spec() {
        return OpSpec.unary(MatrixExponential::new)
                .input("a", dims("*", "n", "n"), Values.between(-3, 3))
                .size("*", 0, 2)
                .size("n", 0, 3)
                .referenceTensor(in -> Ejml.each(in.get(0), Ejml.sizes(in.get(0)), MatrixExponentialProperties::series))
                .tolerance(1e-11, 1e-11)
                .refuses(Shape.of(2, 3));
    }

    /** (Σ (A/2¹⁰)ᵏ / k!)^(2¹⁰). */
    private static double[] series(DMatrixRMaj a) {
        DMatrixRMaj small = a.copy();
        CommonOps_DDRM.scale(Math.scalb(1, -SQUARINGS), small);
        DMatrixRMaj sum = CommonOps_DDRM.identity(a.numRows);
        DMatrixRMaj term = sum.copy();
        for (int k = 1; k <= TERMS; k++) {
            term = product(term, small);
            CommonOps_DDRM.divide(term, k);
            CommonOps_DDRM.addEquals(sum, term);
        }
        for (int i = 0; i < SQUARINGS; i++) {
            sum = product(sum, sum);
        }
        return sum.data;
    }

    private static DMatrixRMaj product(DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj product = new DMatrixRMaj(a.numRows, a.numCols);
        if (a.numRows > 0) {
            CommonOps_DDRM.mult(a, b, product);
        }
        return product;
    }
}
