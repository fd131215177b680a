package dev.gradus.gradbench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads and writes JSON. A record is read only if all its components are there; other fields are passed over. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
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
     * @throws JsonProcessingException if it is not one value of JSON
     */
    static JsonNode read(String line) throws JsonProcessingException {
        return MAPPER.readTree(line);
    }

    /**
     * A value as a record, a number or an array.
     *
     * @throws JsonProcessingException if something is missing or of another type; the message names it
     */
    static <T> T as(Class<T> type, JsonNode value) throws JsonProcessingException {
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
        if (!value.isTextual()) {
            throw new IllegalArgumentException("the message has no text \"" + field + "\"");
        }
        return value.textValue();
    }

    /**
     * One line.
     *
     * @throws JsonProcessingException if a value has no form in JSON
     */
    static String write(Map<String, ?> answer) throws JsonProcessingException {
        return MAPPER.writeValueAsString(answer);
    }

    /** One line of text, numbers and truth values. */
    static String writeError(Map<String, ?> answer) {
        try {
            return MAPPER.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was wrong, and at which field. */
    static String reason(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return "input" + mapping.getPath().stream().map(Json::step).collect(Collectors.joining()) + ": "
                    + e.getOriginalMessage();
        }
        return e.getOriginalMessage();
    }

    private static String step(JsonMappingException.Reference reference) {
        return reference.getFieldName() == null ? "[" + reference.getIndex() + "]" : "." + reference.getFieldName();
    }
}
