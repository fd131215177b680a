package dev.gradus.playground.language;

/**
 * A part of a program's text.
 *
 * @param from the offset of its first letter, in UTF-16 units
 * @param to the offset behind its last one
 */
public record Span(int from, int to) {
    /** The text from the beginning of this to the end of the other. */
    public Span through(Span other) {
        return new Span(Math.min(from, other.from), Math.max(to, other.to));
    }

    /** The text of it. */
    public String of(String program) {
        return program.substring(from, Math.min(to, program.length()));
    }
}
