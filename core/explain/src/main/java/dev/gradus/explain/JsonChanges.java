package dev.gradus.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Differences between values that {@link Json} writes. Arrays of Java count as one value. */
final class JsonChanges {
    private JsonChanges() {}

    /** The first of these values, and for each further one its change from the first. */
    static List<Object> fromFirst(List<?> values) {
        List<Object> changes = new ArrayList<>();
        for (Object value : values) {
            changes.add(
                    changes.isEmpty() ? value : change(changes.get(0), value).orElse(Map.of()));
        }
        return changes;
    }

    /**
     * The change from one value to another; empty if they are equal. Objects differ by members, and lists of equal length
     * differ by index: both as an object of the new values. Any other change is the new value itself.
     */
    private static Optional<Object> change(Object from, Object to) {
        if (from instanceof Map<?, ?> before && to instanceof Map<?, ?> after) {
            return changedMembers(before, after);
        } else if (from instanceof List<?> before && to instanceof List<?> after && before.size() == after.size()) {
            return changedMembers(byIndex(before), byIndex(after));
        }
        return Objects.deepEquals(from, to) ? Optional.empty() : Optional.of(to);
    }

    private static Optional<Object> changedMembers(Map<?, ?> from, Map<?, ?> to) {
        Map<Object, Object> changes = new LinkedHashMap<>();
        to.forEach((name, value) -> Optional.ofNullable((Object) from.get(name))
                .map(before -> change(before, value))
                .orElse(Optional.of(value))
                .ifPresent(change -> changes.put(name, change)));
        from.keySet().stream()
                .filter(name -> !to.containsKey(name))
                .forEach(name -> changes.put(name, Optional.empty()));
        return changes.isEmpty() ? Optional.empty() : Optional.of(changes);
    }

    private static Map<String, Object> byIndex(List<?> elements) {
        Map<String, Object> members = new LinkedHashMap<>();
        elements.forEach(element -> members.put(String.valueOf(members.size()), element));
        return members;
    }
}
