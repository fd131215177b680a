package dev.gradus.checker;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** As much of JSON Schema as the schema of the messages uses. */
record Schema(JsonNode root) {
    private static final List<String> KNOWN = List.of(
            "$schema",
            "$defs",
            "title",
            "$ref",
            "anyOf",
            "const",
            "enum",
            "type",
            "properties",
            "required",
            "pattern",
            "minimum",
            "maximum",
            "items",
            "additionalProperties");

    boolean allows(JsonNode value) {
        return allows(root, value);
    }

    private boolean allows(JsonNode schema, JsonNode value) {
        schema.propertyNames().forEach(keyword -> {
            if (!KNOWN.contains(keyword)) {
                throw new IllegalStateException("the schema has an unknown keyword: " + keyword);
            }
        });
        if (schema.has("$ref")) {
            return allows(root.at(schema.get("$ref").asString().substring(1)), value);
        }
        return (!schema.has("anyOf")
                        || OpDescription.list(schema.get("anyOf")).stream().anyMatch(one -> allows(one, value)))
                && (!schema.has("const") || schema.get("const").equals(value))
                && (!schema.has("enum")
                        || OpDescription.list(schema.get("enum")).contains(value))
                && hasType(schema.path("type").asString(""), value)
                && (!schema.has("pattern")
                        || value.asString().matches(schema.get("pattern").asString()))
                && (!schema.has("minimum")
                        || value.asInt() >= schema.get("minimum").asInt())
                && (!schema.has("maximum")
                        || value.asInt() <= schema.get("maximum").asInt())
                && hasItems(schema, value)
                && hasProperties(schema, value);
    }

    private static boolean hasType(String type, JsonNode value) {
        return switch (type) {
            case "" -> true;
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "number" -> value.isNumber();
            case "integer" -> value.isInt();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new IllegalStateException("the schema has an unknown type: " + type);
        };
    }

    private boolean hasItems(JsonNode schema, JsonNode value) {
        return !schema.has("items")
                || OpDescription.list(value).stream().allMatch(item -> allows(schema.get("items"), item));
    }

    private boolean hasProperties(JsonNode schema, JsonNode value) {
        JsonNode properties = schema.path("properties");
        return OpDescription.list(schema.path("required")).stream().allMatch(name -> value.has(name.asString()))
                && value.propertyNames().stream()
                        .allMatch(name -> properties.has(name)
                                ? allows(properties.get(name), value.get(name))
                                : schema.path("additionalProperties").asBoolean(true));
    }
}
