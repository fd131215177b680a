package dev.gradus.checker;

import dev.gradus.tensor.Shape;
import dev.gradus.testkit.Values;
import dev.gradus.testkit.cases.Precision;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * The numbers that an input may have, as the program describes them.
 *
 * @param values the same for the laws
 */
record Domain(JsonNode json, Values values) {
    private static final Map<String, Function<Fields, Values>> NUMBERS = Map.of(
            "any", json -> Values.any(),
            "between", json -> Values.between(bound(json, "between", 0), bound(json, "between", 1)),
            "strictlyBetween",
                    json -> Values.strictlyBetween(
                            bound(json, "strictlyBetween", 0), bound(json, "strictlyBetween", 1)),
            "positive", json -> Values.positive(),
            "nonNegative", json -> Values.nonNegative(),
            "nonzero", json -> Values.nonzero(),
            "integers", Domain::integers);

    private static final Map<String, Function<Values, Values>> MATRICES = Map.of(
            "symmetric", Values::symmetric,
            "positiveDefinite", Values::positiveDefinite,
            "lowerTriangular", Values::lowerTriangular,
            "upperTriangular", Values::upperTriangular,
            "orthogonal", Values::orthogonal,
            "invertible", Values::invertible);
    private static final Set<String> HAVE_NUMBERS =
            Set.of("between", "strictlyBetween", "integers", "kinks", "except", "rowsSumTo");
    private static final Set<String> FIELDS = fields();

    /** The largest one that float32 counts to. */
    private static final int LARGEST_INTEGER = 1 << 24;

    private static final double GOLDEN = 0.6180339887498949;

    private static Set<String> fields() {
        Set<String> fields = new HashSet<>(Set.of("kinks", "except", "distinct", "rowsSumTo"));
        fields.addAll(NUMBERS.keySet());
        fields.addAll(MATRICES.keySet());
        return fields;
    }

    /**
     * Reads a domain; all numbers if there is none.
     *
     * @throws IllegalArgumentException if it is malformed, and says where
     */
    static Domain of(JsonNode json, String where, Precision precision) {
        Fields fields = Fields.of(
                json.isMissingNode() ? Program.JSON.createObjectNode() : json, "the \"values\" of " + where, FIELDS);
        List<String> kinds = fields.json().propertyNames().stream()
                .filter(NUMBERS::containsKey)
                .toList();
        if (kinds.size() > 1) {
            throw new IllegalArgumentException(
                    fields.where() + " are " + String.join(" and ", kinds) + ", but only one of these can hold");
        }
        String kind = kinds.isEmpty() ? "any" : kinds.get(0);
        for (String field : fields.json().propertyNames()) {
            if (!HAVE_NUMBERS.contains(field) && !field.equals("distinct") && !fields.flag(field, true)) {
                throw fields.wrong(field, "true, or left out");
            }
        }
        try {
            Values usual = NUMBERS.getOrDefault(kind, any -> Values.any()).apply(fields);
            Values numbers = inRange(precision).getOrDefault(kind, usual);
            return new Domain(fields.json(), restricted(numbers, fields));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    fields.where() + " are " + Wire.shortened(json) + ": " + malformed.getMessage(), malformed);
        }
    }

    /** The kinds of numbers that are drawn from a smaller range in this precision. */
    private static Map<String, Values> inRange(Precision precision) {
        return switch (precision) {
            case FLOAT64 -> Map.of();
            case FLOAT16 -> upTo(100);
            case FLOAT32, BFLOAT16 -> upTo(1e18);
        };
    }

    /** Numbers from 1 / largest to largest, whose squares the op has too. */
    private static Map<String, Values> upTo(double largest) {
        return Map.of(
                "any", Values.strictlyBetween(-largest, largest),
                "positive", Values.strictlyBetween(1 / largest, largest),
                "nonNegative", Values.between(0, largest),
                "nonzero", Values.strictlyBetween(-largest, largest).except(0));
    }

    private static Values restricted(Values numbers, Fields fields) {
        Values values = numbers;
        if (fields.has("kinks")) {
            values = values.kinksAt(fields.numbers("kinks"));
        }
        if (fields.has("except")) {
            values = values.except(fields.numbers("except"));
        }
        if (fields.flag("distinct", false)) {
            values = values.distinct();
        }
        if (fields.has("rowsSumTo")) {
            values = values.rowsSumTo(fields.number("rowsSumTo", fields.get("rowsSumTo")));
        }
        for (String field : fields.json().propertyNames()) {
            values = MATRICES.getOrDefault(field, same -> same).apply(values);
        }
        return values;
    }

    private static double bound(Fields fields, String field, int index) {
        return fields.number(field, fields.list(field, 2).get(index));
    }

    private static Values integers(Fields fields) {
        List<JsonNode> bounds = fields.list("integers", 2);
        int lower = fields.integer("integers", bounds.get(0), -LARGEST_INTEGER, LARGEST_INTEGER);
        return bounds.get(1).isString()
                ? Values.indicesOf(bounds.get(1).asString())
                : Values.integers(lower, fields.integer("integers", bounds.get(1), -LARGEST_INTEGER, LARGEST_INTEGER));
    }

    private static double number(JsonNode list, int index) {
        return Wire.number(list.path(index));
    }

    /** Some numbers of this domain, to learn the shape of the value. */
    double[] sample(Shape shape) {
        int columns = shape.rank() == 0 ? 1 : shape.size(shape.rank() - 1);
        int rows = shape.rank() < 2 ? 1 : shape.size(shape.rank() - 2);
        boolean isMatrix = json.propertyNames().stream().anyMatch(MATRICES::containsKey);
        return IntStream.range(0, shape.elements())
                .mapToDouble(i -> {
                    if (isMatrix) {
                        return i / columns % rows == i % columns ? 1 : 0;
                    }
                    return json.has("rowsSumTo")
                            ? Wire.number(json.get("rowsSumTo")) / columns
                            : ordinary((i + 1) * GOLDEN % 1);
                })
                .toArray();
    }

    /** The ordinary number of the domain at this part of its length. */
    private double ordinary(double part) {
        if (json.has("integers")) {
            return number(json.get("integers"), 0);
        }
        JsonNode bounds = json.has("between") ? json.get("between") : json.path("strictlyBetween");
        boolean positive = json.has("positive") || json.has("nonNegative");
        double lower = bounds.isArray() ? number(bounds, 0) : positive ? 0 : Double.NEGATIVE_INFINITY;
        double upper = bounds.isArray() ? number(bounds, 1) : Double.POSITIVE_INFINITY;
        double least = Math.max(lower, Math.min(-3, upper - 6));
        double most = Math.min(upper, Math.max(3, least + 6));
        return least + part * (most - least);
    }
}
