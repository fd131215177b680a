package dev.gradus.testkit.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The kit's matrices, compared with what one computes by hand and with what defines an inverse or a triangle. */
class MatricesTest {
    private static final double[][] UNIT = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    private static final double[][] SWAP = {{0, 1}, {1, 0}};
    private static final double[][] ZERO = {{0, 0}, {0, 0}};
    private static final double[][] EMPTY = {};

    private static double[][] random(int n, long seed) {
        Random random = new Random(seed);
        return Matrices.generate(n, (i, j) -> 6 * random.nextDouble() - 3);
    }

    private static double[] flat(double[][] a) {
        return Arrays.stream(a).flatMapToDouble(Arrays::stream).toArray();
    }

    @Test
    void eachMatrixOfABatchIsMapped() {
        Tensor batch = Tensor.generate(Shape.of(2, 2, 2), i -> i);

        assertThat(Matrices.map(batch, Matrices::transpose).toArray()).containsExactly(0, 2, 1, 3, 4, 6, 5, 7);
        assertThat(Matrices.each(batch, a -> a[1][0])).containsExactly(2, 6);
        assertThat(Matrices.each(Tensor.zeros(Shape.of(3, 0, 0)), a -> 1)).isEmpty();
        assertThat(Matrices.each(Tensor.zeros(Shape.of(0, 2, 2)), a -> 1)).isEmpty();
    }

    @Test
    void otherShapesAreRefused() {
        for (Shape shape : List.of(Shape.of(2), Shape.of(2, 3), Shape.of(3, 3, 2))) {
            assertThatThrownBy(() -> Matrices.size(shape))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("there is an input of shape " + shape);
        }
        assertThat(Matrices.size(Shape.of(5, 2, 2))).isEqualTo(2);
    }

    @Test
    void halvesAreAddedSoThatNothingOverflows() {
        assertThat(flat(Matrices.symmetric(new double[][] {{1e308, 1.5e308}, {1.7e308, 2}})))
                .containsExactly(1e308, 1.6e308, 1.6e308, 2);
    }

    @Test
    void aProductSumsOverTheInnerIndex() {
        double[][] product = Matrices.multiply(new double[][] {{1, 2}, {3, 4}}, new double[][] {{5, 6}, {7, 8}});

        assertThat(flat(product)).containsExactly(19, 22, 43, 50);
        assertThat(Matrices.largest(new double[][] {{1, -7}, {3, 4}})).isEqualTo(7);
        assertThat(Matrices.largest(EMPTY)).isZero();
    }

