package dev.gradus.explorer;

import dev.gradus.explorer.Block.Outlet;
import dev.gradus.explorer.Block.Rank;
import dev.gradus.explorer.Block.Socket;
import dev.gradus.explorer.Item.Direction;
import dev.gradus.explorer.Item.Wire;
import dev.gradus.explorer.TensorFigure.Side;
import dev.gradus.node.Node;
import java.util.List;
import java.util.Optional;

/** Draws a value and its gradient at their edge: the value above it, the gradient below. */
final class ValueLine {
    private static final double GAP = 24;
    private static final double LINE_GAP = 13;
    private static final double END = 26;
    private static final double FLAT = 20;
    private static final double AXES = 18;

    private final DiagramNames names;
    private final Excerpt excerpt;

    ValueLine(DiagramNames names, Excerpt excerpt) {
        this.names = names;
        this.excerpt = excerpt;
    }

    /** The value's height above its edge. */
    double above(Node node) {
        return LINE_GAP + names.box(node).height() + AXES;
    }

    /** The height below its edge. */
    double below(Node node) {
        return gradientTop(node) + names.box(node).height();
    }

    /**
     * The distance of the gradient's box below the edge. A flat box is a little lower, because its fraction is higher.
     */
    private double gradientTop(Node node) {
        double lower = Math.max(0, (FLAT - names.box(node).height()) / 2);
        return LINE_GAP + Metrics.BACKWARD_OFFSET + 2 + lower;
    }

    /**
     * Draws a value whose edges go on.
     *
     * @param edge where its edge starts; the outlet's place is not known yet
     * @param room the covered length of the edge to the right of that
     */
    void passing(Block block, Node node, Outlet edge, double room) {
        double y = edge.place().y();
        double from = edge.start() + room + GAP;
        TensorFigure figure = names.figure(node, Side.LEFT);
        double left = from - figure.bounds().x();
        block.add(figure, left, y - LINE_GAP - figure.box().height());
        double right = Math.max(left + figure.bounds().right(), from + 20);
        Optional<Node> gradient = excerpt.gradient(node);
        if (gradient.isPresent()) {
            TensorFigure blue = names.gradientFigure(node, gradient.get(), Side.LEFT);
            double blueLeft = Math.max(left, from - blue.bounds().x());
            block.add(blue, blueLeft, y + gradientTop(node));
            right = Math.max(right, blueLeft + blue.bounds().right());
        }
        block.outlet(node, new Outlet(edge.node(), new Point(right + 8, y), edge.start(), edge.backEnd()));
    }

    /** Draws a value at the end of its edge. */
    void ending(Block block, Node node, Outlet edge, double room) {
        double y = edge.place().y();
        double left = edge.start() + room + GAP + END;
        boolean back = excerpt.gradient(node).isPresent();
        int place = names.place(node);
        block.add(new Wire(place, place, Direction.FORWARD, List.of(new Point(edge.start(), y), new Point(left, y))));
        if (back) {
            double below = y + Metrics.backwardOffset(names.box(node).height());
            block.add(new Wire(
                    place,
                    place,
                    Direction.BACKWARD,
                    List.of(new Point(left, below), new Point(edge.backEnd(), below))));
        }
        box(block, node, left, y);
    }

    private void box(Block block, Node node, double left, double y) {
        TensorFigure figure = names.figure(node, Side.RIGHT);
        double top = y - figure.box().height() / 2;
        block.add(figure, left, top);
        excerpt.gradient(node).ifPresent(gradient -> {
            TensorFigure blue = names.gradientFigure(node, gradient, Side.RIGHT);
            double below = Math.max(figure.bounds().bottom() + top, y + LINE_GAP) + LINE_GAP;
            block.add(blue, left, below - Math.min(0, blue.bounds().y()));
        });
    }

    /** The exit of a value that is used here and elsewhere. */
    Block exit(Node node, boolean back) {
        Block block = new Block(Rank.LAST);
        TensorFigure figure = names.figure(node, Side.RIGHT);
        block.add(figure, 0, -figure.box().height() / 2);
        block.socket(new Socket(node, names.place(node), new Point(0, 0), 0, back));
        return block;
    }
}
