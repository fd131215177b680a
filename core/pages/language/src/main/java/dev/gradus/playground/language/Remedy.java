package dev.gradus.playground.language;

import java.util.List;

/**
 * A fix for an error: the label of a button, and the edits that it applies.
 *
 * @param label an imperative, such as {@code Use tanh}
 * @param edits in the order of the text, none overlapping
 * @param isGuess whether others are as likely, so that it is offered only if none of them fits
 */
public record Remedy(String label, List<Edit> edits, boolean isGuess) {
    /** Keeps a copy of the edits. */
    public Remedy {
        edits = List.copyOf(edits);
    }

    Remedy(String label, List<Edit> edits) {
        this(label, edits, false);
    }

    static Remedy of(String label, Span where, String text) {
        return new Remedy(label, List.of(new Edit(where, text)));
    }

    /** Applies the edits to a program. */
    public String mend(String program) {
        StringBuilder mended = new StringBuilder();
        int from = 0;
        for (Edit edit : edits) {
            mended.append(program, from, edit.where().from()).append(edit.text());
            from = edit.where().to();
        }
        return mended.append(program, from, program.length()).toString();
    }

    /**
     * A part of the program and the text that replaces it.
     *
     * @param where the part to replace; empty to insert
     */
    public record Edit(Span where, String text) {}
}
