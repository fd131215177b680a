package dev.gradus.playground;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes JSON from plain values: maps, lists, texts, numbers, truth values and arrays of numbers. Numbers that JSON does not
 * have become the texts "NaN", "Infinity" and "-Infinity", and an empty Optional leaves its member out.
 */
final class Json {
    private final StringBuilder text = new StringBuilder();

    private Json() {}

    static String of(Object value) {
        Json json = new Json();
        json.value(value);
        return json.text.toString();
    }

    /** An object of these names and values, by turns. */
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (!(namesAndValues[i + 1] instanceof Optional<?> value && value.isEmpty())) {
                object.put((String) namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return object;
    }

    private void value(Object value) {
        if (value instanceof Optional<?> optional) {
            value(optional.orElseThrow());
        } else if (value instanceof Map<?, ?> map) {
            String comma = "{";
            for (Map.Entry<?, ?> member : map.entrySet()) {
                text.append(comma);
                quoted((String) member.getKey());
                text.append(':');
                value(member.getValue());
                comma = ",";
            }
            text.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            list(list);
        } else if (value instanceof double[] numbers) {
            List<Object> boxed = new ArrayList<>();
            for (double number : numbers) {
                boxed.add(number);
            }
            list(boxed);
        } else if (value instanceof int[] numbers) {
            List<Object> boxed = new ArrayList<>();
            for (int number : numbers) {
                boxed.add(number);
            }
            list(boxed);
        } else if (value instanceof Double number) {
            number(number);
        } else if (value instanceof Raw raw) {
            text.append(raw.json());
        } else if (value instanceof String one) {
            quoted(one);
        } else {
            text.append(value);
        }
    }

    /** JSON that is written already. */
    record Raw(String json) {}

    private void list(List<?> list) {
        text.append('[');
        for (int i = 0; i < list.size(); i++) {
            text.append(i == 0 ? "" : ",");
            value(list.get(i));
        }
        text.append(']');
    }

    private void number(double value) {
        if (!Double.isFinite(value)) {
            quoted(String.valueOf(value));
        } else if (value == Math.floor(value) && Math.abs(value) < 1e15 && (value != 0 || 1 / value > 0)) {
            text.append((long) value);
        } else {
            text.append(value);
        }
    }

    private void quoted(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c == '\n') {
                text.append("\\n");
            } else if (c < ' ' || c == '<' || c == '\u2028' || c == '\u2029') {
                text.append("\\u").append(hex(c >> 8)).append(hex(c & 255));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private static String hex(int two) {
        return "" + Character.forDigit(two >> 4, 16) + Character.forDigit(two & 15, 16);
    }
}
