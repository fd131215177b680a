package dev.gradus.explain;

import dev.gradus.node.Dependence;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The shape of a value in a simplified formula, which omits copies and axes of size 1.
 *
 * @param axes the written axis for each axis of the value, or −1 for an axis of copies
 */
record WrittenShape(Shape shape, List<Integer> axes) {
    private static final int NONE = -1;

    private static final int DEEPEST = 32;

    static WrittenShape of(Node node, Formulas formulas) {
        return of(node, formulas, DEEPEST);
    }

    private static WrittenShape of(Node node, Formulas formulas, int depth) {
        if (formulas.isNamed(node)) {
            return whole(node.shape());
        } else if (Symbols.number(node).isPresent()) {
            return new WrittenShape(
                    Shape.scalar(), Collections.nCopies(node.shape().rank(), NONE));
        }
        Op op = (Op) node;
        if (depth == 0) {
            return whole(op.shape());
        } else if (Formulas.changesOnesOnly(op)) {
            return of(op.input(0), formulas, depth - 1)
                    .withOtherOnes(op.input(0).shape(), op.shape());
        } else if (op.dependence() == Dependence.REPETITION) {
            return of(op.input(0), formulas, depth - 1).copied(op.input(0).shape(), op.shape());
        } else if (op.dependence().isElementwise()) {
            List<WrittenShape> operands = op.inputs().stream()
                    .map(input -> of(input, formulas, depth - 1).copied(input.shape(), op.shape()))
                    .filter(operand -> !operand.shape.isScalar())
                    .toList();
            return operands.isEmpty()
                    ? new WrittenShape(
                            Shape.scalar(), Collections.nCopies(op.shape().rank(), NONE))
                    : operands.size() == 1 ? operands.get(0) : whole(op.shape());
        }
        return whole(op.shape());
    }

    private static WrittenShape whole(Shape shape) {
        return new WrittenShape(shape, IntStream.range(0, shape.rank()).boxed().toList());
    }

    /** Returns the shape after broadcasting the value to a larger shape. */
    private WrittenShape copied(Shape from, Shape to) {
        int shift = to.rank() - from.rank();
        List<Integer> there = new ArrayList<>();
        for (int axis = 0; axis < to.rank(); axis++) {
            boolean isCopied = axis < shift || from.size(axis - shift) != to.size(axis);
            there.add(isCopied ? NONE : axes.get(axis - shift));
        }
        return new WrittenShape(shape, there);
    }

    /** Returns the shape after adding or removing axes of size 1. */
    private WrittenShape withOtherOnes(Shape from, Shape to) {
        List<Integer> there = new ArrayList<>();
        int next = 0;
        for (int axis = 0; axis < to.rank(); axis++) {
            while (next < from.rank() && from.size(next) == 1) {
                next++;
            }
            there.add(to.size(axis) == 1 ? NONE : axes.get(next++));
        }
        return new WrittenShape(shape, there);
    }
}
