package dev.gradus.checker;

import dev.gradus.tensor.Shape;
import dev.gradus.testkit.Dims;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import dev.gradus.testkit.cases.Precision;
import dev.gradus.testkit.cases.SpecData;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** An op as the program describes it. */
record OpDescription(String name, Precision precision, List<Input> inputs, Fields fields) {
    private static final Set<String> FIELDS = Set.of(
            "name",
            "dtype",
            "inputs",
            "attributes",
            "reference",
            "coarseReference",
            "backward",
            "order",
            "jvp",
            "threads",
            "sizes",
            "apart",
            "refuses",
            "tolerance",
            "longest",
            "thresholds",
            "without");
    private static final String ANY = "*";
    private static final String OF_JAVA = "it has no meaning for an op of another program";
    private static final Set<Law> ONLY_IN_JAVA =
            EnumSet.of(Law.IDENTITY, Law.NOTATION, Law.DEPENDENCE, Law.RUN, Law.THIRD_ORDER);

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

    /** An answer of one line holds 1.5 million numbers. */
    private static final int MOST_ELEMENTS = 1 << 20;

    /** How many axes "*" stands for at most. */
    private static final int MOST_OF_ANY = 5;

    /**
     * One input of the op.
     *
     * @param axes its symbols and sizes; "*" if it broadcasts
     */
    record Input(String name, Dims dims, List<String> axes, boolean hasDerivative, Domain domain) {}

    /**
     * Reads a description.
     *
     * @throws IllegalArgumentException if it is malformed, and says where
     */
    static OpDescription of(JsonNode json) {
        Fields unnamed = new Fields(json, "an op");
        String name = unnamed.text("name");
        Fields op = Fields.of(json, "the op " + Wire.shortened(name), FIELDS);
        Precision precision = precision(op);
        List<Input> inputs = op.list("inputs").stream()
                .map(input -> input(input, op.where(), precision))
                .toList();
        if (inputs.isEmpty()) {
            throw op.wrong("inputs", "a list of inputs");
        }
        if (inputs.stream().map(Input::name).distinct().count() < inputs.size()) {
            throw new IllegalArgumentException(op.where() + " has two inputs of one name; name each differently");
        }
        return new OpDescription(name, precision, inputs, op);
    }

    private static Precision precision(Fields op) {
        String dtype = op.has("dtype") ? op.text("dtype") : "float64";
        return Arrays.stream(Precision.values())
                .filter(precision -> inWords(precision).equals(dtype))
                .findFirst()
                .orElseThrow(() -> op.wrong("dtype", "float64, float32, float16 or bfloat16"));
    }

    private static String inWords(Precision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }

    /** Whether the op has fewer digits than float64. Its arrays are then sent as float32, which has all of them. */
    boolean isCoarse() {
        return precision != Precision.FLOAT64;
    }

    private static Input input(JsonNode json, String op, Precision precision) {
        String name = new Fields(json, "an input of " + op).text("name");
        Fields input = Fields.of(json, "the input " + Wire.shortened(name) + " of " + op, INPUT_FIELDS);
        if (input.has("dtype")) {
            input.text("dtype");
        }
        List<String> axes = axes(input);
        return new Input(
                name,
                dims(input, axes),
                axes,
                input.flag("derivative", true),
                Domain.of(input.get("values"), input.where(), precision));
    }

    private static List<String> axes(Fields input) {
        return input.get("dims").isArray()
                ? input.list("dims").stream()
                        .map(axis -> axis.isInt() ? axis.toString() : axis.stringValue(""))
                        .toList()
                : List.of(ANY);
    }

    private static Dims dims(Fields input, List<String> axes) {
        if (input.has("dims") && !input.get("dims").isArray()) {
            return switch (input.get("dims").stringValue("")) {
                case "any" -> Dims.anyShape();
                case "broadcastable" -> Dims.broadcastable();
                default -> throw input.wrong("dims", "a list, \"any\" or \"broadcastable\"");
            };
        }
        try {
            return Dims.dims(axes.toArray(String[]::new));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(input.where() + ": " + malformed.getMessage(), malformed);
        }
    }

