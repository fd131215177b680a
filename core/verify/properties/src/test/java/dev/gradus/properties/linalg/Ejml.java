package dev.gradus.properties.linalg;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/** What EJML, a library of its own, says of every matrix of a batch. */
final class Ejml {
    private Ejml() {}

    /** A function of every matrix; the results have this shape. */
    static Tensor each(Tensor matrices, int[] sizes, Function<DMatrixRMaj, double[]> function) {
        int count = batch(matrices.shape()).elements();
        double[] results = IntStream.range(0, count)
                .mapToObj(i -> function.apply(matrix(matrices, i)))
                .flatMapToDouble(Arrays::stream)
                .toArray();
        return Tensor.of(withBatch(matrices.shape(), sizes), results);
    }

    /** The sizes of a matrix. */
    static int[] sizes(Tensor matrices) {
        return new int[] {matrices.shape().size(-2), matrices.shape().size(-1)};
    }

    static Tensor each(Tensor as, Tensor bs, Solver function) {
        int count = batch(as.shape()).elements();
        double[] results = IntStream.range(0, count)
                .mapToObj(i -> function.solve(matrix(as, i), matrix(bs, i)))
                .flatMapToDouble(Arrays::stream)
                .toArray();
        return Tensor.of(bs.shape(), results);
    }

    interface Solver {
        double[] solve(DMatrixRMaj a, DMatrixRMaj b);
    }

    private static Shape batch(Shape matrices) {
        return Shape.of(Arrays.copyOf(matrices.sizes(), matrices.rank() - 2));
    }

    private static Shape withBatch(Shape matrices, int... sizes) {
        return Shape.of(IntStream.concat(IntStream.of(batch(matrices).sizes()), IntStream.of(sizes))
                .toArray());
    }

    private static DMatrixRMaj matrix(Tensor matrices, int index) {
        int rows = matrices.shape().size(-2);
        int columns = matrices.shape().size(-1);
        double[] all = matrices.toArray();
        return new DMatrixRMaj(
                rows, columns, true, Arrays.copyOfRange(all, index * rows * columns, (index + 1) * rows * columns));
    }

    static double[] cholesky(DMatrixRMaj a) {
        if (a.numRows == 0) {
            return new double[0];
        }
        CholeskyDecomposition_F64<DMatrixRMaj> of = DecompositionFactory_DDRM.chol(a.numRows, true);
        of.decompose(a.copy());
        return of.getT(null).data;
    }

    static double[] solve(DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj x = new DMatrixRMaj(b.numRows, b.numCols);
        if (b.getNumElements() > 0 && !CommonOps_DDRM.solve(a, b, x)) {
            throw new ArithmeticException("singular");
        }
        return x.data;
    }

    static double[] inverse(DMatrixRMaj a) {
        return solve(a, CommonOps_DDRM.identity(a.numRows));
    }

    static double determinant(DMatrixRMaj a) {
        return a.numRows == 0 ? 1 : CommonOps_DDRM.det(a);
    }

    /** Q above R, with a diagonal that is not negative. */
    static double[] qr(DMatrixRMaj a) {
        int m = a.numRows, n = a.numCols;
        DMatrixRMaj both = new DMatrixRMaj(m + n, n);
        if (n == 0) {
            return both.data;
        }
        QRDecomposition<DMatrixRMaj> of = DecompositionFactory_DDRM.qr(m, n);
        of.decompose(a.copy());
        DMatrixRMaj q = of.getQ(null, true), r = of.getR(null, true);
        for (int j = 0; j < n; j++) {
            double sign = r.get(j, j) < 0 ? -1 : 1;
            for (int i = 0; i < m; i++) {
                both.set(i, j, sign * q.get(i, j));
            }
            for (int c = j; c < n; c++) {
                both.set(m + j, c, sign * r.get(j, c));
            }
        }
        return both.data;
    }

