package dev.gradus.tensor;

import java.util.Objects;

/**
 * The rules for names of nodes and axes: one line of text that any file and any page can contain.
 *
 * <p>A label must not contain control characters, line breaks, unpaired surrogates or code points that Unicode excludes as
 * characters. Nor may it contain controls that change the writing direction: an unclosed one affects the text after it, so
 * that a formula would show its operands in another order.
 */
public final class Labels {
    private static final int REPLACEMENT = 0xFFFD;
    private static final int PLANE = 0xFFFF;

    private Labels() {}

    /**
     * Checks and returns a label.
     *
     * @param what the kind of thing that has this label, for the message
     * @throws IllegalArgumentException if it contains a forbidden code point, which the message names
     */
    public static String checked(String what, String text) {
        Objects.requireNonNull(what, "what");
        int length = text.length();
        for (int i = 0; i < length; ) {
            int point = text.codePointAt(i);
            if (!isAllowed(point)) {
                throw new IllegalArgumentException("The name of " + what + " must not contain " + described(point)
                        + ", but '" + printable(text) + "' does at index " + i);
            }
            i += Character.charCount(point);
        }
        return text;
    }

    /** Makes any text a printable line, with a space for each control character and � for other forbidden characters. */
    public static String printable(String text) {
        if (text.codePoints().allMatch(Labels::isAllowed)) {
            return text;
        }
        return text.codePoints()
                .map(point -> isAllowed(point) ? point : isBreak(point) ? ' ' : REPLACEMENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isAllowed(int point) {
        return point >= ' ' && point < 0x7F
                || !isBreak(point)
                        && Character.getType(point) != Character.SURROGATE
                        && !isNoncharacter(point)
                        && !isTurn(point);
    }

    private static boolean isBreak(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static boolean isNoncharacter(int point) {
        return (point & PLANE) >= 0xFFFE || point >= 0xFDD0 && point <= 0xFDEF;
    }

    /** Matches embeddings, overrides and isolates. Marks, which affect only themselves, are in common use. */
    private static boolean isTurn(int point) {
        return point >= 0x202A && point <= 0x202E || point >= 0x2066 && point <= 0x2069;
    }

    private static String described(int point) {
        String code = String.format("U+%04X", point);
        if (Character.getType(point) == Character.SURROGATE) {
            return code + ", an unpaired surrogate";
        }
        return code + (isNoncharacter(point) ? ", which is not a character" : " (" + Character.getName(point) + ")");
    }
}
