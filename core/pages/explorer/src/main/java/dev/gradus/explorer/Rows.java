package dev.gradus.explorer;

import dev.gradus.explorer.Item.Frame;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Pictures below each other: each scope in a row of its own, or closed scopes in as many rows as they need. */
final class Rows {
    private static final double GAP = 24;
    private static final double PADDING = 18;
    private static final double TITLE = 26;

    private final List<Item> items = new ArrayList<>();
    private double bottom;

    private Rows() {}

    /** Each scope with its contents, in a frame with its name. */
    static List<Item> open(List<Scope> scopes, Set<Node> outputs, DiagramNames names) {
        Rows rows = new Rows();
        for (Scope scope : scopes) {
            Excerpt excerpt = Excerpt.of(scope.ops(), names);
            List<Item> row = LayeredLayout.of(new BlockMaker(names, excerpt, outputs).blocks());
            rows.add(framed(row, scope));
        }
        return rows.items;
    }

    /** The scopes themselves. */
    static List<Item> closed(List<Scope> scopes, DiagramNames names) {
        Map<Node, Scope> byOp = Scope.byOp(scopes);
        Rows rows = new Rows();
        for (List<Scope> row : Wrap.rows(scopes, scope -> needs(scope, byOp), scope -> true)) {
            rows.add(LayeredLayout.of(new ScopeMaker(names, row).blocks()));
        }
        return rows.items;
    }

    private static Set<Scope> needs(Scope scope, Map<Node, Scope> byOp) {
        Set<Scope> needs = new LinkedHashSet<>();
        for (Op op : scope.ops()) {
            op.inputs().stream().filter(byOp::containsKey).map(byOp::get).forEach(needs::add);
        }
        needs.remove(scope);
        return needs;
    }

    private static List<Item> framed(List<Item> row, Scope scope) {
        Rect inside = Scene.bounds(row);
        double width = scope.titleWidth();
        Rect frame = new Rect(
                inside.x() - PADDING,
                inside.y() - TITLE - PADDING / 2,
                Math.max(inside.width(), width) + 2 * PADDING,
                inside.height() + TITLE + PADDING * 1.5);
        Rect title = new Rect(frame.x() + PADDING, frame.y() + 8, width, 18);
        List<Item> items = new ArrayList<>(List.of(new Frame(frame, false)));
        items.add(scope.title(title));
        items.addAll(row);
        return items;
    }

    private void add(List<Item> row) {
        Rect bounds = Scene.bounds(row);
        double down = Math.ceil(bottom - bounds.y());
        row.forEach(item -> items.add(item.moved(Math.ceil(-bounds.x()), down)));
        bottom = down + bounds.bottom() + GAP;
    }
}
