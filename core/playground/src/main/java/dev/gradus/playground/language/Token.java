package dev.gradus.playground.language;

/**
 * A word of a program.
 *
 * @param kind what it is
 * @param text as it stands there, except for signs of other alphabets, which stand as Python's
 * @param span where it stands
 */
record Token(Kind kind, String text, Span span) {
    enum Kind {
        NAME,
        NUMBER,
        TEXT,
        SIGN,
        /** The end of a statement: of a line, a semicolon, the end of all. */
        END
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isWord(String word) {
        return kind == Kind.NAME && text.equals(word);
    }
}
