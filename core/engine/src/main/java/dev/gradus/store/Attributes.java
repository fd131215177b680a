package dev.gradus.store;

import dev.gradus.flow.Body;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The {@linkplain dev.gradus.node.Op#attributes attributes} of an op as JSON holds them, by the names of the record's
 * components. Each method throws an {@link IllegalArgumentException} if there is no attribute of that name and type.
 */
public final class Attributes {
    private final Map<?, ?> members;
    private final Function<Object, Body> bodies;

    Attributes(Map<?, ?> members, Function<Object, Body> bodies) {
        this.members = members;
        this.bodies = bodies;
    }

    /** Returns the attributes in an object that {@link dev.gradus.tensor.Json#parse} read. */
    public static Attributes of(Map<?, ?> members) {
        return new Attributes(Objects.requireNonNull(members, "members"), body -> {
            throw new IllegalArgumentException("an op with a body can be read only as part of a saved graph");
        });
    }

    private static IllegalArgumentException other(String name, String expected) {
        return new IllegalArgumentException("the attribute '" + name + "' must be " + expected);
    }

    private Object member(String name) {
        return Optional.<Object>ofNullable(members.get(Objects.requireNonNull(name, "name")))
                .orElseThrow(() -> new IllegalArgumentException("the attribute '" + name + "' is missing"));
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    /** Returns a number; NaN and infinities are texts in JSON. */
    public double number(String name) {
        return JsonValues.number(member(name)).orElseThrow(() -> other(name, "a number"));
    }

    /** Returns an integer of 32 bits. */
    public int whole(String name) {
        return JsonValues.whole(member(name)).orElseThrow(() -> other(name, "an integer of 32 bits"));
    }

    /** Returns an integer of 64 bits, which is a text in JSON, because a double does not represent all of them. */
    public long large(String name) {
        if (member(name) instanceof String digits) {
            try {
                return Long.parseLong(digits);
            } catch (NumberFormatException notDigits) {
                throw other(name, "an integer of 64 bits");
            }
        }
        throw other(name, "the text of an integer");
    }

    /** Returns integers of 32 bits. */
    public int[] wholes(String name) {
        return JsonValues.wholes(member(name)).orElseThrow(() -> other(name, "an array of integers"));
    }

    /** Returns a truth value. */
    public boolean flag(String name) {
        if (member(name) instanceof Boolean flag) {
            return flag;
        }
        throw other(name, "true or false");
    }

    /** Returns a text. */
    public String text(String name) {
        if (member(name) instanceof String text) {
            return text;
        }
        throw other(name, "a text");
    }

    /** Returns the constant of an enum. */
    public <E extends Enum<E>> E constant(String name, Class<E> type) {
        Objects.requireNonNull(type, "type");
        E[] all = type.getEnumConstants();
        return Arrays.stream(all)
                .filter(constant -> constant.name().equals(member(name)))
                .findFirst()
                .orElseThrow(() -> other(name, "one of " + Arrays.toString(all)));
    }

    /** Returns a shape. */
    public Shape shape(String name) {
        return JsonValues.shape(member(name)).orElseThrow(() -> other(name, "a shape"));
    }

    /** Returns the attributes that are one attribute of the type of a record. */
    public Attributes inside(String name) {
        if (member(name) instanceof Map<?, ?> object) {
            return new Attributes(object, bodies);
        }
        throw other(name, "an object");
    }

    List<Integer> list(String name) {
        return Arrays.stream(wholes(name)).boxed().toList();
    }

    Body body(String name) {
        return bodies.apply(member(name));
    }
}
