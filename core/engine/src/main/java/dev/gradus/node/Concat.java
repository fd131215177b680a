package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Parts joined along an existing axis: (2, 3) and (4, 3) along axis 0 give (6, 3).
 *
 * <p>The gradient of each part is the corresponding slice of the upstream gradient.
 */
public final class Concat extends JoiningOp {
    /**
     * The parts, joined in order.
     *
     * @param axis negative values count from the end
     * @throws ShapeException if the parts have no such axis, or differ in rank or in the size of another axis
     * @throws IllegalArgumentException if there are no parts
     */
    public Concat(int axis, Node... parts) {
        this(axis, Parts.list(parts));
    }

    /**
     * The parts in the list, joined in order.
     *
     * @param axis negative values count from the end
     * @throws ShapeException if the parts have no such axis, or differ in rank or in the size of another axis
     * @throws IllegalArgumentException if the list is empty
     */
    public Concat(int axis, List<? extends Node> parts) {
        super(shape(axis, new Parts("Concat", parts)), axis, parts, Concat::new);
    }

    @Override
    public List<Node> backward(Node upstream) {
        List<Node> gradients = new ArrayList<>();
        int start = 0;
        for (Node part : inputs()) {
            int stop = start + part.shape().size(axis);
            gradients.add(upstream.slice(axis, start, stop));
            start = stop;
        }
        return gradients;
    }

    @Override
    public Notation notation() {
        return Parts.notation("concat", "np.concatenate", axis, inputs().size());
    }

    private static Shape shape(int axis, Parts parts) {
        Node first = parts.first();
        if (first.shape().isScalar()) {
            throw new ShapeException("Concat: " + first.describe() + " has no axis to join along; use stack");
        }
        int along = Axis.of("Concat", first, axis);
        long total = 0;
        for (Node part : parts.nodes()) {
            check(first, part, along);
            total += part.shape().size(along);
        }
        int[] sizes = first.shape().sizes();
        sizes[along] = Shapes.size(total);
        return Shapes.named("Concat", parts.nodes(), sizes);
    }

    private static void check(Node first, Node part, int along) {
        Shape expected = first.shape();
        Shape shape = part.shape();
        if (shape.rank() != expected.rank()) {
            throw new ShapeException(
                    both(first, part) + " have different ranks: " + expected.rank() + " ≠ " + shape.rank());
        }
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (axis != along && shape.size(axis) != expected.size(axis)) {
                throw new ShapeException(
                        both(first, part) + " may differ only in axis " + along + ", along which they are joined: "
                                + expected.size(axis) + " ≠ " + shape.size(axis) + " in axis " + axis);
            }
        }
    }

    private static String both(Node first, Node part) {
        return "Concat: " + first.describe() + " and " + part.describe();
    }
}
