package dev.gradus.explorer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON (RFC 8259): objects are maps in their order, arrays lists, numbers doubles, and null is an empty optional. A fault
 * is an {@link IllegalArgumentException} that says at which character.
 */
final class Json {
    /** Deeper text would end the stack. */
    private static final int DEEPEST = 200;

    private final String text;
    private int at;
    private int depth;

    private Json(String text) {
        this.text = text;
    }

    static Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value();
        if (json.next() != END) {
            throw json.fault("the end of the text");
        }
        return value;
    }

    private static final char END = '\0';

    /** The next character that is not white space, which stays to be read. */
    private char next() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return here();
    }

    private char here() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private IllegalArgumentException fault(String expected) {
        String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end of the text";
        return new IllegalArgumentException("JSON: expected " + expected + " at character " + at + ", not " + found);
    }

    private void expect(String expected) {
        if (!text.startsWith(expected, at)) {
            throw fault(expected);
        }
        at += expected.length();
    }

    private Object value() {
        return switch (next()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", Optional.empty());
            default -> number();
        };
    }

    private Object word(String word, Object value) {
        expect(word);
        return value;
    }

    private void enter() {
        if (++depth > DEEPEST) {
            throw fault("less than " + DEEPEST + " objects and arrays in one another");
        }
        at++;
    }

    /** Whether another element follows; otherwise the closing character is read. */
    private boolean goesOn(boolean first, char close) {
        if (next() == close) {
            at++;
            depth--;
            return false;
        }
        if (!first) {
            expect(",");
            next();
        }
        return true;
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        enter();
        while (goesOn(members.isEmpty(), '}')) {
            String name = string();
            next();
            expect(":");
            if (members.put(name, value()) != null) {
                throw fault("no second member \"" + name + "\"");
            }
        }
        return members;
    }

    private List<Object> array() {
        List<Object> elements = new ArrayList<>();
        enter();
        while (goesOn(elements.isEmpty(), ']')) {
            elements.add(value());
        }
        return elements;
    }

    private String string() {
        expect("\"");
        StringBuilder string = new StringBuilder();
        while (here() != '"') {
            if (here() < ' ') {
                throw fault("a character of a string");
            }
            string.append(here() == '\\' ? escaped() : here());
            at++;
        }
        at++;
        return string.toString();
    }

    /** Stops at the last character of what is escaped. */
    private char escaped() {
        at++;
        int place = "\"\\/bfnrt".indexOf(here());
        if (place >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(place);
        }
        if (here() != 'u' || at + 4 >= text.length()) {
            throw fault("an escape");
        }
        at += 4;
        try {
            return (char) Integer.parseInt(text, at - 3, at + 1, 16);
        } catch (NumberFormatException wrong) {
            throw fault("four hexadecimal digits");
        }
    }

    private Double number() {
        int from = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        try {
            return Double.valueOf(text.substring(from, at));
        } catch (NumberFormatException wrong) {
            at = from;
            throw fault("a value");
        }
    }
}
