package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Parts of the same shape joined along a new axis: two parts of shape (3) give (2, 3) with the new axis 0, or (3, 2)
 * with the new axis 1.
 *
 * <p>The gradient of each part is the corresponding slice of the upstream gradient.
 */
public final class Stack extends JoiningOp {
    /**
     * The parts, joined in order.
     *
     * @param axis the new axis of the result; negative values count from the end
     * @throws ShapeException if the parts differ in shape, or the result has no such axis
     * @throws IllegalArgumentException if there are no parts
     */
    public Stack(int axis, Node... parts) {
        this(axis, Parts.list(parts));
    }

    /**
     * The parts in the list, joined in order.
     *
     * @param axis the new axis of the result; negative values count from the end
     * @throws ShapeException if the parts differ in shape, or the result has no such axis
     * @throws IllegalArgumentException if the list is empty
     */
    public Stack(int axis, List<? extends Node> parts) {
        super(shape(axis, new Parts("Stack", parts)), axis, parts, Stack::new);
    }

    @Override
    public List<Node> backward(Node upstream) {
        List<Node> gradients = new ArrayList<>();
        for (int i = 0; i < inputs().size(); i++) {
            gradients.add(upstream.slice(axis, i, i + 1).reshape(input(i).shape()));
        }
        return gradients;
    }

    @Override
    public Notation notation() {
        return Parts.notation("stack", "np.stack", axis, inputs().size());
    }

    private static Shape shape(int axis, Parts parts) {
        Node first = parts.first();
        for (Node part : parts.nodes()) {
            if (!part.shape().equals(first.shape())) {
                throw new ShapeException("Stack: " + first.describe() + " and " + part.describe()
                        + " must have the same shape to be stacked");
            }
        }
        int along = Axis.of("Stack", () -> "the result", first.shape().rank() + 1, axis);
        Shape part = Shapes.named("Stack", parts.nodes(), first.shape().sizes());
        Shape count = Shape.of(parts.nodes().size());
        return Shapes.replaced("Stack", parts.nodes(), part, along, 0, count);
    }
}
