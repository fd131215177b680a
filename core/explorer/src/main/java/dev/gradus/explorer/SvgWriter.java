package dev.gradus.explorer;

import dev.gradus.explain.Formula.Partial;
import dev.gradus.explorer.Item.Box;
import dev.gradus.explorer.Item.Direction;
import dev.gradus.explorer.Item.Disc;
import dev.gradus.explorer.Item.Frame;
import dev.gradus.explorer.Item.Junction;
import dev.gradus.explorer.Item.Label;
import dev.gradus.explorer.Item.Ring;
import dev.gradus.explorer.Item.Style;
import dev.gradus.explorer.Item.Wire;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes a scene as SVG: no script, no font, nothing from elsewhere; numbers to a hundredth of a pixel. */
final class SvgWriter {
    private static final String SANS =
            "-apple-system, 'Segoe UI', Roboto, 'Noto Sans', Lato, 'Helvetica Neue', 'Liberation Sans', sans-serif";
    private static final String SERIF =
            "'Latin Modern Math', 'STIX Two Math', 'Cambria Math', 'DejaVu Math TeX Gyre', 'Times New Roman', serif";

    private static final Pattern SUBSCRIPT = Pattern.compile("(?<=\\p{L})_(\\w+)");

    private final Palette palette;
    private final StringBuilder svg = new StringBuilder();
    private final BoxWriter boxes;

    private SvgWriter(Palette palette, Scene scene) {
        this.palette = palette;
        this.boxes = new BoxWriter(palette, scene, svg);
    }

    static String write(Scene scene, Palette palette, String title) {
        SvgWriter writer = new SvgWriter(palette, scene);
        writer.start(scene.bounds(), title);
        scene.items().forEach(writer::item);
        return writer.svg.append("</svg>\n").toString();
    }

    private void start(Rect view, String title) {
        svg.append(String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$.0f\" height=\"%2$.0f\" viewBox=\"0 0 %1$.0f %2$.0f\""
                                + " role=\"img\" font-family=\"%3$s\">%n",
                        view.width(),
                        view.height(),
                        SANS)
                .replace("\r\n", "\n"));
        svg.append("<title>").append(escaped(title)).append("</title>\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"")
                .append(palette.paper)
                .append("\"/>\n");
        svg.append("<style>.name { font-family: ").append(SERIF).append("; font-style: italic }</style>\n");
    }

    private void item(Item item) {
        if (item instanceof Box box) {
            boxes.write(box);
        } else if (item instanceof Disc disc) {
            disc(disc);
        } else if (item instanceof Label label) {
            label(label);
        } else if (item instanceof Wire wire) {
            wire(wire);
        } else if (item instanceof Junction junction) {
            junction(junction);
        } else if (item instanceof Frame frame) {
            frame(frame);
        }
    }

    private void frame(Frame frame) {
        svg.append("<rect data-scope=\"")
                .append(frame.closed() ? "closed" : "open")
                .append('"')
                .append(at(frame.bounds()));
        attribute("rx", 14);
        svg.append(" fill=\"none\" stroke=\"")
                .append(frame.closed() ? palette.ink : palette.faint)
                .append("\" stroke-width=\"")
                .append(frame.closed() ? "1.4" : "1")
                .append("\"/>\n");
    }

    private String colour(Direction direction) {
        return direction == Direction.FORWARD ? palette.ink : palette.back;
    }

    private void disc(Disc disc) {
        Rect rim = disc.bounds();
        svg.append("<g data-node=\"")
                .append(disc.node())
                .append("\" data-part=\"op\"><rect")
                .append(at(rim));
        attribute("rx", Rim.radius(rim));
        svg.append(" fill=\"")
                .append(palette.paper)
                .append("\" stroke=\"")
                .append(disc.ring() == Ring.BAD ? palette.bad : palette.ink)
                .append("\" stroke-width=\"")
                .append(disc.ring() == Ring.BAD ? "3" : "1.4")
                .append(disc.ring() == Ring.STOPPED ? "\" stroke-dasharray=\"5 4" : "")
                .append("\"/>");
        if (Sign.isBentLine(disc.op())) {
            bentLine(rim);
        } else {
            String sign = Sign.of(disc.op());
            double size = Sign.size(disc.op());
            boolean letter = sign.codePoints().allMatch(Character::isLetter) && size > 15;
            text(sign, rim.centreX(), rim.centreY() + size * 0.35, size, palette.ink, "middle", letter, "");
        }
        svg.append("</g>\n");
    }

