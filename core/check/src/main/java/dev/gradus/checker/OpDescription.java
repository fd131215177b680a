package dev.gradus.checker;

import dev.gradus.tensor.Shape;
import dev.gradus.testkit.Dims;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** An op as the program describes it. */
record OpDescription(String name, boolean isSingle, List<Input> inputs, JsonNode json) {
    private static final Set<String> FIELDS = Set.of(
            "name",
            "dtype",
            "inputs",
            "attributes",
            "reference",
            "backward",
            "order",
            "jvp",
            "threads",
            "sizes",
            "apart",
            "refuses",
            "tolerance",
            "longest",
            "without");
    private static final Set<Law> ONLY_IN_JAVA = EnumSet.of(Law.IDENTITY, Law.NOTATION, Law.DEPENDENCE, Law.RUN);

    /** The laws that check nothing if there is no backward rule. */
    private static final Set<Law> OF_RULES = EnumSet.of(
            Law.GRADIENT,
            Law.LINEAR,
            Law.ZERO,
            Law.ADJOINT,
            Law.SECOND_ORDER,
            Law.SHARED_NODE,
            Law.KINKS,
            Law.IN_A_GRAPH);

    private static final Set<String> INPUT_FIELDS = Set.of("name", "dims", "derivative", "values", "dtype");

    private static final int LONGEST = 65_537;
    private static final int LONGEST_OF_PAIRS = 4097;

    /** One input of the op. */
    record Input(String name, Dims dims, boolean hasDerivative, Domain domain) {}

    /**
     * Reads a description.
     *
     * @throws IllegalArgumentException if it is malformed, and says where
     */
    static OpDescription of(JsonNode json) {
        String name = text(json, "name", "an op");
        String where = "the op " + name;
        checkFields(json, FIELDS, where);
        String dtype = json.path("dtype").asString("float64");
        if (!List.of("float64", "float32").contains(dtype)) {
            throw new IllegalArgumentException(where + ": the dtype is float64 or float32, not " + dtype);
        }
        if (json.path("inputs").isEmpty()) {
            throw new IllegalArgumentException(where + " needs \"inputs\", a list");
        }
        List<Input> inputs = list(json.path("inputs")).stream()
                .map(input -> input(input, where, dtype.equals("float32")))
                .toList();
        return new OpDescription(name, dtype.equals("float32"), inputs, json);
    }

    private static Input input(JsonNode json, String op, boolean isSingle) {
        String name = text(json, "name", "an input of " + op);
        String where = "the input " + name + " of " + op;
        checkFields(json, INPUT_FIELDS, where);
        return new Input(
                name,
                dims(json.path("dims"), where),
                json.path("derivative").asBoolean(true),
                Domain.of(json.path("values"), where, isSingle));
    }

    private static Dims dims(JsonNode json, String where) {
        if (json.isArray()) {
            return Dims.dims(texts(json));
        }
        return switch (json.asString("any")) {
            case "any" -> Dims.anyShape();
            case "broadcastable" -> Dims.broadcastable();
            default ->
                throw new IllegalArgumentException(
                        where + ": \"dims\" is a list, \"any\" or \"broadcastable\", not " + json);
        };
    }

    static void checkFields(JsonNode json, Set<String> allowed, String where) {
        for (String field : json.propertyNames()) {
            if (!allowed.contains(field)) {
                throw new IllegalArgumentException(where + " has the unknown field \"" + field + "\"; known are "
                        + String.join(", ", allowed.stream().sorted().toList()));
            }
        }
    }

    private static String text(JsonNode json, String field, String where) {
        if (!json.path(field).isString()) {
            throw new IllegalArgumentException(where + " needs \"" + field + "\", a string: " + Wire.shortened(json));
        }
        return json.path(field).asString();
    }

    private static String[] texts(JsonNode list) {
        return list(list).stream().map(JsonNode::asString).toArray(String[]::new);
    }

    static List<JsonNode> list(JsonNode json) {
        return StreamSupport.stream(json.spliterator(), false).toList();
    }

    /** Some numbers of the domains for inputs of these shapes, which need not fit together. */
    double[][] samples(List<Shape> shapes) {
        double[][] samples = new double[shapes.size()][];
        for (int input = 0; input < samples.length; input++) {
            samples[input] = inputs.get(input).domain().sample(shapes.get(input));
        }
        return samples;
    }

