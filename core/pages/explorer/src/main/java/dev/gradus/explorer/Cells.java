package dev.gradus.explorer;

import dev.gradus.tensor.Shape;

/**
 * The size of tensors' cells.
 *
 * @param largest the side of a cell in pixels; cells of tensors that are drawn in part are at most 14
 */
record Cells(double largest) {
    /** As textbooks draw them. */
    static final Cells FULL = new Cells(20);

    private static final double IN_PART = 14;

    double side(Shape shape) {
        boolean inPart = Metrics.isTorn(Metrics.rows(shape)) || Metrics.isTorn(Metrics.columns(shape));
        return inPart ? Math.min(IN_PART, largest) : largest;
    }

    /** The box of a value, its sheets included. */
    Rect box(Shape shape) {
        double stack = Metrics.sheets(shape) * Metrics.SHEET;
        double side = side(shape);
        return new Rect(0, 0, length(Metrics.columns(shape), side) + stack, length(Metrics.rows(shape), side) + stack);
    }

    private static double length(int size, double side) {
        return size == 0 ? Metrics.TEAR / 2 : Metrics.drawn(size) * side + (Metrics.isTorn(size) ? Metrics.TEAR : 0);
    }
}
