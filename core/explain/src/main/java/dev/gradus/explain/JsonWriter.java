package dev.gradus.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Writes JSON. Numbers that JSON does not support become the strings "NaN", "Infinity" and "-Infinity". */
final class JsonWriter {
    private final List<JsonValue> made = new ArrayList<>();
    private Consumer<JsonValue> next = made::add;
    private Map<String, JsonValue> members = new LinkedHashMap<>();

    JsonWriter object(Runnable inside) {
        Consumer<JsonValue> place = next;
        Map<String, JsonValue> outer = members;
        members = new LinkedHashMap<>();
        inside.run();
        place.accept(new JsonValue.Members(members));
        members = outer;
        next = place;
        return this;
    }

    JsonWriter array(Runnable inside) {
        Consumer<JsonValue> place = next;
        List<JsonValue> elements = new ArrayList<>();
        next = elements::add;
        inside.run();
        place.accept(new JsonValue.Sequence(elements));
        next = place;
        return this;
    }

    JsonWriter name(String name) {
        Map<String, JsonValue> here = members;
        next = value -> here.put(name, value);
        return this;
    }

    JsonWriter text(String value) {
        return literal(quoted(value));
    }

    JsonWriter number(double value) {
        return literal(numberText(value));
    }

    JsonWriter digits(String number) {
        return literal(number);
    }

    JsonWriter truth(boolean value) {
        return literal(String.valueOf(value));
    }

    JsonWriter numbers(double... values) {
        return literal(
                DoubleStream.of(values).mapToObj(JsonWriter::numberText).collect(Collectors.joining(",", "[", "]")));
    }

    JsonWriter texts(List<String> values) {
        return literal(values.stream().map(JsonWriter::quoted).collect(Collectors.joining(",", "[", "]")));
    }

    private JsonWriter literal(String text) {
        next.accept(new JsonValue.Literal(text));
        return this;
    }

    private static String numberText(double value) {
        if (!Double.isFinite(value)) {
            return quoted(String.valueOf(value));
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15 && !(value == 0 && 1 / value < 0);
        return whole ? String.valueOf((long) value) : NumberText.shortest(value);
    }

    static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                // < could end the script element that contains the JSON; the two separators end a line in old
                // JavaScript.
                case '<', '\u2028', '\u2029' -> json.append(String.format("\\u%04x", c));
                default -> json.append(c < ' ' ? String.format("\\u%04x", c) : Character.toString(c));
            }
        });
        return json.append('"').toString();
    }

    JsonValue value() {
        return made.get(0);
    }
}
