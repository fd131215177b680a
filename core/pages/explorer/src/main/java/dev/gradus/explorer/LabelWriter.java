package dev.gradus.explorer;

import dev.gradus.explain.Formula.Partial;
import dev.gradus.explorer.Item.Direction;
import dev.gradus.explorer.Item.Label;
import dev.gradus.explorer.Item.Style;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;

/** Writes names, numbers and words: gradients as built-up fractions, subscripts lower and smaller. */
final class LabelWriter {
    private final Palette palette;
    private final StringBuilder svg;
    private final Set<String> fontFiles = new HashSet<>();

    LabelWriter(Palette palette, StringBuilder svg) {
        this.palette = palette;
        this.svg = svg;
    }

    /** Whether the written text has a character from this file. */
    boolean uses(FontFile file) {
        return fontFiles.contains(file.name());
    }

    void write(Label label) {
        Rect place = label.bounds();
        svg.append("<g");
        if (label.node() >= 0) {
            svg.append(SvgWriter.belongs(label, part(label)));
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
            fraction(partial, place, palette.of(label.direction()));
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
        String color = switch (label.style()) {
            case NAME, NUMBER -> palette.of(label.direction());
            case AXIS, NOTE -> palette.caption;
            case SCOPE, SPAN -> palette.ink;
            case CHECKED -> palette.back;
            case BAD -> palette.bad;
            case KINK -> palette.kink;
        };
        boolean mayChange = label.style() == Style.NUMBER && palette == Palette.PAGE;
        String more = label.turned()
                ? String.format(Locale.ROOT, " transform=\"rotate(-90 %.2f %.2f)\"", place.centerX(), place.centerY())
                : mayChange ? " class=\"number\"" : "";
        boolean inSerif = isName || label.style() == Style.SPAN;
        text(text, place.centerX(), place.centerY() + size * 0.35, size, color, inSerif, more);
    }

    private void fraction(Partial partial, Rect place, String color) {
        double x = place.centerX();
        double y = place.centerY();
        double size = Metrics.FRACTION_SIZE;
        text("∂" + Metrics.shortened(partial.y().text()), x, y - 5, size, color, true, "");
        svg.append("<path d=\"M ")
                .append(SvgWriter.number(place.x()))
                .append(' ')
                .append(SvgWriter.number(y))
                .append(" H ")
                .append(SvgWriter.number(place.right()))
                .append("\" stroke=\"")
                .append(color)
                .append("\" stroke-width=\"1.1\"/>");
        text("∂" + Metrics.denominator(partial), x, y + 16, size, color, true, "");
    }

    void text(String text, double x, double y, double size, String color, boolean name, String more) {
        Face face = name ? Face.NAMES : Face.SANS;
        text.codePoints().forEach(point -> face.file(point).ifPresent(file -> fontFiles.add(file.name())));
        svg.append("<text")
                .append(SvgWriter.attribute("x", x))
                .append(SvgWriter.attribute("y", y))
                .append(" font-size=\"")
                .append(SvgWriter.number(size))
                .append("\" fill=\"")
                .append(color)
                .append("\" text-anchor=\"middle\"")
                .append(name ? " class=\"name\"" : "")
                .append(more)
                .append('>')
                .append(name ? subscripted(text, size) : SvgWriter.escaped(text))
                .append("</text>");
    }

    /** What follows an underscore is set lower and smaller, and a number behind one letter. */
    private static String subscripted(String text, double size) {
        StringBuilder svg = new StringBuilder();
        Matcher subscripts = Metrics.SUBSCRIPTS.matcher(text);
        int from = 0;
        while (subscripts.find()) {
            String drop = SvgWriter.number(size / 5);
            svg.append(SvgWriter.escaped(text.substring(from, subscripts.start())))
                    .append("<tspan dy=\"")
                    .append(drop)
                    .append("\" font-size=\"")
                    .append(SvgWriter.number(size * Metrics.SUBSCRIPT))
                    .append("\">")
                    .append(SvgWriter.escaped(subscripts.group(1)))
                    .append("</tspan><tspan dy=\"-")
                    .append(drop)
                    .append("\">\u200b</tspan>");
            from = subscripts.end();
        }
        return svg.append(SvgWriter.escaped(text.substring(from))).toString();
    }
}
