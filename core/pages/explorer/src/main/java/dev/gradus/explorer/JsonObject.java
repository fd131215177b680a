package dev.gradus.explorer;

import dev.gradus.tensor.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An object of JSON whose members are of the kinds that a reader expects; what is not there is empty. */
record JsonObject(Map<?, ?> members) {
    static JsonObject parse(String text) {
        return of(Json.parse(text), "the text");
    }

    private static JsonObject of(Object value, String name) {
        if (value instanceof Map<?, ?> members) {
            return new JsonObject(members);
        }
        throw other(name, "an object");
    }

    private static IllegalArgumentException other(String name, String expected) {
        return new IllegalArgumentException("JSON: " + name + " must be " + expected);
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    private Object member(String name) {
        return Optional.ofNullable((Object) members.get(name)).orElseThrow(() -> other(name, "there"));
    }

    String text(String name) {
        Object value = members.get(name);
        if (value == null || value instanceof String) {
            return value == null ? "" : (String) value;
        }
        throw other(name, "a text");
    }

    /** Numbers that JSON lacks are texts. */
    double number(String name) {
        return number(member(name), name);
    }

    private static double number(Object value, String name) {
        if (value instanceof Double number) {
            return number;
        }
        if (value instanceof String text
                && List.of("NaN", "Infinity", "-Infinity").contains(text)) {
            return Double.parseDouble(text);
        }
        throw other(name, "a number");
    }

    int id(String name) {
        return id(member(name), name);
    }

    private static int id(Object value, String name) {
        double number = number(value, name);
        if (number != Math.rint(number) || number < 0 || number > Integer.MAX_VALUE) {
            throw other(name, "a whole number from 0");
        }
        return (int) number;
    }

    List<Integer> ids(String name) {
        return elements(name, value -> id(value, name));
    }

    double[] numbers(String name) {
        return elements(name, value -> number(value, name)).stream()
                .mapToDouble(number -> number)
                .toArray();
    }

    List<String> texts(String name) {
        return elements(name, String::valueOf);
    }

    List<JsonObject> objects(String name) {
        return elements(name, value -> of(value, name));
    }

    Map<?, ?> object(String name) {
        return has(name) ? of(member(name), name).members() : Map.of();
    }

    private <T> List<T> elements(String name, Function<Object, T> read) {
        if (!has(name)) {
            return List.of();
        }
        if (members.get(name) instanceof List<?> elements) {
            return elements.stream().map(read).toList();
        }
        throw other(name, "an array");
    }
}
