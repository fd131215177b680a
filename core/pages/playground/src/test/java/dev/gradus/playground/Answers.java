package dev.gradus.playground;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.json.Json;

/** Reads a session's answers, by a reader of JSON that is not ours. */
public final class Answers {
    private final Map<String, Object> members;

    private Answers(Map<String, Object> members) {
        this.members = members;
    }

    /** The answer that a JSON text is. */
    public static Answers of(String json) {
        return new Answers(new Json().toType(json, Json.MAP_TYPE));
    }

    static List<Answers> list(String json) {
        List<Map<String, Object>> all = new Json().toType(json, Json.LIST_OF_MAPS_TYPE);
        return all.stream().map(Answers::new).toList();
    }

    @SuppressWarnings("unchecked")
    private static Answers made(Object map) {
        return new Answers((Map<String, Object>) map);
    }

    /** Whether it has a member of this name. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    private Object get(String name) {
        return Objects.requireNonNull(members.get(name), () -> name + " is not among " + members);
    }

    Answers object(String name) {
        return made(get(name));
    }

    @SuppressWarnings("unchecked")
    List<Answers> objects(String name) {
        return ((List<Object>) get(name)).stream().map(Answers::made).toList();
    }

    @SuppressWarnings("unchecked")
    List<Object> list(String name, int size) {
        List<Object> list = (List<Object>) get(name);
        if (list.size() != size) {
            throw new AssertionError(name + " has " + list.size() + " elements: " + list);
        }
        return list;
    }

    String text(String name) {
        return (String) get(name);
    }

    boolean truth(String name) {
        return (Boolean) get(name);
    }

    double number(String name) {
        return ((Number) get(name)).doubleValue();
    }

    int whole(String name) {
        return ((Number) get(name)).intValue();
    }

    @Override
    public String toString() {
        return members.toString();
    }
}