    /** What the laws need to know. */
    OpSpec spec(Remote remote) {
        OpSpec spec = made(remote).named(name);
        spec = isSingle ? spec.float32() : spec;
        for (var size : json.path("sizes").properties()) {
            spec = spec.size(
                    size.getKey(),
                    size.getValue().path(0).asInt(),
                    size.getValue().path(1).asInt());
        }
        if (json.has("apart")) {
            spec = spec.apart(texts(json.get("apart")));
        }
        for (JsonNode shapes : json.path("refuses")) {
            spec = spec.refuses(list(shapes).stream()
                    .map(shape -> Shape.of(Wire.sizes(shape)))
                    .toArray(Shape[]::new));
        }
        if (json.has("tolerance")) {
            spec = spec.tolerance(
                    Wire.number(json.get("tolerance").path(0)),
                    Wire.number(json.get("tolerance").path(1)));
        }
        return without(spec);
    }

    private OpSpec made(Remote remote) {
        List<JsonNode> attributes = list(json.path("attributes"));
        boolean hasReference = json.path("reference").asBoolean(false);
        String noReference = "the program has no reference";
        if (attributes.isEmpty()) {
            JsonNode none = MissingNode.getInstance();
            OpSpec spec = OpSpec.nary(nodes -> new RemoteOp(remote, none, List.copyOf(nodes)));
            for (Input input : inputs) {
                Values values = input.domain().values();
                spec = input.hasDerivative()
                        ? spec.input(input.name(), input.dims(), values)
                        : spec.inputWithoutDerivative(input.name(), input.dims(), values);
            }
            return hasReference
                    ? spec.referenceTensor(in -> remote.reference(none, List.copyOf(in)))
                    : spec.without(Law.VALUE, noReference);
        }
        var drawn = OpSpec.drawing(layout -> Arbitraries.of(attributes))
                .nary((nodes, attribute) -> new RemoteOp(remote, attribute, List.copyOf(nodes)));
        for (Input input : inputs) {
            Values values = input.domain().values();
            drawn = input.hasDerivative()
                    ? drawn.input(input.name(), input.dims(), values)
                    : drawn.inputWithoutDerivative(input.name(), input.dims(), values);
        }
        return hasReference
                ? drawn.referenceTensor((in, attribute) -> remote.reference(attribute, List.copyOf(in)))
                : drawn.withoutReference(noReference);
    }

    private OpSpec without(OpSpec all) {
        OpSpec spec = all;
        for (Law law : ONLY_IN_JAVA) {
            spec = spec.without(law, "it has no meaning for an op of another program");
        }
        if (!json.path("threads").asBoolean(true)) {
            spec = spec.without(Law.THREADS, "the program computes on one thread");
        }
        if (!json.has("refuses")) {
            spec = spec.without(Law.REFUSALS, "the program names no shapes that the op refuses");
        }
        if (json.path("order").asInt(1) < 2) {
            spec = spec.without(Law.SECOND_ORDER, "the program cannot differentiate the rule");
        }
        for (Law law : hasBackward() ? Set.<Law>of() : OF_RULES) {
            spec = spec.without(law, "the program has no backward rule");
        }
        for (var law : json.path("without").properties()) {
            spec = spec.without(law(law.getKey()), law.getValue().asString(""));
        }
        return spec;
    }

    /** The size of the longest axis that the op is tried with. An op that is not elementwise may need all pairs. */
    int longest() {
        boolean isElementwise = list(json.path("inputs")).stream()
                .noneMatch(input -> input.path("dims").isArray());
        return json.path("longest").asInt(isElementwise ? LONGEST : LONGEST_OF_PAIRS);
    }

    /** Whether the program has a backward rule. */
    boolean hasBackward() {
        return json.path("backward").asBoolean(true);
    }

    /** Whether the program pushes tangents forward by itself. */
    boolean hasJvp() {
        return json.path("jvp").asBoolean(false);
    }

    /** The laws that have a meaning for the op of a program. */
    static List<Law> laws() {
        return Arrays.stream(Law.values())
                .filter(law -> law != Law.THIRD_ORDER && !ONLY_IN_JAVA.contains(law))
                .toList();
    }

    /**
     * The law of this name.
     *
     * @throws IllegalArgumentException if there is none, and names all
     */
    static Law law(String name) {
        return Arrays.stream(Law.values())
                .filter(law -> law.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no law " + name + "; the laws are "
                        + laws().stream().map(Law::name).collect(Collectors.joining(", "))));
    }
}
