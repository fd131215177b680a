package dev.gradus.tensor;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A JSON object from which a program reads members of known types. Each method throws an {@link IllegalArgumentException} that
 * names the member if it is missing or of another type.
 *
 * <pre>{@code
 * JsonObject column = JsonObject.parse("the column", "{\"name\":\"gre\",\"mean\":620}");
 * String name = column.text("name");
 * double mean = column.number("mean");
 * boolean isScaled = column.optional("scaled", column::flag, false);
 * column.requireOnly("name", "mean", "scaled");
 * }</pre>
 *
 * <p>Immutable, as long as the map it was made of does not change.
 */
public class JsonObject {
    private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

    private final String what;
    private final Map<?, ?> members;

    /**
     * Reads the members of an object.
     *
     * @param what the object in the words of messages, such as {@code the column}; empty if it is the whole text
     */
    protected JsonObject(String what, Map<?, ?> members) {
        this.what = Objects.requireNonNull(what, "what");
        this.members = Collections.unmodifiableMap(members);
    }

    /**
     * Reads a text that is one object.
     *
     * @param what the object in the words of messages; empty if these need not say it
     */
    public static JsonObject parse(String what, String text) {
        Objects.requireNonNull(what, "what");
        return of(what, Json.parse(text));
    }

    /**
     * Reads a text that is an array of objects.
     *
     * @param what one of them in the words of messages
     */
    public static List<JsonObject> parseAll(String what, String text) {
        Objects.requireNonNull(what, "what");
        if (Json.parse(text) instanceof List<?> all) {
            return all.stream().map(each -> of(what, each)).toList();
        }
        throw new IllegalArgumentException("the text must be an array of objects");
    }

    /**
     * Reads a value that {@link Json#parse} returned.
     *
     * @param what the object in the words of messages; empty if it is the whole text
     */
    public static JsonObject of(String what, Object value) {
        Objects.requireNonNull(what, "what");
        if (Objects.requireNonNull(value, "value") instanceof Map<?, ?> members) {
            return new JsonObject(what, members);
        }
        throw new IllegalArgumentException((what.isEmpty() ? "the text" : what) + " must be an object");
    }

    /** Returns all members in the order of the text. */
    public final Map<?, ?> members() {
        return members;
    }

    /** Returns whether there is a member of this name. */
    public final boolean has(String name) {
        return members.containsKey(Objects.requireNonNull(name, "name"));
    }

    /** Returns a member, or another value if there is none. */
    public final <T> T optional(String name, Function<String, T> type, T otherwise) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(otherwise, "otherwise");
        return has(name) ? type.apply(name) : otherwise;
    }

    /** Returns a value of any type. */
    public final Object value(String name) {
        return Optional.<Object>ofNullable(members.get(Objects.requireNonNull(name, "name")))
                .orElseThrow(() -> new IllegalArgumentException(described(name) + " is missing"));
    }

    private String described(String name) {
        return "the member '" + JsonReader.printable(name) + "'" + (what.isEmpty() ? "" : " of " + what);
    }

    private IllegalArgumentException other(String name, String expected) {
        return new IllegalArgumentException(described(name) + " must be " + expected);
    }

    /** Returns a member of a type. The type gives an empty optional for any other value. */
    private <T> T one(String name, String expected, Function<Object, Optional<T>> type) {
        return type.apply(value(name)).orElseThrow(() -> other(name, expected));
    }

    private <T> Stream<T> each(String name, String expected, Function<Object, Optional<T>> type) {
        List<?> elements = one(name, expected, is(List.class));
        return elements.stream().map(each -> type.apply(each).orElseThrow(() -> other(name, expected)));
    }

    private static <T> Function<Object, Optional<T>> is(Class<T> type) {
        return value -> type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
    }

    private static Optional<Double> asNumber(Object value) {
        if (value instanceof String text && NOT_FINITE.contains(text)) {
            return Optional.of(Double.valueOf(text));
        }
        return is(Double.class).apply(value);
    }

    private static Optional<Integer> asWhole(Object value) {
        return value instanceof Double number && number == number.intValue()
                ? Optional.of(number.intValue())
                : Optional.empty();
    }

    private static Optional<Long> asLarge(Object value) {
        try {
            return is(String.class).apply(value).map(Long::valueOf);
        } catch (NumberFormatException notDigits) {
            return Optional.empty();
        }
    }

    /** Returns a number. NaN and infinities are texts in JSON. */
    public final double number(String name) {
        return one(name, "a number", JsonObject::asNumber);
    }

    /** Returns an integer of 32 bits. */
    public final int whole(String name) {
        return one(name, "an integer of 32 bits", JsonObject::asWhole);
    }

    /** Returns an integer of 64 bits, which is a text in JSON, because a double does not represent all of them. */
    public final long large(String name) {
        return one(name, "the text of an integer of 64 bits", JsonObject::asLarge);
    }

    /** Returns a truth value. */
    public final boolean flag(String name) {
        return one(name, "true or false", is(Boolean.class));
    }

    /** Returns a text. */
    public final String text(String name) {
        return one(name, "a text", is(String.class));
    }

    /** Returns the constant of an enum. */
    public final <E extends Enum<E>> E constant(String name, Class<E> type) {
        E[] all = Objects.requireNonNull(type, "type").getEnumConstants();
        return one(
                name,
                "one of " + Arrays.toString(all),
                value -> Arrays.stream(all)
                        .filter(constant -> constant.name().equals(value))
                        .findFirst());
    }

    /** Returns an array of numbers. */
    public final double[] numbers(String name) {
        return each(name, "an array of numbers", JsonObject::asNumber)
                .mapToDouble(number -> number)
                .toArray();
    }

    /** Returns an array of integers of 32 bits. */
    public final int[] wholes(String name) {
        return wholes(name, "an array of integers");
    }

    private int[] wholes(String name, String expected) {
        return each(name, expected, JsonObject::asWhole)
                .mapToInt(whole -> whole)
                .toArray();
    }

    /** Returns an array of texts. */
    public final List<String> texts(String name) {
        return each(name, "an array of texts", is(String.class)).toList();
    }

    /** Returns an array of values of any types. */
    public final List<?> list(String name) {
        return one(name, "an array", is(List.class));
    }

    /**
     * Returns an array of objects.
     *
     * @param element one of them in the words of messages
     */
    public final List<JsonObject> objects(String name, String element) {
        Objects.requireNonNull(element, "element");
        return list(name).stream().map(each -> of(element, each)).toList();
    }

    /** Returns an object, which messages call by its name. */
    public final JsonObject object(String name) {
        Map<?, ?> object = one(name, "an object", is(Map.class));
        return new JsonObject("'" + JsonReader.printable(name) + "'", object);
    }

    /** Returns a shape: an array of sizes, or an object with the sizes and the names of the axes. */
    public final Shape shape(String name) {
        if (value(name) instanceof Map<?, ?>) {
            JsonObject shape = object(name);
            return Shape.of(shape.wholes("sizes")).named(shape.texts("axes").toArray(String[]::new));
        }
        return Shape.of(wholes(name, "a shape"));
    }

    /** Throws if the object has any other members than these. */
    public final void requireOnly(String... names) {
        List<String> known = Arrays.asList(Objects.requireNonNull(names, "names"));
        for (Object name : members.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(described(String.valueOf(name)) + " is not known");
            }
        }
    }
}
