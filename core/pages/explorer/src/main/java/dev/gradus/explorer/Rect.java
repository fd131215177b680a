package dev.gradus.explorer;

/** A rectangle; y grows downwards. */
record Rect(double x, double y, double width, double height) {
    double right() {
        return x + width;
    }

    double bottom() {
        return y + height;
    }

    double centerX() {
        return x + width / 2;
    }

    double centerY() {
        return y + height / 2;
    }

    Rect moved(double dx, double dy) {
        return new Rect(x + dx, y + dy, width, height);
    }

    Rect around(Rect other) {
        double left = Math.min(x, other.x);
        double top = Math.min(y, other.y);
        return new Rect(left, top, Math.max(right(), other.right()) - left, Math.max(bottom(), other.bottom()) - top);
    }

    boolean overlaps(Rect other) {
        double touch = 0.01;
        return x < other.right() - touch
                && other.x < right() - touch
                && y < other.bottom() - touch
                && other.y < bottom() - touch;
    }
}
