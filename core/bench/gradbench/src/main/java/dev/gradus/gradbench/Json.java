package dev.gradus.gradbench;

import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes JSON. A record is read only if all its components are there; other fields are passed over. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private Json() {}

    /**
     * What a line holds.
     *
     * @throws JacksonException if it is not one value of JSON
     */
    static JsonNode read(String line) {
        return MAPPER.readTree(line);
    }

    /**
     * A value as a record, a number or an array.
     *
     * @throws JacksonException if something is missing or of another type; the message names it
     */
    static <T> T as(Class<T> type, JsonNode value) {
        T read = MAPPER.treeToValue(value, type);
        if (read == null) {
            throw new IllegalArgumentException("there is no input");
        }
        return read;
    }

    /**
     * A field of a message that is text.
     *
     * @throws IllegalArgumentException if there is no such field, or it is not text
     */
    static String text(JsonNode message, String field) {
        JsonNode value = message.path(field);
        if (!value.isString()) {
            throw new IllegalArgumentException("the message has no text \"" + field + "\"");
        }
        return value.stringValue();
    }

    /**
     * One line.
     *
     * @throws JacksonException if a value has no form in JSON
     */
    static String write(Map<String, ?> answer) {
        return MAPPER.writeValueAsString(answer);
    }

    /** What was wrong, and at which field. */
    static String reason(JacksonException e) {
        String where = e.getPath().stream().map(Json::step).collect(Collectors.joining());
        return (where.isEmpty() ? "" : "input" + where + ": ") + e.getOriginalMessage();
    }

    private static String step(JacksonException.Reference reference) {
        return reference.getPropertyName() == null
                ? "[" + reference.getIndex() + "]"
                : "." + reference.getPropertyName();
    }
}
