package dev.gradus.store;

import dev.gradus.flow.Body;
import dev.gradus.tensor.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The {@linkplain dev.gradus.node.Op#attributes attributes} of an op as JSON holds them, by the names of the record's
 * components.
 */
public final class Attributes extends JsonObject {
    private final Function<Object, Body> bodies;

    Attributes(Map<?, ?> members, Function<Object, Body> bodies) {
        super("its attributes", members);
        this.bodies = bodies;
    }

    /** Returns the attributes in an object that {@link dev.gradus.tensor.Json#parse} read. */
    public static Attributes of(Map<?, ?> members) {
        return new Attributes(Objects.requireNonNull(members, "members"), body -> {
            throw new IllegalArgumentException("an op with a body can be read only as part of a saved graph");
        });
    }

    List<Integer> integers(String name) {
        return Arrays.stream(wholes(name)).boxed().toList();
    }

    Body body(String name) {
        return bodies.apply(value(name));
    }
}
