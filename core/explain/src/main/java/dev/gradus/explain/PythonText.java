package dev.gradus.explain;

/** Writes text as a one-line Python literal, like {@code repr}. */
final class PythonText {
    private PythonText() {}

    static String literal(String text) {
        StringBuilder literal = new StringBuilder("'");
        text.codePoints().forEach(point -> literal.append(escaped(point)));
        return literal.append('\'').toString();
    }

    private static String escaped(int point) {
        return switch (point) {
            case '\\' -> "\\\\";
            case '\'' -> "\\'";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> isPrinted(point) ? Character.toString(point) : number(point);
        };
    }

    /**
     * Returns whether the character is neither a control, a separator other than the space, an unpaired surrogate, nor
     * unassigned.
     */
    private static boolean isPrinted(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }

    private static String number(int point) {
        return point < 0x100
                ? String.format("\\x%02x", point)
                : point < 0x10000 ? String.format("\\u%04x", point) : String.format("\\U%08x", point);
    }
}
