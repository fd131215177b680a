package dev.gradus.explorer;

import dev.gradus.explain.Formula;
import dev.gradus.explain.Formula.Partial;
import dev.gradus.tensor.Shape;

/** Sizes of type and boxes, in pixels, by one table on every machine: no font is asked. */
final class Metrics {
    static final int MOST_CELLS = 6;
    static final int FIRST_CELLS = 3;
    static final int LAST_CELLS = 2;
    static final double TEAR = 12;
    static final double RADIUS = 22;
    static final double BACKWARD_OFFSET = 11;
    static final double SHEET = 9;
    static final double NAME_SIZE = 21;
    static final double FRACTION_SIZE = 17;
    static final double FRACTION_HEIGHT = 42;
    static final double AXIS_SIZE = 12;
    static final double NOTE_SIZE = 12;
    static final double NUMBER_SIZE = 15;
    static final double SCOPE_SIZE = 15;

    private static final int LONGEST_NAME = 18;
    private static final String NARROW = "iljtr.,:;'|()[]!_ ";
    private static final String WIDE = "mwMWQO@—…∇";

    private Metrics() {}

    /** How wide a text is at most. */
    static double width(String text, double size) {
        return text.codePoints()
                        .mapToDouble(point -> Character.getType(point) == Character.NON_SPACING_MARK
                                ? 0
                                : NARROW.indexOf(point) >= 0
                                        ? 0.38
                                        : WIDE.indexOf(point) >= 0 ? 0.95 : point > 0x2e80 ? 1.05 : 0.64)
                        .sum()
                * size;
    }

    /** A name, cut where it would not fit beside a box. */
    static String shortened(String name) {
        int[] points = name.codePoints().toArray();
        return points.length <= LONGEST_NAME ? name : new String(points, 0, LONGEST_NAME - 1) + "…";
    }

    static double nameWidth(Formula name) {
        return name instanceof Partial partial
                ? Math.max(
                                width("∂" + shortened(partial.y().text()), FRACTION_SIZE),
                                width("∂" + denominator(partial), FRACTION_SIZE))
                        + 6
                : width(shortened(name.text()), NAME_SIZE);
    }

    /** What a gradient is of, in parentheses unless it is a name. */
    static String denominator(Partial partial) {
        String x = shortened(partial.x().text());
        return partial.x() instanceof Formula.Name ? x : "(" + x + ")";
    }

    static double nameHeight(Formula name) {
        return name instanceof Partial ? FRACTION_HEIGHT : 26;
    }

    /** How many sheets stand behind the front one: two at most. */
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

    /** How many cells of an axis are drawn. */
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
