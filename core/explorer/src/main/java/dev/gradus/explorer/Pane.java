package dev.gradus.explorer;

import java.util.Locale;

/** A part of the page that can be shown alone, in a frame of slides or on the whole screen. */
public enum Pane {
    /** The computation graph. */
    GRAPH,
    /** The numbers of the step. */
    NUMBERS,
    /** The mathematics. */
    MATH,
    /** Java and NumPy. */
    CODE,
    /** The losses of a training, and its data where they are points of a plane. */
    FILM;

    /** As the page's address calls it. */
    String inAddress() {
        return name().toLowerCase(Locale.ROOT);
    }
}
