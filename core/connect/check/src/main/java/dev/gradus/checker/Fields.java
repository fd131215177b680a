package dev.gradus.checker;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A JSON object of the program's description, whose fields must be of their types.
 *
 * @param where the object, for messages
 */
record Fields(JsonNode json, String where) {
    /** @throws IllegalArgumentException if it is not an object, or has other fields than these */
    static Fields of(JsonNode json, String where, Set<String> allowed) {
        if (!json.isObject()) {
            throw new IllegalArgumentException(where + " must be an object, but is " + Wire.shortened(json));
        }
        for (String field : json.propertyNames()) {
            if (!allowed.contains(field)) {
                throw new IllegalArgumentException(
                        where + " has the unknown field \"" + Wire.shortened(field) + "\"; known are "
                                + String.join(", ", allowed.stream().sorted().toList()));
            }
        }
        return new Fields(json, where);
    }

    boolean has(String field) {
        return json.has(field);
    }

    JsonNode get(String field) {
        return json.path(field);
    }

    String text(String field) {
        return text(field, get(field));
    }

    /** A string that is the field or one of its elements. */
    private String text(String field, JsonNode value) {
        if (!value.isString() || value.asString().isBlank()) {
            throw wrong(field, "a string that is not blank");
        }
        return value.asString();
    }

    List<String> texts(String field) {
        return list(field).stream().map(value -> text(field, value)).toList();
    }

    boolean flag(String field, boolean otherwise) {
        if (has(field) && !get(field).isBoolean()) {
            throw wrong(field, "true or false");
        }
        return has(field) ? get(field).booleanValue() : otherwise;
    }

    int integer(String field, int otherwise, int least, int most) {
        return has(field) ? integer(field, get(field), least, most) : otherwise;
    }

    /** An integer that is the field or one of its elements. */
    int integer(String field, JsonNode value, int least, int most) {
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            throw wrong(field, "an integer from " + least + " to " + most);
        }
        return value.intValue();
    }

    /** Numbers that are the elements of a field. */
    double[] numbers(String field) {
        return list(field).stream()
                .mapToDouble(element -> number(field, element))
                .toArray();
    }

    double number(String field, JsonNode value) {
        try {
            return Wire.number(value);
        } catch (IllegalArgumentException other) {
            throw wrong(field, "a number or numbers");
        }
    }

    /** The elements of a field that is a list; none if there is no such field. */
    List<JsonNode> list(String field) {
        if (has(field) && !get(field).isArray()) {
            throw wrong(field, "a list");
        }
        return OpDescription.list(get(field));
    }

    /** Exactly this number of elements. */
    List<JsonNode> list(String field, int count) {
        List<JsonNode> elements = list(field);
        if (elements.size() != count) {
            throw wrong(field, "a list of " + count);
        }
        return elements;
    }

    IllegalArgumentException wrong(String field, String expected) {
        return new IllegalArgumentException(where + ": \"" + field + "\" must be " + expected + ", but "
                + (has(field) ? "is " + Wire.shortened(get(field)) : "is missing"));
    }
}