    /** The elements of a list; none of anything else. */
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
        spec = rounded(spec, remote);
        spec = sized(spec);
        if (fields.has("apart")) {
            spec = spec.apart(fields.texts("apart").toArray(String[]::new));
        }
        for (JsonNode shapes : fields.list("refuses")) {
            spec = spec.refuses(refused(shapes));
        }
        if (fields.has("tolerance")) {
            fields.list("tolerance", 2);
            double[] tolerance = fields.numbers("tolerance");
            if (!(tolerance[0] >= 0 && tolerance[0] <= 1 && tolerance[1] >= 0 && tolerance[1] < Double.MAX_VALUE)) {
                throw fields.wrong("tolerance", "a relative number from 0 to 1 and an absolute one from 0");
            }
            spec = spec.tolerance(tolerance[0], tolerance[1]);
        }
        thresholds(); // says here what is malformed
        return without(spec);
    }

    /** With the precision in which the op computes, and the laws that this leaves. */
    private OpSpec rounded(OpSpec exact, Remote remote) {
        OpSpec spec = switch (precision) {
            case FLOAT64 -> exact;
            case FLOAT32 -> exact.float32();
            case FLOAT16 -> exact.float16().without(Law.LINEAR, "float16 has too few magnitudes for its factors");
            case BFLOAT16 -> exact.bfloat16();
        };
        if (isCoarse() && fields.flag("reference", false) && fields.flag("coarseReference", false)) {
            return spec.law(
                    "the error is at most twice that of the reference in " + inWords(precision), remote::isNotWorse);
        }
        String why = isCoarse() ? "the program has no reference that computes in " + inWords(precision) : OF_JAVA;
        return spec.without(Law.OWN, why);
    }

    /** With the sizes of axes, whose product must stay so small that many arrays of it fit into the memory. */
    private OpSpec sized(OpSpec unsized) {
        OpSpec spec = unsized;
        Map<String, Integer> largest = new HashMap<>();
        Fields sizes = Fields.of(
                fields.has("sizes") ? fields.get("sizes") : Program.JSON.createObjectNode(),
                "the \"sizes\" of " + fields.where(),
                Stream.concat(inputs.stream().flatMap(input -> input.axes().stream()), Stream.of(ANY))
                        .collect(Collectors.toSet()));
        for (String symbol : sizes.json().propertyNames()) {
            List<JsonNode> bounds = sizes.list(symbol, 2);
            int most = sizes.integer(symbol, bounds.get(1), 1, MOST_ELEMENTS);
            spec = spec.size(symbol, sizes.integer(symbol, bounds.get(0), 0, most), most);
            largest.put(symbol, most);
        }
        for (Input input : inputs) {
            double elements = 1;
            for (String axis : input.axes()) {
                double size = Character.isDigit(axis.charAt(0))
                        ? Double.parseDouble(axis)
                        : largest.getOrDefault(axis, SpecData.USUAL.largest());
                elements *= Math.pow(size, axis.equals(ANY) ? MOST_OF_ANY : 1);
            }
            if (elements > MOST_ELEMENTS) {
                throw new IllegalArgumentException("the input " + Wire.shortened(input.name()) + " of "
                        + fields.where() + " has up to " + String.format(Locale.ROOT, "%.0f", elements)
                        + " elements, but at most " + MOST_ELEMENTS
                        + " are possible; make its \"dims\" or their \"sizes\" smaller");
            }
        }
        return spec;
    }

    private Shape[] refused(JsonNode shapes) {
        if (!shapes.isArray() || shapes.size() != inputs.size()) {
            throw fields.wrong("refuses", "a list of lists of shapes, one for each input");
        }
        return list(shapes).stream().map(shape -> Shape.of(Wire.sizes(shape))).toArray(Shape[]::new);
    }

    private OpSpec made(Remote remote) {
        List<JsonNode> attributes = fields.list("attributes");
        boolean hasReference = fields.flag("reference", false);
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
            spec = spec.without(law, OF_JAVA);
        }
        if (!fields.flag("threads", true)) {
            spec = spec.without(Law.THREADS, "the program computes on one thread");
        }
        if (!fields.has("refuses")) {
            spec = spec.without(Law.REFUSALS, "the program names no shapes that the op refuses");
        }
        boolean hasFewDigits = isCoarse() && precision != Precision.FLOAT32;
        if (hasFewDigits) {
            spec = spec.without(Law.SECOND_ORDER, inWords(precision) + " has too few digits to differentiate a rule");
        } else if (fields.integer("order", 1, 1, 2) < 2) {
            spec = spec.without(Law.SECOND_ORDER, "the program cannot differentiate the rule");
        }
        for (Law law : hasBackward() ? Set.<Law>of() : OF_RULES) {
            spec = spec.without(law, "the program has no backward rule");
        }
        if (fields.has("without")) {
            Fields reasons = new Fields(fields.get("without"), "the field \"without\" of " + fields.where());
            for (String law : reasons.json().propertyNames()) {
                spec = spec.without(law(law), reasons.text(law));
            }
        }
        return spec;
    }

    /** The size of the longest axis that the op is tried with. An op that is not elementwise may need all pairs. */
    int longest() {
        boolean isElementwise = fields.list("inputs").stream()
                .noneMatch(input -> input.path("dims").isArray());
        return fields.integer("longest", isElementwise ? LONGEST : LONGEST_OF_PAIRS, 1, MOST_ELEMENTS);
    }

    /** Numbers at which the code of the op may change its behavior. */
    double[] thresholds() {
        return fields.numbers("thresholds");
    }

    /** Whether the program has a backward rule. */
    boolean hasBackward() {
        return fields.flag("backward", true);
    }

    /** Whether the program pushes tangents forward by itself. */
    boolean hasJvp() {
        return fields.flag("jvp", false);
    }

    /** The laws that have a meaning for the op of a program. */
    static List<Law> laws() {
        return Arrays.stream(Law.values())
                .filter(law -> !ONLY_IN_JAVA.contains(law))
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
