package dev.gradus.explorer;

import dev.gradus.explain.Formula;
import dev.gradus.explain.Formula.Partial;
import dev.gradus.tensor.Shape;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes of type and boxes, in pixels. The widths of text are those of the fonts that every picture carries. */
final class Metrics {
    static final int MOST_CELLS = 6;
    static final int FIRST_CELLS = 3;
    static final int LAST_CELLS = 2;
    static final double TEAR = 12;
    static final double RADIUS = 22;
    static final double BACKWARD_OFFSET = 11;
    private static final double LEAST_OFFSET = 7;
    private static final double TOUCHING = 2;
    static final double SHEET = 9;
    static final double NAME_SIZE = 21;
    static final double FRACTION_SIZE = 17;
    static final double FRACTION_HEIGHT = 42;
    static final double AXIS_SIZE = 12;
    static final double NOTE_SIZE = 12;
    static final double NUMBER_SIZE = 15;
    static final double SCOPE_SIZE = 15;

    private static final int LONGEST_NAME = 18;

    /** The size of a subscript, relative to its text. */
    static final double SUBSCRIPT = 0.68;

    /** Text after an underscore is set lower and smaller. */
    static final Pattern SUBSCRIPTS = Pattern.compile(
            "(?:(?<=\\p{L})_" + "|(?<=(?<![\\p{L}\\p{M}\\p{N}_.])\\p{L}\\p{M}?)(?=[0-9]+(?![\\p{L}\\p{N}.(])))(\\w+)");

    private Metrics() {}

    static double width(String text, double size) {
        return Face.SANS.width(text, size);
    }

    /** A name, cut where it would not fit beside a box. */
    static String shortened(String name) {
        int[] points = name.codePoints().toArray();
        return points.length <= LONGEST_NAME ? name : new String(points, 0, LONGEST_NAME - 1) + "…";
    }

    static double nameWidth(Formula name) {
        return name instanceof Partial partial
                ? Math.max(
                                nameWidth("∂" + shortened(partial.y().text()), FRACTION_SIZE),
                                nameWidth("∂" + denominator(partial), FRACTION_SIZE))
                        + 6
                : nameWidth(shortened(name.text()), NAME_SIZE);
    }

    /** The width of a name, with its subscripts. */
    static double nameWidth(String name, double size) {
        Matcher subscripts = SUBSCRIPTS.matcher(name);
        double width = 0;
        int from = 0;
        while (subscripts.find()) {
            width += Face.NAMES.width(name.substring(from, subscripts.start()), size)
                    + Face.NAMES.width(subscripts.group(1), SUBSCRIPT * size);
            from = subscripts.end();
        }
        return width + Face.NAMES.width(name.substring(from), size);
    }

    /** The denominator of a gradient, in parentheses unless it is a name. */
    static String denominator(Partial partial) {
        String x = shortened(partial.x().text());
        return partial.x() instanceof Formula.Name ? x : "(" + x + ")";
    }

    static double nameHeight(Formula name) {
        return name instanceof Partial ? FRACTION_HEIGHT : 26;
    }

    /** How far beside the black edge of a box the blue one is: less than usual if the box is so small that it would miss it. */
    static double backwardOffset(double size) {
        double half = size / 2;
        return half + TOUCHING < BACKWARD_OFFSET ? Math.max(LEAST_OFFSET, half) : BACKWARD_OFFSET;
    }

    /** The number of sheets behind the front one, at most two. */
    static int sheets(Shape shape) {
        int leading = 1;
        for (int axis = 0; axis < shape.rank() - 2; axis++) {
            leading = Math.min(3, leading * Math.min(3, shape.size(axis)));
        }
        return Math.max(0, leading - 1);
    }

    static boolean isTorn(int size) {
        return size > MOST_CELLS;
    }

    /** The number of cells of an axis that are drawn. */
    static int drawn(int size) {
        return isTorn(size) ? FIRST_CELLS + LAST_CELLS : size;
    }

    static int rows(Shape shape) {
        return shape.rank() < 2 ? 1 : shape.size(-2);
    }

    static int columns(Shape shape) {
        return shape.isScalar() ? 1 : shape.size(-1);
    }
}
