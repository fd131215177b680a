package dev.gradus.explorer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * What a text of JSON (RFC 8259) holds: objects are maps in their order, arrays lists, numbers doubles, and null is an empty
 * optional.
 */
final class Json {
    /** Deeper text would end the stack. */
    private static final int DEEPEST = 200;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private Json() {}

    /** @throws IllegalArgumentException if the text is no JSON; the message says at which character */
    static Object parse(String text) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            try {
                return onlyValue(json);
            } catch (JacksonException wrong) {
                // By the parser, as not every exception of it says where it was.
                long at = json.currentLocation().getCharOffset();
                throw new IllegalArgumentException(
                        "JSON: " + wrong.getOriginalMessage() + " (before character " + at + ")", wrong);
            }
        }
    }

    private static Object onlyValue(JsonParser json) {
        if (json.nextToken() == null) {
            throw new StreamReadException(json, "the text is empty");
        }
        Object value = value(json);
        if (json.nextToken() != null) {
            throw new StreamReadException(json, "more follows its value");
        }
        return value;
    }

    private static Object value(JsonParser json) {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> json.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> Optional.empty();
            // Of the text itself, as -0 would lose its sign as a whole number.
            default -> Double.valueOf(json.getString());
        };
    }

    private static Map<String, Object> object(JsonParser json) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            members.put(name, value(json));
        }
        return members;
    }

    private static List<Object> array(JsonParser json) {
        List<Object> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(json));
        }
        return elements;
    }
}
