package dev.gradus.explorer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Paths that start alike: their common part and the rest, grouped by direction.
 *
 * @param trunk the common part; its last point is where the paths part
 * @param branches the rest of each path, which begins with that point; empty for one path
 */
record Fork<T>(List<Point> trunk, List<Map<T, List<Point>>> branches) {
    private static final double TOUCH = 0.01;

    static <T> Fork<T> of(Map<T, List<Point>> paths) {
        List<Point> first = paths.values().iterator().next();
        if (paths.size() == 1) {
            return new Fork<>(first, List.of());
        }
        List<Point> trunk = new ArrayList<>(List.of(first.get(0)));
        Map<T, List<Point>> rest = paths;
        while (directions(rest).size() == 1) {
            double step = rest.values().stream()
                    .mapToDouble(path -> distance(path.get(0), path.get(1)))
                    .min()
                    .orElseThrow();
            Map<T, List<Point>> shorter = new LinkedHashMap<>();
            rest.forEach((key, path) -> shorter.put(key, without(path, step)));
            rest = shorter;
            trunk.add(rest.values().iterator().next().get(0));
            if (rest.values().stream().anyMatch(path -> path.size() < 2)) {
                return new Fork<>(trunk, List.of());
            }
        }
        return new Fork<>(trunk, directions(rest));
    }

    private static <T> List<Map<T, List<Point>>> directions(Map<T, List<Point>> paths) {
        Map<String, Map<T, List<Point>>> groups = new LinkedHashMap<>();
        paths.forEach((key, path) -> groups.computeIfAbsent(
                        direction(path.get(0), path.get(1)), direction -> new LinkedHashMap<>())
                .put(key, path));
        return List.copyOf(groups.values());
    }

    private static String direction(Point from, Point to) {
        double dx = to.x() - from.x();
        double dy = to.y() - from.y();
        return Math.abs(dx) > Math.abs(dy) ? dx > 0 ? "right" : "left" : dy > 0 ? "down" : "up";
    }

    private static double distance(Point a, Point b) {
        return Math.abs(a.x() - b.x()) + Math.abs(a.y() - b.y());
    }

    private static List<Point> without(List<Point> path, double step) {
        Point from = path.get(0);
        Point to = path.get(1);
        double length = distance(from, to);
        if (length <= step + TOUCH) {
            return path.subList(1, path.size());
        }
        double share = step / length;
        List<Point> rest = new ArrayList<>(path);
        rest.set(0, from.moved((to.x() - from.x()) * share, (to.y() - from.y()) * share));
        return rest;
    }
}
