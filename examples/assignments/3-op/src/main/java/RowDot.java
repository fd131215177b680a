import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import java.util.List;

/** The dot products of the rows of two matrices: element t is Σ_i a_ti b_ti. Two (n, k) matrices give n numbers. */
final class RowDot extends Op {
    private RowDot(Node a, Node b) {
        super(shape(a, b), a, b, RowDot::new);
    }

    private static Shape shape(Node a, Node b) {
        if (a.shape().rank() != 2 || !a.shape().equals(b.shape())) {
            throw new ShapeException("RowDot: " + a.describe() + " and " + b.describe() + " must be two (n, k) matrices");
        }
        return Shape.of(a.shape().size(0));
    }

    static RowDot of(Node a, Node b) {
        return new RowDot(a, b);
    }

    /**
     * Task 4: the value.
     *
     * @param in the elements of a and of b, row after row
     * @param out the results; it holds anything at first
     */
    @Override
    public void forward(double[][] in, double[] out) {
        throw new UnsupportedOperationException("Task 4 is not written yet.");
    }

    /**
     * Task 5: the gradients of a and b, each in the shape of its operand. The upstream gradient has n numbers;
     * {@code reshape(n, 1)} makes a column of them, which broadcasts.
     */
    @Override
    public List<Node> backward(Node upstream) {
        throw new UnsupportedOperationException("Task 5 is not written yet.");
    }
}