    /** The values in ascending order, above the vectors. */
    static double[] eigen(DMatrixRMaj a) {
        int n = a.numRows;
        DMatrixRMaj both = new DMatrixRMaj(n + 1, n);
        if (n == 0) {
            return both.data;
        }
        EigenDecomposition_F64<DMatrixRMaj> of = DecompositionFactory_DDRM.eig(n, true, true);
        of.decompose(a.copy());
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> of.getEigenvalue(i).getReal()))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int j = 0; j < n; j++) {
            both.set(0, j, of.getEigenvalue(order[j]).getReal());
            double[] vector = of.getEigenVector(order[j]).data;
            double sign = sign(vector);
            for (int i = 0; i < n; i++) {
                both.set(i + 1, j, sign * vector[i]);
            }
        }
        return both.data;
    }

    static double[] eigenvalues(DMatrixRMaj a) {
        return Arrays.copyOf(eigen(a), a.numRows);
    }

    /** U, the values in descending order, and V, one below the other. */
    static double[] svd(DMatrixRMaj a) {
        int m = a.numRows, n = a.numCols, k = Math.min(m, n);
        DMatrixRMaj all = new DMatrixRMaj(m + 1 + n, k);
        if (k == 0) {
            return all.data;
        }
        SingularValueDecomposition_F64<DMatrixRMaj> of = DecompositionFactory_DDRM.svd(m, n, true, true, true);
        of.decompose(a.copy());
        double[] values = of.getSingularValues();
        int[] order = IntStream.range(0, k)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        DMatrixRMaj u = of.getU(null, false), v = of.getV(null, false);
        for (int j = 0; j < k; j++) {
            int from = order[j];
            double sign = sign(CommonOps_DDRM.extractColumn(u, from, null).data);
            all.set(m, j, values[from]);
            for (int i = 0; i < m; i++) {
                all.set(i, j, sign * u.get(i, from));
            }
            for (int i = 0; i < n; i++) {
                all.set(m + 1 + i, j, sign * v.get(i, from));
            }
        }
        return all.data;
    }

    static double[] singularValues(DMatrixRMaj a) {
        int k = Math.min(a.numRows, a.numCols);
        return Arrays.copyOfRange(svd(a), a.numRows * k, (a.numRows + 1) * k);
    }

    /** V diag(u) Vᵀ with the eigenvectors. */
    static Tensor ofEigenvalues(Tensor matrices, Tensor u) {
        int n = u.shape().size(-1);
        return scaledProducts(matrices, u, n, n, Ejml::eigen);
    }

    /** U diag(u) Vᵀ with the singular vectors. */
    static Tensor ofSingularValues(Tensor matrices, Tensor u) {
        return scaledProducts(
                matrices, u, 0, (matrices.shape().size(-2) + 1) * u.shape().size(-1), Ejml::svd);
    }

    /** L diag(u) Rᵀ, where L and R begin at these places of a factorization. */
    private static Tensor scaledProducts(
            Tensor matrices, Tensor u, int left, int right, Function<DMatrixRMaj, double[]> factors) {
        int m = matrices.shape().size(-2),
                n = matrices.shape().size(-1),
                k = u.shape().size(-1);
        double[] scales = u.toArray();
        List<double[]> all = IntStream.range(0, batch(matrices.shape()).elements())
                .mapToObj(i -> factors.apply(matrix(matrices, i)))
                .toList();
        return Tensor.generate(matrices.shape(), at -> {
            int matrix = at / n / m, i = at / n % m, j = at % n;
            double[] of = all.get(matrix);
            return IntStream.range(0, k)
                    .mapToDouble(c -> of[left + i * k + c] * scales[matrix * k + c] * of[right + j * k + c])
                    .sum();
        });
    }

    private static double sign(double[] vector) {
        double greatest = Arrays.stream(vector).map(Math::abs).max().orElse(0);
        return Arrays.stream(vector)
                                .filter(x -> Math.abs(x) >= 0.5 * greatest)
                                .findFirst()
                                .orElse(1)
                        < 0
                ? -1
                : 1;
    }

    /**
     * 0 where an element of a vector reaches half of the greatest one's magnitude: another element may decide on the sign
     * from there on, and the vector jumps. It changes its sign there.
     */
    static double signJump(Tensor vectors) {
        double nearest = 1;
        boolean isNegative = false;
        for (DMatrixRMaj matrix : matrices(vectors)) {
            for (int j = 0; j < matrix.numCols; j++) {
                double[] vector = CommonOps_DDRM.extractColumn(matrix, j, null).data;
                double half = Arrays.stream(vector).map(Math::abs).max().orElse(0) / 2;
                for (double element : vector) {
                    nearest = Math.min(nearest, Math.abs(Math.abs(element) - half));
                    isNegative ^= Math.abs(element) < half;
                }
            }
        }
        return isNegative ? -nearest : nearest;
    }

    private static DMatrixRMaj[] matrices(Tensor matrices) {
        return IntStream.range(0, batch(matrices.shape()).elements())
                .mapToObj(i -> matrix(matrices, i))
                .toArray(DMatrixRMaj[]::new);
    }

    /** The vectors of {@link #eigen}. */
    static Tensor eigenvectors(Tensor matrices) {
        int n = matrices.shape().size(-1);
        return each(matrices, new int[] {n, n}, a -> Arrays.copyOfRange(eigen(a), n, (n + 1) * n));
    }

    /** The vectors of {@link #svd} on the left, which decide on the signs. */
    static Tensor leftVectors(Tensor matrices) {
        int m = matrices.shape().size(-2), k = Math.min(m, matrices.shape().size(-1));
        return each(matrices, new int[] {m, k}, a -> Arrays.copyOf(svd(a), m * k));
    }

    /** The least distance between two eigenvalues of a matrix, 0 where rounding or underflow hides it. */
    static double gap(Tensor matrices) {
        return least(each(matrices, new int[] {1}, a -> {
            double[] values = eigenvalues(a);
            return new double[] {clearOf(values, gap(values))};
        }));
    }

    /** The least singular value of a matrix, or distance between two of them, 0 where rounding or underflow hides it. */
    static double gapOfSingularValues(Tensor matrices) {
        return least(each(matrices, new int[] {1}, a -> {
            double[] values = singularValues(a);
            return new double[] {clearOf(values, Math.min(gap(values), least(Tensor.of(values))))};
        }));
    }

    /**
     * The least singular value of a matrix, 0 where it is a thousandth of the largest. The derivatives of a tall matrix's factors
     * change over that distance even where no element makes the matrix singular, so that no step of an element shows it.
     */
    static double leastSingularValue(Tensor matrices) {
        return least(each(matrices, new int[] {1}, a -> {
            double[] values = singularValues(a);
            return new double[] {clearOf(values, least(Tensor.of(values)), 1e-3)};
        }));
    }

    private static double clearOf(double[] values, double least) {
        return clearOf(values, least, 1e-12);
    }

    private static double clearOf(double[] values, double least, double part) {
        double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
        return least < Math.max(part * largest, 1e-100) ? 0 : least;
    }

    static double gap(double[] values) {
        return IntStream.range(1, values.length)
                .mapToDouble(i -> Math.abs(values[i] - values[i - 1]))
                .min()
                .orElse(1);
    }

    private static double least(Tensor numbers) {
        return Arrays.stream(numbers.toArray()).min().orElse(1);
    }
}
