package dev.gradus.linalg;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.NumpyFormat;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.Objects;

/**
 * Thrown if the numbers of a matrix do not meet the requirements of an op: the matrix is singular or not positive definite,
 * or its eigenvalues are not distinct.
 */
public final class MatrixValueException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    private MatrixValueException(String message) {
        super(message);
    }

    /**
     * Reports that the op's first operand is singular.
     *
     * @param matrix the number of the matrix in the batch
     * @param pivot the index of the pivot that is 0
     */
    public static MatrixValueException singular(Op op, int matrix, int pivot) {
        return new MatrixValueException(
                start(op) + " is singular: " + location(op, matrix) + "pivot " + pivot + " is 0");
    }

    /**
     * Reports that the op's first operand is not positive definite.
     *
     * @param matrix the number of the matrix in the batch
     * @param pivot the index of the first pivot that is not positive
     * @param value that pivot
     */
    public static MatrixValueException notPositiveDefinite(Op op, int matrix, int pivot, double value) {
        return new MatrixValueException(
                start(op) + " is not positive definite: " + location(op, matrix) + "pivot " + pivot
                        + " is " + NumpyFormat.number(value).replace('-', '−')
                        + (Double.isNaN(value) ? "" : "; adding a small number to its diagonal may help"));
    }

    /**
     * Reports that two values of a vector of a batch are equal up to rounding but must differ.
     *
     * @param consequence what has no derivative, and what does
     */
    static MatrixValueException repeated(
            Op op, int vector, int first, int second, double firstValue, double secondValue, String consequence) {
        return new MatrixValueException(op.name() + ": " + op.input(0).describe() + " holds "
                + number(firstValue)
                + (firstValue == secondValue
                        ? " twice"
                        : " and " + number(secondValue) + ", which are equal up to rounding")
                + ": " + location(op, vector) + "at " + first + " and " + second
                + ", where " + consequence);
    }

    private static String number(double value) {
        return NumpyFormat.number(value).replace('-', '−');
    }

    private static String start(Op op) {
        Objects.requireNonNull(op, "op");
        return op.name() + ": " + op.input(0).describe();
    }

    private static String location(Op op, int matrix) {
        Node operand = op.input(0);
        int axes = Math.max(0, operand.shape().rank() - (op instanceof InverseGaps ? 1 : 2));
        Shape batch = Shape.of(Arrays.copyOf(operand.shape().sizes(), axes));
        return batch.isScalar() ? "" : "in place " + Arrays.toString(batch.index(matrix)) + " of the batch ";
    }
}