    private void bentLine(Rect rim) {
        double x = rim.centreX();
        double y = rim.centreY();
        svg.append("<path d=\"M ")
                .append(number(x - 11))
                .append(' ')
                .append(number(y + 6))
                .append(" H ")
                .append(number(x))
                .append(" L ")
                .append(number(x + 10))
                .append(' ')
                .append(number(y - 7))
                .append("\" fill=\"none\" stroke=\"")
                .append(palette.ink)
                .append("\" stroke-width=\"1.8\"/>");
    }

    private void junction(Junction junction) {
        Rect bounds = junction.bounds();
        svg.append("<g");
        belongs(junction, junction.direction() == Direction.FORWARD ? "dot" : "plus");
        svg.append("><circle");
        attribute("cx", bounds.centreX());
        attribute("cy", bounds.centreY());
        attribute("r", bounds.width() / 2);
        svg.append(" fill=\"").append(colour(junction.direction())).append("\"/>");
        if (junction.direction() == Direction.BACKWARD) {
            text("+", bounds.centreX(), bounds.centreY() + 5.5, 17, palette.paper, "middle", false, "");
        }
        svg.append("</g>\n");
    }

    private void wire(Wire wire) {
        List<Point> points = wire.points();
        Point end = points.get(points.size() - 1);
        Point before = points.get(points.size() - 2);
        double length = Math.max(1e-9, Math.abs(end.x() - before.x()) + Math.abs(end.y() - before.y()));
        double dx = (end.x() - before.x()) / length;
        double dy = (end.y() - before.y()) / length;
        Point neck = wire.hasArrow() ? end.moved(-dx * 9, -dy * 9) : end;
        String colour = colour(wire.direction());
        svg.append("<g");
        belongs(wire, wire.direction() == Direction.FORWARD ? "edge" : "back");
        svg.append(" data-op=\"")
                .append(wire.op())
                .append("\"><path d=\"")
                .append(path(points, neck))
                .append("\" fill=\"none\" stroke=\"")
                .append(colour)
                .append("\" stroke-width=\"1.4\"/>");
        if (wire.hasArrow()) {
            arrowHead(end, dx, dy, colour);
        }
        svg.append("</g>\n");
    }

    private void arrowHead(Point end, double dx, double dy, String colour) {
        svg.append("<path d=\"M ").append(number(end.x())).append(' ').append(number(end.y()));
        for (int side : new int[] {1, -1}) {
            Point corner = end.moved(-dx * 10 - dy * 3.8 * side, -dy * 10 + dx * 3.8 * side);
            svg.append(" L ").append(number(corner.x())).append(' ').append(number(corner.y()));
        }
        svg.append(" Z\" fill=\"").append(colour).append("\"/>");
    }

    /** Corners are rounded where there is room. */
    private static String path(List<Point> points, Point neck) {
        StringBuilder path = new StringBuilder("M " + pair(points.get(0)));
        for (int i = 1; i < points.size() - 1; i++) {
            Point corner = points.get(i);
            Point before = points.get(i - 1);
            Point after = i + 1 == points.size() - 1 ? neck : points.get(i + 1);
            double radius = Math.min(8, Math.min(distance(before, corner), distance(corner, after)) / 2);
            path.append(" L ")
                    .append(pair(towards(corner, before, radius)))
                    .append(" Q ")
                    .append(pair(corner))
                    .append(' ')
                    .append(pair(towards(corner, after, radius)));
        }
        return path.append(" L ").append(pair(neck)).toString();
    }

    private static double distance(Point a, Point b) {
        return Math.abs(a.x() - b.x()) + Math.abs(a.y() - b.y());
    }

    private static Point towards(Point from, Point to, double step) {
        double length = Math.max(1e-9, distance(from, to));
        return from.moved((to.x() - from.x()) * step / length, (to.y() - from.y()) * step / length);
    }

    private void belongs(Item item, String part) {
        svg.append(" data-node=\"")
                .append(item.node())
                .append("\" data-part=\"")
                .append(part)
                .append('"');
    }

    private void label(Label label) {
        Rect place = label.bounds();
        svg.append("<g");
        if (label.node() >= 0) {
            belongs(label, part(label));
        }
        svg.append('>');
        write(label, place);
        svg.append("</g>\n");
    }

    private static String part(Label label) {
        return switch (label.style()) {
            case NAME, NUMBER, AXIS -> label.direction() == Direction.FORWARD ? "value" : "gradient";
            case NOTE, SCOPE, SPAN -> "note";
            case CHECKED, BAD, KINK -> "mark";
        };
    }

