package dev.gradus.csv;

/** Texts from files, which may be anything, in messages. */
final class Texts {
    private static final int LONGEST = 30;

    private Texts() {}

    static String quoted(String text) {
        return "'" + plain(text) + "'";
    }

    /** Not longer than a message bears, and without what would play tricks on a terminal. */
    static String plain(String text) {
        int end = text.offsetByCodePoints(0, Math.min(LONGEST, text.codePointCount(0, text.length())));
        String cut = end < text.length() ? text.substring(0, end) + "…" : text;
        return printable(cut);
    }

    static String printable(String text) {
        return text.replaceAll("\\p{C}", "?");
    }
}
