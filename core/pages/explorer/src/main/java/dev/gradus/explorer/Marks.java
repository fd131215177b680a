package dev.gradus.explorer;

import dev.gradus.explain.Formula;
import dev.gradus.explorer.Item.Direction;
import dev.gradus.explorer.Item.Label;
import dev.gradus.explorer.Item.Ring;
import dev.gradus.explorer.Item.Style;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.run.Step.Check;
import dev.gradus.run.Verdict;
import java.util.Optional;

/** The marks at an op: the verdict of a check, the origin of non-finite numbers, copies by broadcasting. */
final class Marks {
    private static final String BROADCAST = "↕ broadcast";

    private Marks() {}

    static Ring ring(Op op, DiagramNames names) {
        boolean wrong = check(op, names)
                .filter(check -> check.verdict() == Verdict.WRONG)
                .isPresent();
        return wrong || names.isNonFiniteOrigin(op) ? Ring.BAD : op.stopsGradient() ? Ring.STOPPED : Ring.PLAIN;
    }

    private static Optional<Check> check(Op op, DiagramNames names) {
        return names.step(op).flatMap(step -> step.check());
    }

    /** At the circle's upper right. */
    static void add(Block block, Op op, Rect rim, DiagramNames names) {
        int node = names.place(op);
        Point place = new Point(rim.right() + 1, rim.y() - 2);
        check(op, names).ifPresent(check -> {
            switch (check.verdict()) {
                case PASS -> mark(block, node, "✓", Style.CHECKED, place);
                case WRONG -> mark(block, node, "✗", Style.BAD, place);
                case AT_KINK -> mark(block, node, "◇", Style.KINK, place);
                case INCONCLUSIVE -> mark(block, node, "?", Style.NOTE, place);
            }
        });
        if (names.isNonFiniteOrigin(op)) {
            mark(block, node, "∞", Style.BAD, place.moved(0, -15));
        }
    }

    private static void mark(Block block, int node, String sign, Style style, Point place) {
        Rect bounds = new Rect(place.x(), place.y(), 13, 14);
        block.add(new Label(node, Direction.FORWARD, style, bounds, new Formula.Name(sign), false));
    }

    /** Whether an operand is repeated to the shape of the others. */
    static boolean broadcasts(Op op, int input) {
        Node operand = op.input(input);
        return op.dependence().isElementwise()
                && !operand.shape().equals(op.shape())
                && !(operand instanceof Constant && operand.shape().isScalar());
    }

    /** Marks a broadcast beside an edge from above. */
    static void broadcast(Block block, int node, Point right) {
        note(block, node, right.x() - Metrics.width(BROADCAST, Metrics.NOTE_SIZE), right.y());
    }

    /** Marks a broadcast below an op that takes both operands from the left. */
    static void broadcastBelow(Block block, int node, Rect rim) {
        note(block, node, rim.centerX() - Metrics.width(BROADCAST, Metrics.NOTE_SIZE) / 2, rim.bottom() + 4);
    }

    private static void note(Block block, int node, double x, double y) {
        String text = BROADCAST;
        Rect bounds = new Rect(x, y, Metrics.width(text, Metrics.NOTE_SIZE), 14);
        block.add(new Label(node, Direction.FORWARD, Style.NOTE, bounds, new Formula.Name(text), false));
    }
}