    private void write(Label label, Rect place) {
        if (label.text() instanceof Partial partial) {
            fraction(partial, place, colour(label.direction()));
            return;
        }
        boolean isScope = label.style() == Style.SCOPE || label.style() == Style.SPAN;
        String text =
                isScope ? label.text().text() : Metrics.shortened(label.text().text());
        boolean isName = label.style() == Style.NAME;
        double size = switch (label.style()) {
            case NAME -> Metrics.NAME_SIZE;
            case AXIS -> Metrics.AXIS_SIZE;
            case NUMBER -> Metrics.NUMBER_SIZE;
            case SCOPE, SPAN -> Metrics.SCOPE_SIZE;
            case NOTE, CHECKED, BAD, KINK -> Metrics.NOTE_SIZE;
        };
        String colour = switch (label.style()) {
            case NAME, NUMBER -> colour(label.direction());
            case AXIS, NOTE -> palette.caption;
            case SCOPE, SPAN -> palette.ink;
            case CHECKED -> palette.back;
            case BAD -> palette.bad;
            case KINK -> palette.kink;
        };
        if (label.turned()) {
            String turn = String.format(
                    Locale.ROOT, " transform=\"rotate(-90 %.2f %.2f)\"", place.centreX(), place.centreY());
            text(text, place.centreX(), place.centreY() + size * 0.35, size, colour, "middle", false, turn);
        } else {
            text(
                    text,
                    place.centreX(),
                    place.centreY() + size * 0.35,
                    size,
                    colour,
                    "middle",
                    isName || label.style() == Style.SPAN,
                    label.style() == Style.NUMBER && palette == Palette.PAGE
                            ? " class=\"number\""
                            : ""); // it may change
        }
    }

    private void fraction(Partial partial, Rect place, String colour) {
        double x = place.centreX();
        double y = place.centreY();
        double size = Metrics.FRACTION_SIZE;
        text("∂" + Metrics.shortened(partial.y().text()), x, y - 5, size, colour, "middle", true, "");
        svg.append("<path d=\"M ")
                .append(number(place.x()))
                .append(' ')
                .append(number(y))
                .append(" H ")
                .append(number(place.right()))
                .append("\" stroke=\"")
                .append(colour)
                .append("\" stroke-width=\"1.1\"/>");
        text("∂" + Metrics.denominator(partial), x, y + 16, size, colour, "middle", true, "");
    }

    private void text(
            String text, double x, double y, double size, String colour, String anchor, boolean name, String more) {
        svg.append("<text");
        attribute("x", x);
        attribute("y", y);
        svg.append(" font-size=\"")
                .append(number(size))
                .append("\" fill=\"")
                .append(colour)
                .append("\" text-anchor=\"")
                .append(anchor)
                .append('"')
                .append(name ? " class=\"name\"" : "")
                .append(more)
                .append('>')
                .append(name ? subscripted(text, size) : escaped(text))
                .append("</text>");
    }

    /** What follows an underscore is set lower and smaller. */
    private static String subscripted(String text, double size) {
        StringBuilder svg = new StringBuilder();
        Matcher subscripts = SUBSCRIPT.matcher(text);
        int from = 0;
        while (subscripts.find()) {
            String drop = number(size / 5);
            svg.append(escaped(text.substring(from, subscripts.start())))
                    .append("<tspan dy=\"")
                    .append(drop)
                    .append("\" font-size=\"")
                    .append(number(size * 0.68))
                    .append("\">")
                    .append(escaped(subscripts.group(1)))
                    .append("</tspan><tspan dy=\"-")
                    .append(drop)
                    .append("\">\u200b</tspan>");
            from = subscripts.end();
        }
        return svg.append(escaped(text.substring(from))).toString();
    }

    private void attribute(String name, double value) {
        svg.append(' ').append(name).append("=\"").append(number(value)).append('"');
    }

    static String at(Rect rect) {
        return " x=\"" + number(rect.x()) + "\" y=\"" + number(rect.y()) + "\" width=\"" + number(rect.width())
                + "\" height=\"" + number(rect.height()) + "\"";
    }

    static String pair(Point point) {
        return number(point.x()) + " " + number(point.y());
    }

    static String number(double value) {
        long hundredths = Math.round(value * 100);
        String whole = (hundredths < 0 ? "-" : "") + Math.abs(hundredths) / 100;
        long fraction = Math.abs(hundredths) % 100;
        if (fraction == 0) {
            return whole;
        }
        return fraction % 10 == 0 ? whole + "." + fraction / 10 : whole + (fraction < 10 ? ".0" : ".") + fraction;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
