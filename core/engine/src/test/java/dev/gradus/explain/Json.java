package dev.gradus.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads JSON strictly, as maps, lists, strings, doubles and booleans. */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value();
        if (json.at != text.length()) {
            throw new IllegalArgumentException("more text at " + json.at);
        }
        return value;
    }

    private Object value() {
        return switch (text.charAt(at)) {
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

    private void expect(String expected) {
        if (!text.startsWith(expected, at)) {
            throw new IllegalArgumentException("expected " + expected + " at " + at);
        }
        at += expected.length();
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        expect("{");
        while (text.charAt(at) != '}') {
            if (!members.isEmpty()) {
                expect(",");
            }
            String name = string();
            expect(":");
            if (members.put(name, value()) != null) {
                throw new IllegalArgumentException(name + " twice");
            }
        }
        expect("}");
        return members;
    }

    private List<Object> array() {
        List<Object> elements = new ArrayList<>();
        expect("[");
        while (text.charAt(at) != ']') {
            if (!elements.isEmpty()) {
                expect(",");
            }
            elements.add(value());
        }
        expect("]");
        return elements;
    }

    private String string() {
        expect("\"");
        StringBuilder string = new StringBuilder();
        while (text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c < ' ') {
                throw new IllegalArgumentException("a control character at " + at);
            } else if (c != '\\') {
                string.append(c);
            } else if (text.charAt(at) == 'u') {
                string.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                at += 5;
            } else {
                string.append(text.charAt(at) == 'n' ? '\n' : text.charAt(at));
                at++;
            }
        }
        expect("\"");
        return string.toString();
    }

    private Double number() {
        int from = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return Double.valueOf(text.substring(from, at));
    }
}
