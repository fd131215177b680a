package dev.gradus.playground.language;

/**
 * A part of a program's text.
 *
 * @param from the offset of its first letter, in UTF-16 units
 * @param to the offset after its last letter
 */
public record Span(int from, int to) {
    /** The smallest part that contains this and the other. */
    public Span through(Span other) {
        return new Span(Math.min(from, other.from), Math.max(to, other.to));
    }

    /** The text of this part. */
    public String of(String program) {
        return program.substring(from, Math.min(to, program.length()));
    }
}
