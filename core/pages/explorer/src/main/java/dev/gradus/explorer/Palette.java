package dev.gradus.explorer;

import dev.gradus.explorer.Item.Direction;

/** The colors of a diagram, on light or dark paper or on a page that has its own: ink is forward, blue is backward. */
enum Palette {
    LIGHT("#fdfdfb", "#15171c", "#585d68", "#8f939b", "#1a3fd0", "#f2ab45", "#45b3a6", "#b3261e", "#8a5a00"),
    DARK("#121418", "#ecebe6", "#a4a9b4", "#5d626c", "#8fabff", "#8f5808", "#0d7067", "#ff8a80", "#e3b341"),
    /** The custom properties of the page that the picture is part of; the page shades the cells itself. */
    PAGE(
            "var(--paper)",
            "var(--ink)",
            "var(--ink2)",
            "var(--faint)",
            "var(--back)",
            "var(--paper)",
            "var(--paper)",
            "var(--bad)",
            "var(--kink)");

    final String paper;
    final String ink;
    final String caption;
    final String faint;
    final String back;
    final String positive;
    final String negative;
    final String bad;
    final String kink;

    Palette(
            String paper,
            String ink,
            String caption,
            String faint,
            String back,
            String positive,
            String negative,
            String bad,
            String kink) {
        this.paper = paper;
        this.ink = ink;
        this.caption = caption;
        this.faint = faint;
        this.back = back;
        this.positive = positive;
        this.negative = negative;
        this.bad = bad;
        this.kink = kink;
    }

    String of(Direction direction) {
        return direction == Direction.FORWARD ? ink : back;
    }

    /** The shade of a number whose magnitude is this part of the largest: it grows with the square root. */
    String heat(double value, double largest) {
        if (this == PAGE || value == 0 || largest == 0 || !Double.isFinite(value)) {
            return paper;
        }
        double share = Math.min(1, Math.sqrt(Math.abs(value) / largest));
        return Oklab.mix(value > 0 ? positive : negative, paper, share);
    }
}
