package dev.gradus.explorer;

import dev.gradus.explorer.Item.Direction;
import dev.gradus.explorer.Item.Junction;
import dev.gradus.explorer.Item.Wire;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws the edges of one value along their routes: black with a dot where they part, and blue beside them, with a plus
 * where gradients are added.
 */
final class Edges {
    private static final double DOT = 3.5;
    private static final double PLUS = 11;

    /** The plus stands a little to the right of the dot. */
    private static final double ASIDE = 14;

    private final int node;
    private final double offset;
    private final List<Item> items;

    /**
     * One of the value's edges.
     *
     * @param route from the op that makes the value to the one that uses it
     * @param backStart where the gradient's edge starts
     */
    record Edge(int user, List<Point> route, double backStart, boolean back) {}

    private Edges(int node, double offset, List<Item> items) {
        this.node = node;
        this.offset = offset;
        this.items = items;
    }

    /** Draws all edges of a value; the gradient's edge, beside the value's by an offset, ends at this distance from the left. */
    static void draw(int node, List<Edge> edges, double backEnd, double offset, List<Item> items) {
        Edges drawn = new Edges(node, offset, items);
        Map<Edge, List<Point>> routes = new LinkedHashMap<>();
        edges.forEach(edge -> routes.put(edge, edge.route()));
        drawn.forward(routes);
        routes.keySet().removeIf(edge -> !edge.back());
        if (!routes.isEmpty()) {
            Point start = edges.get(0).route().get(0);
            drawn.back(routes, new Point(backEnd, start.y() + offset));
        }
    }

    private void forward(Map<Edge, List<Point>> routes) {
        Fork<Edge> fork = Fork.of(routes);
        boolean forks = !fork.branches().isEmpty();
        int user = forks ? node : routes.keySet().iterator().next().user();
        items.add(new Wire(node, user, Direction.FORWARD, fork.trunk(), !forks));
        if (forks) {
            Point place = end(fork);
            items.add(new Junction(
                    node, Direction.FORWARD, new Rect(place.x() - DOT, place.y() - DOT, 2 * DOT, 2 * DOT)));
            fork.branches().forEach(this::forward);
        }
    }

    /** The gradients along these routes, added where they join, end at this point. */
    private void back(Map<Edge, List<Point>> routes, Point end) {
        Fork<Edge> fork = Fork.of(routes);
        List<Point> trunk = fork.trunk();
        List<Point> points = new ArrayList<>(List.of(end));
        for (Point corner : trunk.subList(1, trunk.size() - 1)) {
            points.add(corner.moved(offset, offset));
        }
        Point last = end(fork);
        Edge edge = routes.keySet().iterator().next();
        int user = edge.user();
        if (fork.branches().isEmpty()) {
            points.add(new Point(edge.backStart(), last.y() + offset));
        } else {
            user = node;
            Rect plus = new Rect(last.x() + ASIDE - PLUS, last.y() + offset - PLUS, 2 * PLUS, 2 * PLUS);
            points.add(rim(plus, last, trunk.get(trunk.size() - 2)));
            items.add(new Junction(node, Direction.BACKWARD, plus));
            for (Map<Edge, List<Point>> branch : fork.branches()) {
                Point next = branch.values().iterator().next().get(1);
                back(branch, rim(plus, last, next));
            }
        }
        Collections.reverse(points);
        items.add(new Wire(node, user, Direction.BACKWARD, points));
    }

    private static Point end(Fork<Edge> fork) {
        return fork.trunk().get(fork.trunk().size() - 1);
    }

    /** Where the blue edge that comes from there touches the plus. */
    private Point rim(Rect plus, Point fork, Point there) {
        double x = fork.x() + offset;
        double lower = PLUS - Math.sqrt(PLUS * PLUS - (ASIDE - offset) * (ASIDE - offset));
        if (Math.abs(there.x() - fork.x()) > Math.abs(there.y() - fork.y())) {
            return new Point(there.x() > fork.x() ? plus.right() : plus.x(), plus.centerY());
        }
        return there.y() > fork.y() ? new Point(x, plus.bottom() - lower) : new Point(x, plus.y() + lower);
    }
}
