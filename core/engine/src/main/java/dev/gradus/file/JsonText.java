package dev.gradus.file;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Parses JSON from left to right, strictly by its grammar (RFC 8259). Only objects, arrays, strings and whole numbers are
 * supported, because headers of safetensors files contain nothing else.
 */
final class JsonText {
    private static final int MOST_DIGITS = 18;

    private final String text;
    private int at;

    JsonText(String text) {
        this.text = text;
    }

    interface Member {
        void read(String name) throws FileFormatException;
    }

    interface Element {
        void read() throws FileFormatException;
    }

    /**
     * Reads an object.
     *
     * @param what the kind of object, for messages
     * @return the names of its members
     * @throws FileFormatException if there is none, or it has two members of one name
     */
    Set<String> object(String what, Member member) throws FileFormatException {
        Set<String> names = new LinkedHashSet<>();
        expect('{');
        if (!isNext('}')) {
            do {
                String name = string();
                if (!names.add(name)) {
                    throw new FileFormatException(what + " contains " + EntryNames.shown(name) + " twice");
                }
                expect(':');
                member.read(name);
            } while (isNext(','));
            expect('}');
        }
        return names;
    }

    void array(Element element) throws FileFormatException {
        expect('[');
        if (!isNext(']')) {
            do {
                element.read();
            } while (isNext(','));
            expect(']');
        }
    }

    String string() throws FileFormatException {
        expect('"');
        StringBuilder string = new StringBuilder();
        for (char c = character(); c != '"'; c = character()) {
            string.append(c == '\\' ? escaped() : c);
        }
        return string.toString();
    }

    private char character() throws FileFormatException {
        if (at == text.length() || text.charAt(at) < ' ') {
            throw expected("the rest of a string");
        }
        return text.charAt(at++);
    }

    private char escaped() throws FileFormatException {
        char c = character();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> {
                at--;
                throw expected("one of \"\\/bfnrtu after the \\");
            }
        };
    }

    private char hexadecimal() throws FileFormatException {
        int code = 0;
        for (int digits = 0; digits < 4; digits++) {
            char c = character();
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F')) {
                at--;
                throw expected("four hexadecimal digits");
            }
            code = code << 4 | Character.digit(c, 16);
        }
        return (char) code;
    }

    long whole() throws FileFormatException {
        skipSpace();
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        String digits = text.substring(from, at);
        if (digits.isEmpty() || digits.length() > 1 && digits.startsWith("0") || digits.length() > MOST_DIGITS) {
            at = from;
            throw expected("a whole number of at most " + MOST_DIGITS + " digits");
        }
        return Long.parseLong(digits);
    }

    /** @throws FileFormatException if anything but whitespace follows */
    void end() throws FileFormatException {
        skipSpace();
        if (at < text.length()) {
            throw expected("its end");
        }
    }

    private void expect(char wanted) throws FileFormatException {
        if (!isNext(wanted)) {
            throw expected("'" + wanted + "'");
        }
    }

    /** Skips this character if it is next, and returns whether it was. */
    private boolean isNext(char wanted) {
        skipSpace();
        boolean isNext = at < text.length() && text.charAt(at) == wanted;
        at += isNext ? 1 : 0;
        return isNext;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private FileFormatException expected(String what) {
        String there = at == text.length()
                ? "the header ends"
                : "there is '" + EntryNames.shown(Character.toString(text.codePointAt(at))) + "'";
        return new FileFormatException("the header is not the JSON of a safetensors file: expected " + what
                + ", but at character " + at + " " + there);
    }

    /** Returns the text as a JSON string, quoted like the safetensors library does. */
    static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> json.append(c < ' ' ? String.format("\\u%04x", c) : Character.toString(c));
            }
        });
        return json.append('"').toString();
    }
}
