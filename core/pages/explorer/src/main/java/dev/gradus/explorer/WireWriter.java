package dev.gradus.explorer;

import dev.gradus.explorer.Item.Direction;
import dev.gradus.explorer.Item.Wire;
import java.util.List;

/** Draws edges with round corners and arrowheads. */
final class WireWriter {
    private final Palette palette;
    private final StringBuilder svg;

    WireWriter(Palette palette, StringBuilder svg) {
        this.palette = palette;
        this.svg = svg;
    }

    void write(Wire wire) {
        List<Point> points = wire.points();
        Point end = points.get(points.size() - 1);
        Point before = points.get(points.size() - 2);
        double length = Math.max(1e-9, Math.abs(end.x() - before.x()) + Math.abs(end.y() - before.y()));
        double dx = (end.x() - before.x()) / length;
        double dy = (end.y() - before.y()) / length;
        Point neck = wire.hasArrow() ? end.moved(-dx * 9, -dy * 9) : end;
        String color = palette.of(wire.direction());
        svg.append("<g")
                .append(SvgWriter.belongs(wire, wire.direction() == Direction.FORWARD ? "edge" : "back"))
                .append(" data-op=\"")
                .append(wire.op())
                .append("\"><path d=\"")
                .append(path(points, neck))
                .append("\" fill=\"none\" stroke=\"")
                .append(color)
                .append("\" stroke-width=\"1.4\"/>");
        if (wire.hasArrow()) {
            arrowHead(end, dx, dy, color);
        }
        svg.append("</g>\n");
    }

    private void arrowHead(Point end, double dx, double dy, String color) {
        svg.append("<path d=\"M ").append(SvgWriter.number(end.x())).append(' ').append(SvgWriter.number(end.y()));
        for (int side : new int[] {1, -1}) {
            Point corner = end.moved(-dx * 10 - dy * 3.8 * side, -dy * 10 + dx * 3.8 * side);
            svg.append(" L ").append(SvgWriter.number(corner.x())).append(' ').append(SvgWriter.number(corner.y()));
        }
        svg.append(" Z\" fill=\"").append(color).append("\"/>");
    }

    /** Corners are rounded where there is room. */
    private static String path(List<Point> points, Point neck) {
        StringBuilder path = new StringBuilder("M " + SvgWriter.pair(points.get(0)));
        for (int i = 1; i < points.size() - 1; i++) {
            Point corner = points.get(i);
            Point before = points.get(i - 1);
            Point after = i + 1 == points.size() - 1 ? neck : points.get(i + 1);
            double radius = Math.min(8, Math.min(distance(before, corner), distance(corner, after)) / 2);
            path.append(" L ")
                    .append(SvgWriter.pair(towards(corner, before, radius)))
                    .append(" Q ")
                    .append(SvgWriter.pair(corner))
                    .append(' ')
                    .append(SvgWriter.pair(towards(corner, after, radius)));
        }
        return path.append(" L ").append(SvgWriter.pair(neck)).toString();
    }

    private static double distance(Point a, Point b) {
        return Math.abs(a.x() - b.x()) + Math.abs(a.y() - b.y());
    }

    private static Point towards(Point from, Point to, double step) {
        double length = Math.max(1e-9, distance(from, to));
        return from.moved((to.x() - from.x()) * step / length, (to.y() - from.y()) * step / length);
    }
}
