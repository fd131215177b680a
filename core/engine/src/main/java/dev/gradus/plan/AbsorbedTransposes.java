package dev.gradus.plan;

import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.product.ProductOp;
import dev.gradus.node.MatMul;
import dev.gradus.node.Transpose;
import dev.gradus.tensor.Shape;
import java.util.List;

/** Lets matrix products read transposed operands in place instead of copying them. */
public final class AbsorbedTransposes implements Rewrite {
    private static final List<Integer> SWAPPED = List.of(1, 0);

    /** Whether an op is a matrix product. Only these can change. */
    public static boolean concerns(Program program, int index) {
        return program.node(index) instanceof MatMul;
    }

    @Override
    public boolean apply(Program program, int index) {
        if (!concerns(program, index)) {
            return false;
        }
        int a = program.input(index, 0);
        int b = program.input(index, 1);
        boolean transposedA = isTransposed(program, index, 0);
        boolean transposedB = isTransposed(program, index, 1);
        if (!transposedA && !transposedB) {
            return false;
        }
        Shape shape = program.node(index).shape();
        int inner = program.node(index).inputs().get(0).shape().size(1);
        MatrixProduct product = new MatrixProduct(shape.size(0), inner, shape.size(1), transposedA, transposedB);
        program.computeBy(
                index,
                new ProductOp(product),
                transposedA ? program.input(a, 0) : a,
                transposedB ? program.input(b, 0) : b);
        return true;
    }

    private static boolean isTransposed(Program program, int product, int operand) {
        int index = program.input(product, operand);
        return program.isComputed(index)
                && !program.isReshaped(product, operand)
                && program.node(index) instanceof Transpose transpose
                && transpose.axes().equals(SWAPPED);
    }
}
