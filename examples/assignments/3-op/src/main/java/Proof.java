import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.testkit.Dims;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.function.Function;

/** What an op of somebody else must obey. */
final class Proof {
    private Proof() {}

    /**
     * Task 6: the claims of an op that computes the cube of each element of x. The kit checks any op against them, so write
     * them so that a right op passes and every wrong one is found: an op that is wrong for negative x, one whose value is wrong
     * for large x only, and one whose rule is.
     *
     * @param op makes the op of an input
     */
    static OpSpec cube(Function<Node, Op> op) {
        throw new UnsupportedOperationException("Task 6 is not written yet.");
    }
}
