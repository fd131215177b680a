package dev.gradus.tensor;

import java.util.Objects;

/**
 * The rules for names of nodes and axes: one line of text that any file and any page can hold.
 *
 * <p>A label holds no control characters and no line breaks, no half of a surrogate pair and no code point that Unicode
 * keeps from being a character. Nor does it hold controls that turn the direction of writing. An unclosed one turns the
 * text behind it: a formula would show its operands in another order.
 */
public final class Labels {
    private static final int REPLACEMENT = 0xFFFD;
    private static final int PLANE = 0xFFFF;

    private Labels() {}

    /**
     * Returns the text if it may be a label.
     *
     * @param what the kind of thing that has this label, for the message
     * @throws IllegalArgumentException if it holds a code point that it may not hold, which the message names
     */
    public static String checked(String what, String text) {
        Objects.requireNonNull(what, "what");
        int length = text.length();
        for (int i = 0; i < length; ) {
            int point = text.codePointAt(i);
            if (!isAllowed(point)) {
                throw new IllegalArgumentException("The name of " + what + " must not hold " + described(point)
                        + ", as '" + printable(text) + "' does at place " + i);
            }
            i += Character.charCount(point);
        }
        return text;
    }

    /** Any text as a line that can be printed: a space for each control, and � for other forbidden characters. */
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

    /** Embeddings, overrides and isolates; marks, which turn only themselves, are in use. */
    private static boolean isTurn(int point) {
        return point >= 0x202A && point <= 0x202E || point >= 0x2066 && point <= 0x2069;
    }

    private static String described(int point) {
        String code = String.format("U+%04X", point);
        if (Character.getType(point) == Character.SURROGATE) {
            return code + ", half of a surrogate pair";
        }
        return code + (isNoncharacter(point) ? ", which is no character" : " (" + Character.getName(point) + ")");
    }
}
