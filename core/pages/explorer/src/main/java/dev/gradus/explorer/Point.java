package dev.gradus.explorer;

/** A place; y grows downwards. */
record Point(double x, double y) {
    Point moved(double dx, double dy) {
        return new Point(x + dx, y + dy);
    }
}
