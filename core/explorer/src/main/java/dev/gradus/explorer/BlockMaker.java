package dev.gradus.explorer;

import dev.gradus.explain.Formula;
import dev.gradus.explorer.Item.Direction;
import dev.gradus.explorer.Item.Disc;
import dev.gradus.explorer.Item.Junction;
import dev.gradus.explorer.Item.Label;
import dev.gradus.explorer.Item.Style;
import dev.gradus.explorer.Item.Wire;
import dev.gradus.explorer.TensorFigure.Side;
import dev.gradus.node.BinaryOp;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.node.Where;
import dev.gradus.run.Step;
import dev.gradus.run.Step.Flag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Draws each block by itself. */
final class BlockMaker {
    /** From the rim of the circle to the box above it, and to the value on the right. */
    private static final double DROP = 40;

    /** Boxes that enter from above are wide if together they are wider than this. */
    private static final double WIDE = 110;

    private static final double VALUE_GAP = 24;
    private static final double LINE_GAP = 13;
    private static final double SPACING = 20;

    private final Names names;
    private final Set<Node> outputs;
    private final Cells cells;

    BlockMaker(Names names, Set<Node> outputs, Cells cells) {
        this.names = names;
        this.outputs = outputs;
        this.cells = cells;
    }

    /** Which inputs of an op enter from above: parameters, targets and numbers that nothing else uses. */
    List<Integer> fromAbove(Op op) {
        List<Integer> above = new ArrayList<>();
        for (int i = 0; i < op.inputs().size(); i++) {
            if (op.input(i) instanceof Leaf leaf && names.uses(leaf) == 1 && !outputs.contains(leaf)) {
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

    /** A leaf that stands by itself at the left. */
    Block leaf(Leaf leaf) {
        Block block = new Block(leaf);
        TensorFigure figure =
                figure(leaf, side(leaf));
        double left = -figure.box().width();
        place(block, figure, left, -figure.box().height() / 2);
        names.gradient(leaf).ifPresent(gradient -> {
            TensorFigure blue = gradient(leaf, gradient, Side.LEFT);
            place(block, blue, left, block.bounds().bottom() + 8 - blue.bounds().y());
        });
        block.outlet(outletFor(leaf, block, 14));
        return block;
    }

    private static Side side(Leaf leaf) {
        return leaf.shape().isScalar() ? Side.LEFT : Side.BELOW;
    }

    /** An op, what enters it from above, and its value to the right. */
    Block op(Op op) {
        Block block = new Block(op);
        List<Integer> above = fromAbove(op);
        List<Integer> fromLeft = new ArrayList<>();
        for (int i = 0; i < op.inputs().size(); i++) {
            if (!above.contains(i)) {
                fromLeft.add(i);
            }
        }
        Rect rim = rim(op, fromLeft.size());
        block.add(new Disc(names.place(op), rim, op));
        sockets(block, rim, fromLeft);
        marks(block, op, rim);
        double right = rim.right();
        double cursor = 0;
        double drop = drop(op, above);
        for (int input : above) {
            Rect taken = enterFromAbove(block, op, input, rim, cursor, drop);
            right = drop > DROP ? right : Math.max(right, taken.right() + 10 - VALUE_GAP);
            cursor = taken.right() + 12;
        }
        if (fromLeft.stream().anyMatch(input -> broadcasts(op, input))) {
            note(block, op, new Point(rim.x() - 8, rim.centreY() - 26));
        }
        value(block, op, right + VALUE_GAP);
        return block;
    }

    /** Wide boxes stand above the op's value, small ones beside it. */
    private double drop(Op op, List<Integer> above) {
        double width = above.stream()
                .mapToDouble(input -> cells.box(op.input(input).shape()).width()
                        * (names.gradient(op.input(input)).isPresent() ? 2 : 1))
                .sum();
        double height = cells.box(op.shape()).height() + LINE_GAP + 28;
        return width > WIDE && names.uses(op) > 0 ? Math.max(DROP, height - Metrics.RADIUS) : DROP;
    }

    private static Rect rim(Op op, int edges) {
        double extra = Math.max(0, edges - 2) * SPACING;
        double height = 2 * Metrics.RADIUS + extra;
        double width = Math.max(2 * Metrics.RADIUS, Sign.width(op) + 18);
        return new Rect(-width / 2, -height / 2, width, height);
    }

    /** Blue edges run below the black ones, so those stand a little higher where there are several. */
    private static void sockets(Block block, Rect rim, List<Integer> inputs) {
        double lift = inputs.size() > 1 ? Metrics.BACKWARD_OFFSET / 2 : 0;
        for (int i = 0; i < inputs.size(); i++) {
            double y = (i - (inputs.size() - 1) / 2.0) * SPACING - lift;
            block.socket(inputs.get(i), new Point(Rim.left(rim, y), y));
        }
    }

    private void marks(Block block, Op op, Rect rim) {
        Optional<Step> step = names.step(op);
        Point place = new Point(rim.right() + 1, rim.y() - 2);
        step.flatMap(Step::check).ifPresent(check -> {
            switch (check.verdict()) {
                case PASS -> mark(block, op, "✓", Style.CHECKED, place);
                case WRONG -> mark(block, op, "✗", Style.BAD, place);
                case AT_KINK -> mark(block, op, "◇", Style.KINK, place);
                case INCONCLUSIVE -> mark(block, op, "?", Style.NOTE, place);
            }
        });
        if (step.filter(known -> known.flags().contains(Flag.NON_FINITE)).isPresent()) {
            mark(block, op, "∞", Style.BAD, place.moved(0, -15));
        }
    }

    private void mark(Block block, Op op, String sign, Style style, Point place) {
        Rect bounds = new Rect(place.x(), place.y(), 13, 14);
        block.add(new Label(names.place(op), Direction.FORWARD, style, bounds, new Formula.Name(sign), false));
    }

    private static boolean broadcasts(Op op, int input) {
        Node operand = op.input(input);
        boolean elementwise = op instanceof BinaryOp || op instanceof Where;
        return elementwise
                && !operand.shape().equals(op.shape())
                && !(operand instanceof Constant && operand.shape().isScalar());
    }

    private void note(Block block, Op op, Point right) {
        String text = "↕ broadcast";
        double width = Metrics.width(text, Metrics.NOTE_SIZE);
        Rect bounds = new Rect(right.x() - width, right.y(), width, 14);
        block.add(new Label(names.place(op), Direction.FORWARD, Style.NOTE, bounds, new Formula.Name(text), false));
    }

    /** The leaf's box above the circle, its gradient beside it, both edges; what of the width it takes. */
    private Rect enterFromAbove(Block block, Op op, int input, Rect rim, double from, double drop) {
        Leaf leaf = (Leaf) op.input(input);
        TensorFigure figure = figure(leaf, nameSide(leaf));
        double wireX = from == 0 ? 0 : from - figure.bounds().x() + figure.box().width() / 2;
        double bottom = rim.y() - drop;
        double left = wireX - figure.box().width() / 2;
        place(block, figure, left, bottom - figure.box().height());
        Rect taken = figure.bounds().moved(left, bottom - figure.box().height());
        double landing = Math.min(wireX, rim.right() - 12);
        Point end = new Point(landing, wireX == landing ? Rim.top(rim, landing) : rim.y() + 6);
        block.add(new Wire(
                names.place(leaf),
                names.place(op),
                Direction.FORWARD,
                wireX == landing
                        ? List.of(new Point(wireX, bottom), end)
                        : List.of(
                                new Point(wireX, bottom),
                                new Point(wireX, bottom + 12),
                                new Point(landing, bottom + 12),
                                end)));
        if (broadcasts(op, input)) {
            note(block, op, new Point(wireX - 8, bottom + 14));
        }
        Optional<Node> gradient = names.gradient(leaf);
        if (gradient.isPresent() && names.flowsBack(op, input)) {
            TensorFigure blue = gradient(leaf, gradient.get(), Side.RIGHT);
            double blueLeft = taken.right() + 8;
            place(block, blue, blueLeft, bottom - blue.box().height());
            taken = taken.around(
                    blue.bounds().moved(blueLeft, bottom - blue.box().height()));
            double x = Math.min(landing + Metrics.BACKWARD_OFFSET, rim.right() - 6);
            block.add(new Wire(
                    names.place(leaf),
                    names.place(op),
                    Direction.BACKWARD,
                    List.of(new Point(x, Rim.top(rim, x)), new Point(x, bottom))));
        }
        return taken;
    }

    private static Side nameSide(Leaf leaf) {
        return leaf instanceof Parameter
                        || leaf instanceof Input
                        || leaf.shape().elements() != 1
                ? Side.LEFT
                : Side.RIGHT;
    }

    private TensorFigure figure(Node node, Side side) {
        return TensorFigure.value(
                names.place(node), names.name(node), node.shape(), cells, names.value(node), side);
    }

    private TensorFigure gradient(Node node, Node gradient, Side side) {
        return TensorFigure.gradient(
                names.place(node), names.name(gradient), node.shape(), cells, names.value(gradient), side);
    }

    /** The value above the edge and the gradient below it; the last value at the edge's end. */
    private void value(Block block, Op op, double from) {
        boolean last = names.uses(op) == 0;
        TensorFigure figure = figure(op, last ? Side.RIGHT : Side.LEFT);
        double left = last ? from + 26 : from - figure.bounds().x();
        double top =
                last ? -figure.box().height() / 2 : -LINE_GAP - figure.box().height();
        place(block, figure, left, top);
        double right = Math.max(left + figure.bounds().right(), from + 20);
        Optional<Node> gradient = names.gradient(op);
        if (gradient.isPresent()) {
            TensorFigure blue = gradient(op, gradient.get(), last ? Side.RIGHT : Side.LEFT);
            double below = last
                    ? Math.max(figure.bounds().bottom() + top, LINE_GAP) + LINE_GAP
                    : LINE_GAP + Metrics.BACKWARD_OFFSET + 2;
            double blueLeft = last ? left : Math.max(left, from - blue.bounds().x());
            double shift = last ? -Math.min(0, blue.bounds().y()) : 0;
            place(block, blue, blueLeft, below + shift);
            right = Math.max(right, blueLeft + blue.bounds().right());
        }
        double rimRight = Rim.of(block).right();
        if (last) {
            line(block, op, rimRight, left, gradient.isPresent());
            block.outlet(right);
        } else {
            block.outlet(outletFor(op, block, right + 8));
        }
    }

    private void line(Block block, Op op, double from, double to, boolean back) {
        int place = names.place(op);
        block.add(new Wire(place, place, Direction.FORWARD, List.of(new Point(from, 0), new Point(to, 0))));
        if (back) {
            double y = Metrics.BACKWARD_OFFSET;
            double rim = Rim.right(Rim.of(block), y);
            block.add(new Wire(place, place, Direction.BACKWARD, List.of(new Point(to, y), new Point(rim, y))));
        }
    }

    /** Where edges leave; where several do, a dot marks the place, and a plus what comes back there. */
    private double outletFor(Node node, Block block, double x) {
        if (names.uses(node) < 2) {
            return x;
        }
        double dot = x + 4;
        int place = names.place(node);
        block.add(new Junction(place, Direction.FORWARD, new Rect(dot - 3.5, -3.5, 7, 7)));
        if (names.gradient(node).isPresent()) {
            block.add(new Junction(place, Direction.BACKWARD, new Rect(dot + 3, Metrics.BACKWARD_OFFSET - 11, 22, 22)));
            return dot + 28;
        }
        return dot + 6;
    }

    private static void place(Block block, TensorFigure figure, double x, double y) {
        figure.items().forEach(item -> block.add(item.moved(x, y)));
    }
}
