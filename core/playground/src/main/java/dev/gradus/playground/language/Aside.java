package dev.gradus.playground.language;

/**
 * A statement that was not read, because the page does what it says.
 *
 * @param span where it is written
 */
public record Aside(Span span, Reason reason) {
    /** What a statement that is set aside does. */
    public enum Reason {
        /** Imports, and what prepares libraries. */
        IMPORT("the imports"),
        /** A seed, or a generator of random numbers. */
        SEED("the seed"),
        /** A loop over iterations. */
        LOOP("the training loop"),
        /** A step of the weights, or an optimizer that takes it. */
        UPDATE("the updates of the weights"),
        /** A gradient that is computed by hand, or asked for. */
        BACKWARD("the gradients"),
        /** The loading of data. */
        DATA("the loading of data"),
        /** What prints, plots, and counts. */
        OUTPUT("what is printed, plotted or counted"),
        /** Strings that are comments. */
        COMMENT("");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** What it is in a sentence; empty if nobody needs to know. */
        public String words() {
            return words;
        }
    }
}
