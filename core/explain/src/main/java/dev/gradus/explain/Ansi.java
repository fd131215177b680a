package dev.gradus.explain;

/** Colors of a terminal: blue for backward steps, red for bad results. */
final class Ansi {
    private static final String RESET = "\u001b[0m";

    private final boolean color;
    private final boolean backward;

    Ansi(boolean color, boolean backward) {
        this.color = color;
        this.backward = backward;
    }

    String strong(String text) {
        return color ? "\u001b[1" + (backward ? ";34m" : "m") + text + RESET : text;
    }

    String bad(String text) {
        return color ? "\u001b[31m" + text + RESET : text;
    }
}
