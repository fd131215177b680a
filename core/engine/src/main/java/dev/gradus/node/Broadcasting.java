package dev.gradus.node;

import dev.gradus.kernel.math.Axes;
import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** NumPy's broadcasting rules for shapes, and the messages for operands that break them. */
final class Broadcasting {
    private Broadcasting() {}

    /** The common shape of three operands, or rank 0 if there is none. */
    static Shape shapeOrScalar(String op, Node a, Node b, Node c) {
        Shape either = shapeOrScalar(b.shape(), c.shape());
        sizes(either, a.shape()).ifPresent(sizes -> Shapes.checkSize(op, List.of(a, b, c), sizes));
        return shapeOrScalar(either, a.shape());
    }

    /** Refuses three operands of which two do not broadcast. */
    static void check(Op op, Node a, Node b, Node c) {
        check(op, b, c);
        check(op, a, b);
        check(op, a, c);
    }

    /**
     * The common shape of two operands, or rank 0 if there is none. Null is accepted; the constructor of the op reports
     * it.
     */
    static Shape shapeOrScalar(Node a, Node b) {
        return a == null || b == null ? Shape.scalar() : shapeOrScalar(a.shape(), b.shape());
    }

    /**
     * The common shape, or rank 0 if there is none. The caller reports the failure once the name of the op is known.
     */
    static Shape shapeOrScalar(Shape a, Shape b) {
        return shape(a, b).orElse(Shape.scalar());
    }

    /** The common shape. Each axis takes its display name from an operand that has the full size there. */
    static Optional<Shape> shape(Shape a, Shape b) {
        if (b.isScalar() || (a.equals(b) && !b.isNamed())) {
            return Optional.of(a);
        }
        if (a.isScalar()) {
            return Optional.of(b);
        }
        return sizes(a, b).filter(sizes -> !Shape.isTooLarge(sizes)).map(sizes -> named(sizes, a, b));
    }

    /** The sizes of the common shape, even if it is too large; empty if the shapes clash. */
    static Optional<int[]> sizes(Shape a, Shape b) {
        int[] sizes = new int[Math.max(a.rank(), b.rank())];
        for (int axis = 0; axis < sizes.length; axis++) {
            int sizeOfA = sizeOrOne(a, axis - sizes.length + a.rank());
            int sizeOfB = sizeOrOne(b, axis - sizes.length + b.rank());
            if (sizeOfA != sizeOfB && sizeOfA != 1 && sizeOfB != 1) {
                return Optional.empty();
            }
            sizes[axis] = sizeOfA == 1 ? sizeOfB : sizeOfA;
        }
        return Optional.of(sizes);
    }

    private static Shape named(int[] sizes, Shape a, Shape b) {
        String[] names = new String[sizes.length];
        for (int axis = 0; axis < sizes.length; axis++) {
            String nameInA = nameOfFull(a, axis - sizes.length + a.rank(), sizes[axis]);
            names[axis] = nameInA.isEmpty() ? nameOfFull(b, axis - sizes.length + b.rank(), sizes[axis]) : nameInA;
        }
        return Shape.of(sizes).named(names);
    }

    /** Whether the shape grows to the target by only repeating axes of size 1 and adding axes on the left. */
    static boolean canGrow(Shape shape, Shape target) {
        Objects.requireNonNull(target, "target");
        return shape.rank() <= target.rank()
                && shape(shape, target).filter(target::equals).isPresent();
    }

    /** Refuses operands that do not broadcast. The message names the sizes that clash, and a remedy if there is one. */
    static void check(Op op, Node a, Node b) {
        if (a.shape().isScalar() || b.shape().isScalar() || a.shape().equals(b.shape())) {
            return;
        }
        Optional<int[]> common = sizes(a.shape(), b.shape());
        if (common.isEmpty()) {
            throw new ShapeException(op.name() + ": " + a.describe() + " and " + b.describe() + " do not broadcast: "
                    + clash(a.shape(), b.shape()) + remedy(op, a, b));
        }
        Shape shape = named(Shapes.checkSize(op.name(), List.of(a, b), common.get()), a.shape(), b.shape());
        if (isAccidental(a.shape(), b.shape(), shape)) {
            throw new ShapeException(op.name() + ": " + a.describe() + " and " + b.describe()
                    + " have different rank and would both grow, to " + shape + remedy(op, a, b));
        }
    }

    /** Whether operands of different rank would both grow: (5) with (5, 1) is nearly always a mistake. */
    static boolean isAccidental(Shape a, Shape b, Shape common) {
        return a.rank() != b.rank() && !a.equals(common) && !b.equals(common);
    }

    private static String clash(Shape a, Shape b) {
        int fromRight = 1;
        while (sizeOrOne(a, a.rank() - fromRight) == sizeOrOne(b, b.rank() - fromRight)
                || sizeOrOne(a, a.rank() - fromRight) == 1
                || sizeOrOne(b, b.rank() - fromRight) == 1) {
            fromRight++;
        }
        String place = fromRight == 1 ? "the last axis" : "axis −" + fromRight;
        return a.size(-fromRight) + " ≠ " + b.size(-fromRight) + " in " + place;
    }

    private static String remedy(Op op, Node a, Node b) {
        return fitting(op, a, b.shape())
                .or(() -> fitting(op, b, a.shape()))
                .map(fix -> "; did you mean " + fix + "?")
                .orElse(".");
    }

    /**
     * A call that makes the node fit the other shape without growing that shape: a reshape to a column, or a transpose.
     */
    private static Optional<String> fitting(Op op, Node node, Shape other) {
        Shape shape = node.shape();
        if (shape.rank() == 1 && fits(op, node, Shape.of(shape.size(0), 1), other)) {
            return Optional.of(Expression.asReceiver(node) + ".reshape(" + shape.size(0) + ", 1)");
        }
        if (shape.rank() == 2 && fits(op, node, Shape.of(shape.size(1), shape.size(0)), other)) {
            return Optional.of(Expression.asReceiver(node) + ".transpose()");
        }
        return Optional.empty();
    }

    /**
     * Whether the node, given that shape, would grow to the other shape and broadcast with the remaining inputs of the
     * op.
     */
    private static boolean fits(Op op, Node node, Shape shape, Shape other) {
        return other.rank() == 2
                && canGrow(shape, other)
                && op.inputs().stream()
                        .allMatch(input -> input.equals(node)
                                || shape(shape, input.shape()).isPresent());
    }

    private static int sizeOrOne(Shape shape, int axis) {
        return axis < 0 ? 1 : shape.size(axis);
    }

    /** The name of the axis if the shape has this size there. */
    private static String nameOfFull(Shape shape, int axis, int size) {
        return axis < 0 || shape.size(axis) != size ? "" : shape.name(axis);
    }

    /** For each axis of the target, whether the shape is repeated along it. */
    static boolean[] grown(Shape shape, Shape target) {
        int shift = target.rank() - shape.rank();
        boolean[] grown = new boolean[target.rank()];
        for (int axis = 0; axis < grown.length; axis++) {
            grown[axis] = axis < shift || (shape.size(axis - shift) == 1 && target.size(axis) != 1);
        }
        return grown;
    }

    /** For each element of the target, the index of the element of the shape that is repeated there. */
    static int[] sources(Shape shape, Shape target) {
        return Axes.offsets(target.sizes(), Axes.broadcastStrides(shape.sizes(), target.sizes()));
    }
}
