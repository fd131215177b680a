import dev.gradus.node.Node;
import dev.gradus.node.UnaryOp;
import java.util.List;

/**
 * Squareplus, a smooth relative of ReLU: ½ (x + √(x² + 4)). It is always positive, near x for large x and near 0 for very
 * negative x.
 */
final class Squareplus extends UnaryOp {
    private Squareplus(Node x) {
        super(x, Squareplus::new);
    }

    static Squareplus of(Node x) {
        return new Squareplus(x);
    }

    /**
     * Tasks 1 and 3: the value of one element. Task 3 asks for all digits everywhere: try x = −10⁹ and x = 10²⁰⁰.
     * {@code Math.hypot} does not overflow.
     */
    @Override
    public double apply(double x) {
        throw new UnsupportedOperationException("Task 1 is not written yet.");
    }

    /**
     * Task 2: the gradient of x, made of nodes. Here x is {@code x()}, and {@code this} is the value. Derive the slope on
     * paper: it is a quotient of two values that you have.
     */
    @Override
    public List<Node> backward(Node upstream) {
        throw new UnsupportedOperationException("Task 2 is not written yet.");
    }
}
