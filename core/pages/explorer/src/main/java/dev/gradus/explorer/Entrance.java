package dev.gradus.explorer;

import dev.gradus.explorer.Item.Direction;
import dev.gradus.explorer.Item.Wire;
import dev.gradus.explorer.TensorFigure.Side;
import dev.gradus.node.Input;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import java.util.List;
import java.util.Optional;

/** Draws a leaf that enters an op from above. */
final class Entrance {
    private static final double TURN = 12;

    private final DiagramNames names;
    private final Excerpt excerpt;

    Entrance(DiagramNames names, Excerpt excerpt) {
        this.names = names;
        this.excerpt = excerpt;
    }

    /**
     * The leaf's box above the circle, its gradient beside it, and both edges; returns the part of the width that it
     * takes.
     */
    Rect draw(Block block, Op op, int input, Rect rim, double from, double drop) {
        Leaf leaf = (Leaf) op.input(input);
        TensorFigure figure = names.figure(leaf, nameSide(leaf));
        double wireX = from == 0 ? 0 : from - figure.bounds().x() + figure.box().width() / 2;
        double bottom = rim.y() - drop;
        double left = wireX - figure.box().width() / 2;
        block.add(figure, left, bottom - figure.box().height());
        Rect taken = figure.bounds().moved(left, bottom - figure.box().height());
        double landing = Math.min(wireX, rim.right() - 12);
        wire(block, op, leaf, Direction.FORWARD, down(wireX, landing, bottom, rim));
        if (Marks.broadcasts(op, input)) {
            Marks.broadcast(block, names.place(op), new Point(wireX - 8, bottom + 14));
        }
        if (names.flowsBack(op, input)) {
            double x = Math.min(landing + Metrics.backwardOffset(figure.box().width()), rim.right() - 6);
            wire(block, op, leaf, Direction.BACKWARD, List.of(new Point(x, Rim.top(rim, x)), new Point(x, bottom)));
        }
        Optional<Node> gradient = excerpt.gradient(leaf).filter(known -> names.flowsBack(op, input));
        if (gradient.isPresent()) {
            TensorFigure blue = names.gradientFigure(leaf, gradient.get(), Side.RIGHT);
            block.add(blue, taken.right() + 8, bottom - blue.box().height());
            taken = taken.around(
                    blue.bounds().moved(taken.right() + 8, bottom - blue.box().height()));
        }
        return taken;
    }

    private static List<Point> down(double x, double landing, double bottom, Rect rim) {
        return x == landing
                ? List.of(new Point(x, bottom), new Point(x, Rim.top(rim, x)))
                : List.of(
                        new Point(x, bottom),
                        new Point(x, bottom + TURN),
                        new Point(landing, bottom + TURN),
                        new Point(landing, rim.y() + 6));
    }

    private void wire(Block block, Op op, Leaf leaf, Direction direction, List<Point> points) {
        block.add(new Wire(names.place(leaf), names.place(op), direction, points));
    }

    private static Side nameSide(Leaf leaf) {
        return leaf instanceof Parameter
                        || leaf instanceof Input
                        || leaf.shape().elements() != 1
                ? Side.LEFT
                : Side.RIGHT;
    }
}
