package dev.gradus.explorer;

import java.util.Locale;

/** A part of the page that can be shown alone, in a frame on a slide or in full screen. */
public enum Pane {
    /** The computation graph. */
    GRAPH,
    /** The numbers of the step. */
    NUMBERS,
    /** The mathematics. */
    MATH,
    /** Java and NumPy. */
    CODE,
    /** The losses of a training, and its data if they are points in a plane. */
    FILM;

    /** The name in the address of the page. */
    String inAddress() {
        return name().toLowerCase(Locale.ROOT);
    }
}
