import java.util.List;

/**
 * A value in a graph. Scalars and arrays are nodes: this class knows how nodes hang together, and they know their numbers.
 *
 * <p>Fill the gaps of tasks A4 and A5.
 */
abstract class Node {
    /** What this node was computed from; none if it is a leaf. */
    final List<Node> inputs;

    /** Sends the gradient of this node to its inputs. Each op sets it; a leaf has nothing to send. */
    Runnable rule = () -> {};

    Node(Node... inputs) {
        this.inputs = List.of(inputs);
    }

    /** Sets the gradient to 0. */
    abstract void clearGradient();

    /** Sets the gradient to 1. */
    abstract void seedGradient();

    void sendBack() {
        rule.run();
    }

    /** Task A4: all nodes that this one depends on, and itself: each once, and after all of its inputs. */
    List<Node> sorted() {
        throw new UnsupportedOperationException("Task A4 is not written yet.");
    }

    /**
     * Task A5: computes the gradient of this node with respect to every node that it depends on. The gradients of an earlier
     * call do not count.
     */
    void backward() {
        throw new UnsupportedOperationException("Task A5 is not written yet.");
    }
}
