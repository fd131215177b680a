package dev.gradus.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A JSON value (RFC 8259), whose {@code toString} is its text. */
sealed interface JsonValue {
    /** An object. */
    record Members(Map<String, JsonValue> byName) implements JsonValue {
        @Override
        public Optional<JsonValue> changeTo(JsonValue next) {
            if (!(next instanceof Members other)) {
                return Optional.of(next);
            }
            Map<String, JsonValue> changes = new LinkedHashMap<>();
            other.byName.forEach((name, value) -> Optional.ofNullable(byName.get(name))
                    .map(before -> before.changeTo(value))
                    .orElse(Optional.of(value))
                    .ifPresent(change -> changes.put(name, change)));
            byName.keySet().stream()
                    .filter(name -> !other.byName.containsKey(name))
                    .forEach(name -> changes.put(name, NOTHING));
            return changes.isEmpty() ? Optional.empty() : Optional.of(new Members(changes));
        }

        @Override
        public String toString() {
            return byName.entrySet().stream()
                    .map(member -> JsonWriter.quoted(member.getKey()) + ":" + member.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
        }
    }

    /** An array. */
    record Sequence(List<JsonValue> inOrder) implements JsonValue {
        @Override
        public Optional<JsonValue> changeTo(JsonValue next) {
            return next instanceof Sequence other && other.inOrder.size() == inOrder.size()
                    ? byPlace().changeTo(other.byPlace())
                    : Optional.of(next);
        }

        private Members byPlace() {
            Map<String, JsonValue> places = new LinkedHashMap<>();
            inOrder.forEach(element -> places.put(String.valueOf(places.size()), element));
            return new Members(places);
        }

        @Override
        public String toString() {
            return inOrder.stream().map(JsonValue::toString).collect(Collectors.joining(",", "[", "]"));
        }
    }

    /** Any other value, and any value that changes only as a whole. */
    record Literal(String text) implements JsonValue {
        @Override
        public Optional<JsonValue> changeTo(JsonValue next) {
            return equals(next) ? Optional.empty() : Optional.of(next);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Marks a member that a change removes. */
    JsonValue NOTHING = new Literal("null");

    /**
     * Returns the change from this value to the next; empty if they are equal. Objects differ by member and arrays of equal
     * length by index, both written as an object of the new values. Any other change is the next value itself.
     */
    Optional<JsonValue> changeTo(JsonValue next);

    /** Returns the first of these values, followed by the change from the first to each of the others. */
    static JsonValue alike(List<JsonValue> values) {
        List<JsonValue> changes = new ArrayList<>();
        for (JsonValue value : values) {
            changes.add(
                    changes.isEmpty() ? value : changes.get(0).changeTo(value).orElse(new Members(Map.of())));
        }
        return new Sequence(changes);
    }
}
