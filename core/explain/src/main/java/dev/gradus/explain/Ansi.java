package dev.gradus.explain;

/** Colors of a terminal: blue for backward steps, red for bad results. */
final class Ansi {
    private static final String RESET = "\u001b[0m";

    private final boolean colour;
    private final boolean backward;

    Ansi(boolean colour, boolean backward) {
        this.colour = colour;
        this.backward = backward;
    }

    String strong(String text) {
        return colour ? "\u001b[1" + (backward ? ";34m" : "m") + text + RESET : text;
    }

    String bad(String text) {
        return colour ? "\u001b[31m" + text + RESET : text;
    }
}
