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
        IMPORT("imports"),
        /** A seed, or a generator of random numbers. */
        SEED("seed"),
        /** A loop over iterations. */
        LOOP("training loop"),
        /** A step of the weights, or an optimizer that takes it. */
        UPDATE("weight updates"),
        /** A gradient that is computed by hand, or asked for. */
        BACKWARD("gradients"),
        /** The loading of data. */
        DATA("data loading"),
        /** What prints, plots, and counts. */
        OUTPUT("output"),
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
