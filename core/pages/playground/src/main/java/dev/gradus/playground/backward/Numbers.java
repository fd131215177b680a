package dev.gradus.playground.backward;

/** Numbers in sentences. */
final class Numbers {
    private Numbers() {}

    /** A number of at most four digits after the point. */
    static String text(double value) {
        double rounded = Math.rint(value * 1e4) / 1e4;
        return rounded == Math.rint(rounded) && Math.abs(rounded) < 1e9
                ? String.valueOf((long) rounded)
                : String.valueOf(rounded == 0 ? value : rounded);
    }
}