    /** With the triangle l, the pivots of l·lᵀ are the squares of l's diagonal. */
    @Test
    void pivotsAreThoseOfTheTriangle() {
        for (int n = 1; n < 5; n++) {
            double[][] any = random(n, n);
            double[][] l = Matrices.generate(n, (i, j) -> i > j ? any[i][j] : i == j ? 1 + Math.abs(any[i][j]) : 0);
            double[][] a = Matrices.multiply(l, Matrices.transpose(l));
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                least = Math.min(least, l[i][i] * l[i][i]);
            }
            assertThat(Matrices.leastPivot(a)).isCloseTo(least / Matrices.largest(a), within(1e-14));
        }
    }

    @Test
    void onlyADefiniteMatrixHasPositivePivots() {
        assertThat(Matrices.leastPivot(UNIT)).isEqualTo(1);
        assertThat(Matrices.leastPivot(new double[][] {{4, 0}, {0, 1}})).isEqualTo(0.25);
        assertThat(Matrices.leastPivot(new double[][] {{1, 1}, {1, 1}})).isZero();
        assertThat(Matrices.leastPivot(new double[][] {{1, 2}, {2, 1}})).isCloseTo(-1.5, within(1e-15));
        assertThat(Matrices.leastPivot(new double[][] {{0, 1}, {1, 9}})).isZero();
        assertThat(Matrices.leastPivot(ZERO)).isZero();
        assertThat(Matrices.leastPivot(EMPTY)).isEqualTo(1);
        assertThat(Matrices.leastPivot(new double[][] {{1e300, 0}, {0, 1e300}})).isEqualTo(1);
    }

    @Test
    void aDeterminantIsRelativeToTheLargestElement() {
        assertThat(Matrices.determinant(new double[][] {{0, 2, 1}, {1, 0, 3}, {4, 1, 0}}))
                .isCloseTo(25 / 64.0, within(1e-15));
        assertThat(Matrices.determinant(SWAP)).isEqualTo(-1);
        assertThat(Matrices.determinant(new double[][] {{0, 1, 0}, {0, 0, 1}, {1, 0, 0}}))
                .isEqualTo(1);
        assertThat(Matrices.determinant(new double[][] {{2, 0}, {0, -1}})).isEqualTo(-0.5);
        assertThat(Matrices.determinant(new double[][] {{1e-200, 0}, {0, 1e-200}}))
                .isEqualTo(1);
        assertThat(Matrices.determinant(new double[][] {{1, 2}, {2, 4}})).isZero();
        assertThat(Matrices.determinant(ZERO)).isZero();
        assertThat(Matrices.determinant(EMPTY)).isEqualTo(1);
    }

    /** Elimination without the exchange of rows would divide by 1e-20 and lose all digits. */
    @Test
    void theLargestElementOfAColumnIsThePivot() {
        assertThat(Matrices.determinant(new double[][] {{1e-20, 1, 0}, {-1, 1, 0}, {0.5, 0, 1}}))
                .isCloseTo(1, within(1e-15));
        assertThat(Matrices.conditionNumber(new double[][] {{1e-20, 1}, {-1, 1}}))
                .isCloseTo(4, within(1e-12));
    }

    @Test
    void aConditionNumberIsTheProductOfTwoNorms() {
        assertThat(Matrices.conditionNumber(UNIT)).isEqualTo(1);
        assertThat(Matrices.conditionNumber(SWAP)).isEqualTo(1);
        assertThat(Matrices.conditionNumber(new double[][] {{1, 0}, {0, -10}})).isEqualTo(10);
        assertThat(Matrices.conditionNumber(new double[][] {{1, 2}, {3, 4}})).isCloseTo(21, within(1e-12));
        assertThat(Matrices.conditionNumber(new double[][] {{1e-200, 2e-200}, {3e-200, 4e-200}}))
                .isCloseTo(21, within(1e-12));
        assertThat(Matrices.conditionNumber(new double[][] {{0, 2, 1}, {1, 0, 3}, {4, 1, 0}}))
                .isCloseTo(5 * 16 / 25.0, within(1e-12));
        assertThat(Matrices.conditionNumber(new double[][] {{1, 2}, {2, 4}})).isInfinite();
        assertThat(Matrices.conditionNumber(new double[][] {{0, 0}, {0, 1}})).isInfinite();
        assertThat(Matrices.conditionNumber(ZERO)).isInfinite();
        assertThat(Matrices.conditionNumber(EMPTY)).isEqualTo(1);
    }

    @Test
    void rowsBecomeOrthonormalOneAfterTheOther() {
        for (int n = 1; n < 5; n++) {
            double[][] a = random(n, 7 + n);
            double[][] q = Matrices.gramSchmidt(a);
            assertThat(flat(Matrices.multiply(q, Matrices.transpose(q))))
                    .containsExactly(flat(Matrices.generate(n, (i, j) -> i == j ? 1 : 0)), within(1e-15));
            double[][] l = Matrices.multiply(a, Matrices.transpose(q));
            for (int i = 0; i < n; i++) {
                assertThat(l[i][i]).isPositive();
                assertThat(Arrays.copyOfRange(l[i], i + 1, n)).containsExactly(new double[n - 1 - i], within(1e-14));
            }
        }
    }

    @Test
    void aRowThatDependsOnOthersIsNoDirection() {
        double[][] q = Matrices.gramSchmidt(new double[][] {{1, 1}, {1, 1 + 1e-5}});

        assertThat(q[0]).containsExactly(new double[] {Math.sqrt(0.5), Math.sqrt(0.5)}, within(1e-5));
        assertThat(q[1]).containsExactly(Double.NaN, Double.NaN);
        assertThat(Matrices.gramSchmidt(new double[][] {{1, 1}, {1, 1.01}})[1]).doesNotContain(Double.NaN);
    }

    /** Once is not enough: of a row close to the others little is left, most of it rounding. */
    @Test
    void rowsThatAreCloseToEachOtherBecomeOrthogonalToo() {
        double[][] q = Matrices.gramSchmidt(new double[][] {{1, 0.3, 0.1}, {1, 0.3, 0.102}, {1, 0.302, 0.1}});

        assertThat(Directions.dot(q[0], q[1])).isCloseTo(0, within(1e-15));
        assertThat(Directions.dot(q[1], q[2])).isCloseTo(0, within(1e-15));
    }
}
