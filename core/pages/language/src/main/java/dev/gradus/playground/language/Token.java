package dev.gradus.playground.language;

/**
 * A token of a program.
 *
 * @param kind its kind
 * @param text the text as written, or Python's sign for a mathematical one
 * @param span where it is written
 */
record Token(Kind kind, String text, Span span) {
    enum Kind {
        NAME,
        NUMBER,
        TEXT,
        SIGN,
        /** A letter with which no token begins, or a string without an end. */
        WRONG,
        /** The end of a statement: a line break, a semicolon, or the end of the program. */
        END
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isWord(String word) {
        return kind == Kind.NAME && text.equals(word);
    }
}
