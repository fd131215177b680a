package dev.gradus.explorer;

import dev.gradus.explorer.Block.Outlet;
import dev.gradus.explorer.Block.Socket;
import dev.gradus.explorer.Item.Frame;
import dev.gradus.explorer.Item.Label;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Draws closed scopes: a name, inputs and outputs. */
final class ScopeMaker {
    private static final double HALF_HEIGHT = 32;
    private static final double LEAST_WIDTH = 90;
    private static final double SPACING = 24;
    private static final double ROOM = 12;

    private final DiagramNames names;
    private final List<Scope> scopes;
    private final Excerpt row;
    private final ValueLine values;

    ScopeMaker(DiagramNames names, List<Scope> scopes) {
        this.names = names;
        this.scopes = scopes;
        this.row = Excerpt.of(
                scopes.stream().flatMap(scope -> scope.ops().stream()).toList(), names);
        this.values = new ValueLine(names, row);
    }

    List<Block> blocks() {
        BlockMaker maker = new BlockMaker(names, row, Set.of());
        List<Block> blocks = new ArrayList<>();
        row.given().stream().filter(ScopeMaker::isShown).forEach(node -> blocks.add(maker.given(node)));
        Set<Node> usedByScopes = new HashSet<>();
        for (Scope scope : scopes) {
            usedByScopes.addAll(Excerpt.of(scope.ops(), names).given());
        }
        for (Scope scope : scopes) {
            Excerpt inside = Excerpt.of(scope.ops(), names);
            blocks.add(closed(scope, inside, usedByScopes));
            inside.results().stream()
                    .filter(op -> usedByScopes.contains(op) && row.isUsedElsewhere(op))
                    .forEach(op -> blocks.add(values.exit(op, names.flowsBackTo(op) > row.flowsBackTo(op))));
        }
        return blocks;
    }

    /** Parameters and numbers stay inside. */
    private static boolean isShown(Node node) {
        return !(node instanceof Parameter || node instanceof Constant);
    }

    private Block closed(Scope scope, Excerpt inside, Set<Node> used) {
        Block block = new Block();
        List<Node> given = inside.given().stream().filter(ScopeMaker::isShown).toList();
        List<Op> results = inside.results();
        double width = Math.max(LEAST_WIDTH, scope.titleWidth() + 24);
        List<Double> lines = lines(results);
        double lowest = Math.max(lines.get(lines.size() - 1), (given.size() - 1) * SPACING);
        Rect frame = new Rect(-width / 2, -HALF_HEIGHT, width, lowest + 2 * HALF_HEIGHT);
        block.add(new Frame(frame, true));
        block.add(name(scope, frame));
        for (int i = 0; i < given.size(); i++) {
            block.socket(socket(scope, given.get(i), new Point(frame.x(), i * SPACING)));
        }
        for (int i = 0; i < results.size(); i++) {
            Op result = results.get(i);
            Outlet edge = new Outlet(names.place(result), new Point(0, lines.get(i)), frame.right(), frame.right());
            if (used.contains(result)) {
                values.passing(block, result, edge, 0);
            } else {
                values.ending(block, result, edge, 0);
            }
        }
        return block;
    }

    private List<Double> lines(List<Op> results) {
        List<Double> lines = new ArrayList<>(List.of(0.0));
        for (int i = 1; i < results.size(); i++) {
            lines.add(Math.ceil(
                    lines.get(i - 1) + values.below(results.get(i - 1)) + ROOM + values.above(results.get(i))));
        }
        return lines;
    }

    private static Label name(Scope scope, Rect frame) {
        double width = scope.titleWidth();
        Rect place = new Rect(frame.centerX() - width / 2, frame.centerY() - 9, width, 18);
        return scope.title(place);
    }

    private Socket socket(Scope scope, Node value, Point place) {
        boolean back = false;
        Optional<Op> user = Optional.empty();
        for (Op op : scope.ops()) {
            for (int i = 0; i < op.inputs().size(); i++) {
                if (op.input(i) == value) {
                    user = user.or(() -> Optional.of(op));
                    back |= names.flowsBack(op, i);
                }
            }
        }
        return new Socket(value, names.place(user.orElseThrow()), place, place.x(), back);
    }
}
