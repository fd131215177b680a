package dev.gradus.check;

import static dev.gradus.check.AxisBlock.ALL;

import dev.gradus.node.Dependence;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;

/**
 * Finds which elements of an op's value depend on which elements of its inputs, as blocks. It knows built-in elementwise ops
 * and matrix products. For any other op, each element may depend on all. User-defined ops are not trusted about this,
 * because they are what is checked.
 */
final class Influence {
    private Influence() {}

    /** Returns the axes of one element of a node, fixed wherever there is a choice. */
    static int[] ofElement(Shape shape) {
        int[] axes = new int[shape.rank()];
        for (int axis = 0; axis < axes.length; axis++) {
            axes[axis] = shape.size(axis) == 1 ? ALL : axis;
        }
        return axes;
    }

    /** Returns the block that a block of an input influences. */
    static int[] on(Op op, int input, int[] axes) {
        int[] reached = AxisBlock.everything(op.shape());
        if (isByPlace(op)) {
            int shift = reached.length - axes.length;
            System.arraycopy(axes, 0, reached, shift, axes.length); // a repeated axis has size 1 and is already ALL
            takeInner(op, input, reached);
        }
        return reached;
    }

    /** Returns the block of an input that a block of the op's value needs. */
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

    /** Each element of a product needs a whole row of the left operand and a whole column of the right one. */
    private static void takeInner(Op op, int input, int[] axes) {
        if (op.dependence() == Dependence.PRODUCT) {
            axes[axes.length - 1 - input] = ALL;
        }
    }

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
