package dev.gradus.plan;

import dev.gradus.node.Node;
import dev.gradus.node.Reshape;
import dev.gradus.node.Transpose;

/** Finds ops whose elements are those of their operand in the same order: reshapes, and transposes of rows and columns. */
public final class Views implements Rewrite {
    @Override
    public boolean apply(Program program, int place) {
        Node op = program.node(place);
        boolean sameOrder = op instanceof Reshape || (op instanceof Transpose transpose && movesNothing(transpose));
        return sameOrder && program.replace(place, program.input(place, 0));
    }

    /** Axes of size 1 may go anywhere as long as the others keep their order. */
    private static boolean movesNothing(Transpose transpose) {
        int last = -1;
        for (int axis : transpose.axes()) {
            if (transpose.input(0).shape().size(axis) != 1) {
                if (axis < last) {
                    return false;
                }
                last = axis;
            }
        }
        return true;
    }
}
