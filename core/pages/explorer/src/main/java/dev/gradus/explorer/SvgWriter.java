package dev.gradus.explorer;

import dev.gradus.explorer.Item.Box;
import dev.gradus.explorer.Item.Direction;
import dev.gradus.explorer.Item.Disc;
import dev.gradus.explorer.Item.Frame;
import dev.gradus.explorer.Item.Junction;
import dev.gradus.explorer.Item.Label;
import dev.gradus.explorer.Item.Ring;
import dev.gradus.explorer.Item.Wire;
import dev.gradus.tensor.Labels;
import java.util.Locale;

/**
 * Writes a scene as SVG, without scripts or outside resources; numbers to a hundredth of a pixel. A picture carries its
 * fonts, unless it is part of a page, which has them.
 */
final class SvgWriter {
    private final Palette palette;
    private final StringBuilder svg = new StringBuilder();
    private final BoxWriter boxes;
    private final WireWriter wires;
    private final LabelWriter labels;

    private SvgWriter(Palette palette, Scene scene) {
        this.palette = palette;
        this.boxes = new BoxWriter(palette, scene, svg);
        this.wires = new WireWriter(palette, svg);
        this.labels = new LabelWriter(palette, svg);
    }

    static String write(Scene scene, Palette palette, String title) {
        SvgWriter writer = new SvgWriter(palette, scene);
        writer.start(scene.bounds(), title);
        int beforeItems = writer.svg.length();
        scene.items().forEach(writer::item);
        return writer.svg.insert(beforeItems, writer.style()).append("</svg>\n").toString();
    }

    private void start(Rect view, String title) {
        svg.append(String.format(
                                Locale.ROOT,
                                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$.0f\" height=\"%2$.0f\" viewBox=\"0 0 %1$.0f %2$.0f\""
                                        + " role=\"img\" font-family=\"%3$s\">%n",
                                view.width(),
                                view.height(),
                                Face.SANS.css())
                        .replace("\r\n", "\n"))
                .append("<title>")
                .append(escaped(title))
                .append("</title>\n")
                .append("<rect width=\"100%\" height=\"100%\" fill=\"")
                .append(palette.paper)
                .append("\"/>\n");
    }

    /** Letters have the same relative width in every size, not whole pixels where the size is small. */
    private String style() {
        return "<style>\n" + (palette == Palette.PAGE ? "" : Face.rules(labels::uses))
                + "text { text-rendering: geometricPrecision; font-synthesis: none }\n.name { font-family: "
                + Face.NAMES.css() + "; font-style: italic }\n</style>\n";
    }

    private void item(Item item) {
        if (item instanceof Box box) {
            boxes.write(box);
        } else if (item instanceof Disc disc) {
            disc(disc);
        } else if (item instanceof Label label) {
            labels.write(label);
        } else if (item instanceof Wire wire) {
            wires.write(wire);
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
                .append(at(frame.bounds()))
                .append(attribute("rx", 14))
                .append(" fill=\"none\" stroke=\"")
                .append(frame.closed() ? palette.ink : palette.faint)
                .append("\" stroke-width=\"")
                .append(frame.closed() ? "1.4" : "1")
                .append("\"/>\n");
    }

    private void disc(Disc disc) {
        Rect rim = disc.bounds();
        svg.append("<g data-node=\"")
                .append(disc.node())
                .append("\" data-part=\"op\"><rect")
                .append(at(rim))
                .append(attribute("rx", Rim.radius(rim)))
                .append(" fill=\"")
                .append(palette.paper)
                .append("\" stroke=\"")
                .append(disc.ring() == Ring.BAD ? palette.bad : palette.ink)
                .append("\" stroke-width=\"")
                .append(disc.ring() == Ring.BAD ? "3" : "1.4")
                .append(disc.ring() == Ring.STOPPED ? "\" stroke-dasharray=\"5 4" : "")
                .append("\"/>");
        if (OpSign.isBentLine(disc.op())) {
            bentLine(rim);
        } else {
            String sign = OpSign.of(disc.op());
            double size = OpSign.size(disc.op());
            labels.text(
                    sign, rim.centerX(), rim.centerY() + size * 0.35, size, palette.ink, OpSign.isName(disc.op()), "");
        }
        svg.append("</g>\n");
    }

    private void bentLine(Rect rim) {
        double x = rim.centerX();
        double y = rim.centerY();
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
        svg.append("<g")
                .append(belongs(junction, junction.direction() == Direction.FORWARD ? "dot" : "plus"))
                .append("><circle")
                .append(attribute("cx", bounds.centerX()))
                .append(attribute("cy", bounds.centerY()))
                .append(attribute("r", bounds.width() / 2))
                .append(" fill=\"")
                .append(palette.of(junction.direction()))
                .append("\"/>");
        if (junction.direction() == Direction.BACKWARD) {
            labels.text("+", bounds.centerX(), bounds.centerY() + 5.5, 17, palette.paper, false, "");
        }
        svg.append("</g>\n");
    }

    /** Marks an element with its node and its part. */
    static String belongs(Item item, String part) {
        return " data-node=\"" + item.node() + "\" data-part=\"" + part + "\"";
    }

    static String attribute(String name, double value) {
        return " " + name + "=\"" + number(value) + "\"";
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
        return Labels.printable(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
