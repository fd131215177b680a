package dev.gradus.plan;

import dev.gradus.kernel.MatrixProduct;
import dev.gradus.kernel.product.ProductOp;
import dev.gradus.node.MatMul;
import dev.gradus.node.Transpose;
import dev.gradus.tensor.Shape;
import java.util.List;

/** Lets products read transposed operands as they are stored: no copy, the same bits. */
public final class AbsorbedTransposes implements Rewrite {
    private static final List<Integer> SWAPPED = List.of(1, 0);

    @Override
    public boolean apply(Program program, int place) {
        if (!(program.node(place) instanceof MatMul)) {
            return false;
        }
        int a = program.input(place, 0);
        int b = program.input(place, 1);
        boolean transposedA = isTransposed(program, place, 0);
        boolean transposedB = isTransposed(program, place, 1);
        if (!transposedA && !transposedB) {
            return false;
        }
        Shape shape = program.node(place).shape();
        int inner = program.node(place).inputs().get(0).shape().size(1);
        MatrixProduct product = new MatrixProduct(shape.size(0), inner, shape.size(1), transposedA, transposedB);
        program.computeBy(
                place,
                new ProductOp(product),
                transposedA ? program.input(a, 0) : a,
                transposedB ? program.input(b, 0) : b);
        return true;
    }

    private static boolean isTransposed(Program program, int product, int operand) {
        int place = program.input(product, operand);
        return program.isComputed(place)
                && !program.isReshaped(product, operand)
                && program.node(place) instanceof Transpose transpose
                && transpose.axes().equals(SWAPPED);
    }
}
