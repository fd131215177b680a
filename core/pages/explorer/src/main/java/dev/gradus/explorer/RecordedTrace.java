package dev.gradus.explorer;

import dev.gradus.run.Step.Phase;
import dev.gradus.tensor.JsonObject;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A trace as JSON says it, by the ids of its nodes. */
final class RecordedTrace {
    /** The precision of a double. */
    private static final int DOUBLE = 53;

    /** Half of a number's bits may be lost to another order of sums. */
    private static final double HALF = 0.5;

    /**
     * A node.
     *
     * @param op the op's name, empty for a leaf
     */
    record Entry(int id, String kind, String name, Shape shape, String op, List<Integer> inputs, Map<?, ?> attributes) {
        String described() {
            return "the node " + id + (name.isEmpty() ? "" : " ('" + name + "')");
        }
    }

    /** What is handed to one of an op's inputs, or comes together at a node, of which then the input is −1. */
    record Place(Phase phase, int node, int input) {}

    private final Map<Integer, Entry> entries = new LinkedHashMap<>();
    private final Map<Integer, Tensor> values = new HashMap<>();
    private final Map<Place, Tensor> gradients = new HashMap<>();
    private final Map<Integer, Integer> gradientOf = new HashMap<>();
    private final Map<Integer, Tensor> results = new HashMap<>();

    /** For each op the id of the gradient that arrives at it. */
    private final Map<Integer, Integer> upstream = new HashMap<>();

    private final List<Integer> outputs;
    private final Set<Integer> forward;
    private final String writtenBy;
    private final double tolerance;

    private RecordedTrace(JsonObject json) {
        if (!text(json, "format").equals("gradus-trace") || json.number("version") != 1) {
            throw new IllegalArgumentException(
                    "This is no trace of version 1: \"format\" must be \"gradus-trace\" and \"version\" 1");
        }
        objects(json, "nodes", "a node").forEach(this::node);
        objects(json, "gradients", "a gradient").forEach(pair -> gradientOf.put(id(pair, "of"), id(pair, "is")));
        objects(json, "steps", "a step").forEach(this::step);
        List<Integer> named = wholes(json, "outputs");
        this.outputs = named.isEmpty() ? List.of(known(id(json, "objective")).id()) : named;
        this.forward = ancestors(outputs);
        this.writtenBy = text(json, "writtenBy");
        int bits = json.optional("precision", json::whole, DOUBLE);
        this.tolerance = StrictMath.pow(2, -HALF * bits);
    }

    static RecordedTrace of(String json) {
        return new RecordedTrace(JsonObject.parse("", json));
    }

    private static List<JsonObject> objects(JsonObject json, String name, String element) {
        return json.has(name) ? json.objects(name, element) : List.of();
    }

    private static List<Integer> wholes(JsonObject json, String name) {
        return Arrays.stream(json.optional(name, json::wholes, new int[0]))
                .boxed()
                .toList();
    }

    /** A node, or one of a rule's inputs. */
    private static int id(JsonObject json, String name) {
        int id = json.whole(name);
        if (id < 0) {
            throw new IllegalArgumentException("The trace has the negative " + name + " " + id);
        }
        return id;
    }

    private static String text(JsonObject json, String name) {
        return json.optional(name, json::text, "");
    }

    private void node(JsonObject json) {
        int id = id(json, "id");
        Shape shape = Shape.of(json.optional("shape", json::wholes, new int[0]));
        List<String> axes = json.optional("axes", json::texts, List.of());
        Entry entry = new Entry(
                id,
                text(json, "kind"),
                text(json, "name"),
                axes.stream().allMatch(String::isEmpty) ? shape : shape.named(axes.toArray(String[]::new)),
                text(json, "op"),
                wholes(json, "inputs"),
                json.has("attributes") ? json.object("attributes").members() : Map.of());
        for (int input : entry.inputs()) {
            known(input);
        }
        if (entries.put(id, entry) != null) {
            throw new IllegalArgumentException("The trace has two nodes " + id);
        }
        if (json.has("value")) {
            values.put(id, tensor(json, entry.shape(), entry.described()));
        }
    }

    private static Tensor tensor(JsonObject json, Shape shape, String of) {
        double[] numbers = json.numbers("value");
        if (numbers.length != shape.elements()) {
            throw new IllegalArgumentException(
                    "The trace has " + numbers.length + " numbers for " + of + " of shape " + shape);
        }
        return Tensor.of(shape, numbers);
    }

    private void step(JsonObject json) {
        Phase phase = Arrays.stream(Phase.values())
                .filter(one -> one.name().equals(text(json, "phase")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The trace has a step of phase '" + text(json, "phase")
                        + "'; there are " + Arrays.toString(Phase.values())));
        if (phase == Phase.UPDATE || !json.has("value")) {
            return;
        }
        Entry result = known(id(json, "result"));
        Tensor value = tensor(json, result.shape(), result.described());
        results.put(result.id(), value);
        if (phase == Phase.FORWARD) {
            values.put(result.id(), value);
        } else {
            boolean ofRule = json.has("input");
            int node = ofRule ? id(json, "rule") : id(json, "node");
            gradients.put(new Place(phase, known(node).id(), ofRule ? id(json, "input") : -1), value);
            if (phase == Phase.CONTRIBUTION) {
                wholes(json, "operands").stream().findFirst().ifPresent(arrived -> upstream.put(node, arrived));
            }
        }
    }

    private Entry known(int id) {
        return Optional.ofNullable(entries.get(id))
                .orElseThrow(() -> new IllegalArgumentException(
                        "The trace uses a node " + id + " that is not among those before it"));
    }

    private Set<Integer> ancestors(List<Integer> of) {
        Set<Integer> found = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(of);
        while (!open.isEmpty()) {
            int id = open.pop();
            if (found.add(id)) {
                known(id).inputs().forEach(open::push);
            }
        }
        return found;
    }

    /** The nodes of the forward pass, each after its inputs. */
    List<Entry> forward() {
        return entries.values().stream()
                .filter(entry -> forward.contains(entry.id()))
                .toList();
    }

    List<Integer> outputs() {
        return outputs;
    }

    boolean hasBackwardPass() {
        return !gradientOf.isEmpty();
    }

    boolean hasGradient(int node) {
        return gradientOf.containsKey(node);
    }

    Optional<Tensor> value(int node) {
        return Optional.ofNullable(values.get(node));
    }

    /** The gradient that arrived at an op before its rule turned it into what {@link #handed} has. */
    Optional<Tensor> arrived(int op) {
        return Optional.ofNullable(upstream.get(op)).flatMap(id -> Optional.ofNullable(results.get(id)));
    }

    /** What a rule handed to an input, before or after copies were folded. */
    Optional<Tensor> handed(Phase phase, int op, int input) {
        return Optional.ofNullable(gradients.get(new Place(phase, op, input)));
    }

    Optional<Tensor> accumulated(int node) {
        return handed(Phase.ACCUMULATION, node, -1);
    }

    /** The program that wrote it, if it says so. */
    String writtenBy() {
        return writtenBy;
    }

    /** By how much of a tensor's largest number another program's numbers may differ from this library's. */
    double tolerance() {
        return tolerance;
    }
}
