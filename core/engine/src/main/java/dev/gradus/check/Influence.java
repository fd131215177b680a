package dev.gradus.check;

import static dev.gradus.check.AxisBlock.ALL;

import dev.gradus.node.Dependence;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;

/**
 * Which elements of an op's value depend on which of its inputs, as blocks: of the built-in ops on single elements and of
 * matrix products. Of any other op every element may depend on all; what a user's op says of itself is not relied on, as
 * the op is what is checked.
 */
final class Influence {
    private Influence() {}

    /** The axes of one element of a node: fixed wherever there is anything to choose. */
    static int[] ofElement(Shape shape) {
        int[] axes = new int[shape.rank()];
        for (int axis = 0; axis < axes.length; axis++) {
            axes[axis] = shape.size(axis) == 1 ? ALL : axis;
        }
        return axes;
    }

    /** What the block of an input has an influence on. */
    static int[] on(Op op, int input, int[] axes) {
        int[] reached = AxisBlock.everything(op.shape());
        if (isByPlace(op)) {
            int shift = reached.length - axes.length;
            System.arraycopy(axes, 0, reached, shift, axes.length); // a repeated axis has size 1 and is ALL already
            takeInner(op, input, reached);
        }
        return reached;
    }

    /** What a block of the op's value is computed from. */
    static int[] needed(Op op, int input, int[] axes) {
        Node operand = op.input(input);
        int[] needed = AxisBlock.everything(operand.shape());
        if (isByPlace(op)) {
            int shift = op.shape().rank() - needed.length;
            for (int axis = 0; axis < needed.length; axis++) {
                needed[axis] = operand.shape().size(axis) == 1 ? ALL : axes[axis + shift];
            }
            takeInner(op, input, needed);
        }
        return needed;
    }

    /** All of a row of the left operand and of a column of the right one goes into each element of a product. */
    private static void takeInner(Op op, int input, int[] axes) {
        if (op.dependence() == Dependence.PRODUCT) {
            axes[axes.length - 1 - input] = ALL;
        }
    }

    /** The smallest block that holds both. */
    static int[] join(int[] some, int[] more) {
        int[] both = some.clone();
        for (int axis = 0; axis < both.length; axis++) {
            both[axis] = some[axis] == more[axis] ? some[axis] : ALL;
        }
        return both;
    }

    private static boolean isByPlace(Op op) {
        Dependence dependence = op.dependence();
        return op.isBuiltIn() && (dependence.isElementwise() || dependence == Dependence.PRODUCT);
    }
}
