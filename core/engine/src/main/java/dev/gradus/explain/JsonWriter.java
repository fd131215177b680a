package dev.gradus.explain;

import java.util.List;

/** Writes JSON (RFC 8259). Numbers that JSON does not have are the texts "NaN", "Infinity" and "-Infinity". */
final class JsonWriter {
    private final StringBuilder json = new StringBuilder();
    private boolean first = true;

    JsonWriter object(Runnable members) {
        return nested('{', members, '}');
    }

    JsonWriter array(Runnable elements) {
        return nested('[', elements, ']');
    }

    private JsonWriter nested(char open, Runnable inside, char close) {
        separate();
        json.append(open);
        first = true;
        inside.run();
        json.append(close);
        first = false;
        return this;
    }

    /** The name of the member that is written next. */
    JsonWriter name(String name) {
        separate();
        quote(name);
        json.append(':');
        first = true;
        return this;
    }

    JsonWriter text(String value) {
        separate();
        quote(value);
        first = false;
        return this;
    }

    JsonWriter number(double value) {
        separate();
        if (!Double.isFinite(value)) {
            quote(String.valueOf(value));
        } else {
            boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15 && !(value == 0 && 1 / value < 0);
            json.append(whole ? String.valueOf((long) value) : String.valueOf(value));
        }
        first = false;
        return this;
    }

    JsonWriter truth(boolean value) {
        separate();
        json.append(value);
        first = false;
        return this;
    }

    JsonWriter numbers(double... values) {
        return array(() -> {
            for (double value : values) {
                number(value);
            }
        });
    }

    JsonWriter texts(List<String> values) {
        return array(() -> values.forEach(this::text));
    }

    private void separate() {
        if (!first) {
            json.append(',');
        }
        first = false;
    }

    private void quote(String text) {
        json.append('"');
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                // < would end a script element that holds the JSON; the two separators end a line in old JavaScript.
                case '<', '\u2028', '\u2029' -> json.append(String.format("\\u%04x", c));
                default -> json.append(c < ' ' ? String.format("\\u%04x", c) : Character.toString(c));
            }
        });
        json.append('"');
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
