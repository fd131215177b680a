package dev.gradus.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads JSON from left to right, strictly by its grammar (RFC 8259). */
final class JsonReader {
    /** Deeper text could overflow the stack. */
    private static final int DEEPEST = 200;

    private static final int LONGEST_NAME = 60;

    private static final Pattern NUMBER =
            Pattern.compile("-?+(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+(?:[eE][+-]?+[0-9]++)?+");

    private final String text;
    private final Matcher number;
    private int at;
    private int depth;

    JsonReader(String text) {
        this.text = text;
        number = NUMBER.matcher(text);
    }

    /** Reads the value that is the whole text. */
    Object only() {
        Object value = value();
        skipSpace();
        if (at < text.length()) {
            throw expected("its end");
        }
        return value;
    }

    private Object value() {
        skipSpace();
        return switch (at < text.length() ? text.charAt(at) : ' ') {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", Optional.empty());
            default -> number();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        elements('{', '}', () -> {
            skipSpace();
            int start = at;
            String name = string();
            if (members.containsKey(name)) {
                throw new IllegalArgumentException("JSON: an object has two members with the name " + printable(name)
                        + ", one at character " + start);
            }
            expect(':');
            members.put(name, value());
        });
        return members;
    }

    private List<Object> array() {
        List<Object> elements = new ArrayList<>();
        elements('[', ']', () -> elements.add(value()));
        return elements;
    }

    private void elements(char open, char close, Runnable element) {
        if (depth == DEEPEST) {
            throw new IllegalArgumentException(
                    "JSON: more than " + DEEPEST + " arrays and objects are inside each other at character " + at);
        }
        depth++;
        expect(open);
        if (!isNext(close)) {
            do {
                element.run();
            } while (isNext(','));
            expect(close);
        }
        depth--;
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        for (char c = character(); c != '"'; c = character()) {
            string.append(c == '\\' ? escaped() : c);
        }
        return string.toString();
    }

    private char character() {
        if (at == text.length() || text.charAt(at) < ' ') {
            throw expected("the rest of a string");
        }
        return text.charAt(at++);
    }

    private char escaped() {
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

    private char hexadecimal() {
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

    private Object literal(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw expected(word);
        }
        at += word.length();
        return value;
    }

    private Double number() {
        if (!number.region(at, text.length()).lookingAt()) {
            throw expected("a value");
        }
        double value = Double.parseDouble(number.group());
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "JSON: the number at character " + at + " is larger than a float64 can be");
        }
        at = number.end();
        return value;
    }

    private void expect(char wanted) {
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

    private IllegalArgumentException expected(String what) {
        String there = at == text.length()
                ? "the text ends"
                : "there is '" + printable(Character.toString(text.codePointAt(at))) + "'";
        return new IllegalArgumentException("JSON: expected " + what + ", but at character " + at + " " + there);
    }

    /** Returns the beginning of a text as one line. */
    static String printable(String any) {
        String start = any.length() <= LONGEST_NAME ? any : any.substring(0, LONGEST_NAME) + "…";
        return start.replaceAll("\\p{C}", "?");
    }
}
