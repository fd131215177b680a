package dev.gradus.explorer;

/** Points on the outline of an op: a circle, or a shape with round ends. */
final class Rim {
    private Rim() {}

    static double radius(Rect rim) {
        return Math.min(rim.width(), rim.height()) / 2;
    }

    /** The distance between the outline and its bounds at this offset above or below the middle. */
    private static double inset(double extent, double offset, double radius) {
        double beyond = Math.abs(offset) - (extent / 2 - radius);
        return beyond <= 0 ? 0 : radius - Math.sqrt(Math.max(0, radius * radius - beyond * beyond));
    }

    static double left(Rect rim, double y) {
        return rim.x() + inset(rim.height(), y - rim.centerY(), radius(rim));
    }

    static double right(Rect rim, double y) {
        return rim.right() - inset(rim.height(), y - rim.centerY(), radius(rim));
    }

    static double top(Rect rim, double x) {
        return rim.y() + inset(rim.width(), x - rim.centerX(), radius(rim));
    }
}
