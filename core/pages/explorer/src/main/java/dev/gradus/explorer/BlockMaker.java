package dev.gradus.explorer;

import dev.gradus.explorer.Block.Outlet;
import dev.gradus.explorer.Block.Rank;
import dev.gradus.explorer.Block.Socket;
import dev.gradus.explorer.Item.Disc;
import dev.gradus.explorer.TensorFigure.Side;
import dev.gradus.node.Input;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Draws each op, and each leaf that stands by itself, as a block. */
final class BlockMaker {
    /** From the rim of the circle to the box above it. */
    private static final double DROP = 40;

    /** Boxes from above count as wide if together they are wider than this number of cells. */
    private static final double WIDE = 5.5;

    private static final double SPACING = 20;

    private final DiagramNames names;
    private final Excerpt excerpt;
    private final Set<Node> outputs;
    private final ValueLine values;
    private final Entrance entrance;

    BlockMaker(DiagramNames names, Excerpt excerpt, Set<Node> outputs) {
        this.names = names;
        this.excerpt = excerpt;
        this.outputs = outputs;
        this.values = new ValueLine(names, excerpt);
        this.entrance = new Entrance(names, excerpt);
    }

    List<Block> blocks() {
        Set<Node> above = new HashSet<>();
        excerpt.ops().forEach(op -> fromAbove(op).forEach(input -> above.add(op.input(input))));
        List<Block> blocks = new ArrayList<>();
        excerpt.given().stream().filter(node -> !above.contains(node)).forEach(node -> blocks.add(given(node)));
        excerpt.ops().forEach(op -> blocks.add(op(op)));
        excerpt.results().stream()
                .filter(op -> excerpt.uses(op) > 0)
                .forEach(op -> blocks.add(values.exit(op, names.flowsBackTo(op) > excerpt.flowsBackTo(op))));
        return blocks;
    }

    /** The inputs of an op that enter from above: parameters, targets and numbers that nothing else uses. */
    private List<Integer> fromAbove(Op op) {
        List<Integer> above = new ArrayList<>();
        for (int i = 0; i < op.inputs().size(); i++) {
            if (op.input(i) instanceof Leaf leaf && excerpt.uses(leaf) == 1 && !outputs.contains(leaf)) {
                above.add(i);
            }
        }
        if (above.size() == op.inputs().size()) {
            above.stream()
                    .filter(input -> op.input(input) instanceof Input)
                    .findFirst()
                    .or(() -> above.stream().findFirst())
                    .ifPresent(above::remove);
        }
        return above;
    }

    /** A leaf that stands by itself, or a value from elsewhere, at the left. */
    Block given(Node node) {
        Block block = new Block(node instanceof Op ? Rank.FIRST : Rank.ANY);
        int place = names.place(node);
        Side side = node.shape().isScalar() ? Side.LEFT : Side.BELOW;
        TensorFigure figure = names.figure(node, side);
        double left = -figure.box().width();
        block.add(figure, left, -figure.box().height() / 2);
        excerpt.gradient(node).ifPresent(gradient -> {
            TensorFigure blue = names.gradientFigure(node, gradient, Side.LEFT);
            block.add(blue, left, block.bounds().bottom() + 8 - blue.bounds().y());
        });
        block.outlet(
                node,
                new Outlet(
                        place,
                        new Point(14, 0),
                        0,
                        0,
                        Metrics.backwardOffset(figure.box().height())));
        return block;
    }

    /** An op, its operands from above, and its value to the right. */
    private Block op(Op op) {
        Block block = new Block();
        List<Integer> above = fromAbove(op);
        List<Integer> fromLeft = new ArrayList<>();
        for (int i = 0; i < op.inputs().size(); i++) {
            if (!above.contains(i)) {
                fromLeft.add(i);
            }
        }
        Rect rim = rim(op, fromLeft.size());
        block.add(new Disc(names.place(op), rim, op, Marks.ring(op, names)));
        sockets(block, op, rim, fromLeft);
        Marks.add(block, op, rim, names);
        double room = 0;
        double cursor = 0;
        double drop = drop(op, above);
        for (int input : above) {
            Rect taken = entrance.draw(block, op, input, rim, cursor, drop);
            room = drop > DROP ? room : Math.max(room, taken.right() + 10 - 24 - rim.right());
            cursor = taken.right() + 12;
        }
        if (fromLeft.stream().anyMatch(input -> Marks.broadcasts(op, input))) {
            Marks.broadcastBelow(block, names.place(op), rim);
        }
        Outlet edge =
                new Outlet(names.place(op), new Point(0, 0), rim.right(), Rim.right(rim, Metrics.BACKWARD_OFFSET));
        if (excerpt.uses(op) == 0) {
            values.ending(block, op, edge, room);
        } else {
            values.passing(block, op, edge, room);
        }
        return block;
    }

    /** Wide boxes stand above the op's value, small ones beside it. */
    private double drop(Op op, List<Integer> above) {
        double width = above.stream()
                .mapToDouble(input -> names.box(op.input(input)).width()
                        * (excerpt.gradient(op.input(input)).isPresent() ? 2 : 1))
                .sum();
        double overhang = above.stream()
                .mapToDouble(input ->
                        (Metrics.FRACTION_HEIGHT - names.box(op.input(input)).height()) / 2)
                .max()
                .orElse(0);
        double height = values.above(op) + 10 + Math.max(0, overhang);
        return width > WIDE * names.largestCell() && excerpt.uses(op) > 0
                ? Math.max(DROP, height - Metrics.RADIUS)
                : DROP;
    }

    private static Rect rim(Op op, int edges) {
        double extra = Math.max(0, edges - 2) * SPACING;
        double height = 2 * Metrics.RADIUS + extra;
        double width = Math.max(2 * Metrics.RADIUS, OpSign.width(op) + 18);
        return new Rect(-width / 2, -height / 2, width, height);
    }

    /** Blue edges run below the black ones, so where there are several, those stand a little higher. */
    private void sockets(Block block, Op op, Rect rim, List<Integer> inputs) {
        double lift = inputs.size() > 1 ? 6 : 0;
        for (int i = 0; i < inputs.size(); i++) {
            int input = inputs.get(i);
            double y = (i - (inputs.size() - 1) / 2.0) * SPACING - lift;
            block.socket(new Socket(
                    op.input(input),
                    names.place(op),
                    new Point(Rim.left(rim, y), y),
                    Rim.left(rim, y + Metrics.BACKWARD_OFFSET),
                    names.flowsBack(op, input)));
        }
    }
}
