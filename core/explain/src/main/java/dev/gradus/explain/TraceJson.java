package dev.gradus.explain;

import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.run.Step;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Json;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Writes a trace as JSON for other programs. {@code docs/trace-json.md} documents every member. A change that
 * breaks readers increments {@link #VERSION}.
 */
public final class TraceJson {
    /** The version of the format. */
    public static final int VERSION = 1;

    /** The number of rows and columns kept at each end of a large tensor. */
    private static final int CORNER = 4;

    /** The rules of an op with more inputs are written without proofs. */
    private static final int MOST_PROVED = 8;

    private final Map<Node, Integer> ids = new LinkedHashMap<>();
    private final Explanation explanation;
    private final Trace trace;
    private final OptionalInt mostElements;
    private final Optional<List<Tensor>> values;
    private final Function<Formula, Optional<String>> latex;

    private TraceJson(Trace trace, OptionalInt mostElements) {
        this(trace, mostElements, Optional.empty(), formula -> Optional.empty());
    }

    /**
     * @param values receives the values of the nodes, which then have no values of their own
     * @param latex how a formula is written as LaTeX, which is apart so that the playground does not contain it
     */
    TraceJson(
            Trace trace,
            OptionalInt mostElements,
            Optional<List<Tensor>> values,
            Function<Formula, Optional<String>> latex) {
        this.latex = latex;
        this.trace = trace;
        this.mostElements = mostElements;
        this.values = values;
        this.explanation = Explanation.of(trace);
        nodes(trace).forEach(node -> ids.put(node, ids.size()));
    }

    /** Returns the nodes of a trace, in the order of their ids. */
    public static List<Node> nodes(Trace trace) {
        List<Node> results = new ArrayList<>(trace.graph().outputs());
        trace.steps().forEach(step -> results.add(step.result()));
        return TopologicalOrder.of(results);
    }

    /** Returns the JSON text on one line. */
    public static String of(Trace trace) {
        return Json.of(
                new TraceJson(trace, OptionalInt.empty(), Optional.empty(), formula -> Optional.of(formula.latex()))
                        .whole());
    }

    /**
     * Returns a shorter form for web pages. Each known value is written once, with its node; steps have no values, except
     * updates without a formula. A tensor with more than {@code mostElements} is reduced to its corners and statistics.
     * There is no LaTeX.
     */
    public static String brief(Trace trace, int mostElements) {
        return Json.of(new TraceJson(trace, OptionalInt.of(mostElements)).whole());
    }

    /**
     * Returns the shorter form for several traces of one graph, as an array. The first is written in full and the others as
     * their changes from the first. A changed object is written as an object of the members that differ, with null for a
     * removed member. Arrays of equal length differ by index, as an object of the elements that differ. Any other change is
     * the new value.
     */
    public static String brief(List<Trace> traces, int mostElements) {
        return Json.of(JsonChanges.fromFirst(traces.stream()
                .map(trace -> new TraceJson(trace, OptionalInt.of(mostElements)).whole())
                .toList()));
    }

    private Map<String, Object> whole() {
        Map<String, Object> object = graph();
        object.put(
                "equations",
                explanation.equations().stream().map(this::equation).toList());
        return object;
    }

    /** All but the equations. */
    Map<String, Object> graph() {
        List<Node> outputs = trace.graph().outputs();
        return Json.object(
                "format", "gradus-trace",
                "version", VERSION,
                "objective", id(trace.objective()),
                "outputs", trace.gradients().isEmpty() ? Optional.of(ids(outputs)) : Optional.empty(),
                "nodes", ids.keySet().stream().map(this::node).toList(),
                "gradients",
                        trace.gradients().entrySet().stream()
                                .map(entry -> Json.object("of", id(entry.getKey()), "is", id(entry.getValue())))
                                .toList(),
                "steps", trace.steps().stream().map(this::step).toList());
    }

    private boolean isBrief() {
        return mostElements.isPresent();
    }

    /** The value, if this is for a page. */
    private Optional<Object> ifBrief(Supplier<?> value) {
        return isBrief() ? Optional.of(value.get()) : Optional.empty();
    }

    private int id(Node node) {
        return ids.getOrDefault(node, -1);
    }

    private int[] ids(List<Node> nodes) {
        return nodes.stream().mapToInt(this::id).toArray();
    }

    private Map<String, Object> node(Node node) {
        Shape shape = node.shape();
        Map<String, Object> object = Json.object(
                "id", id(node),
                "kind", kind(node),
                "name", node.label(),
                "symbol", formula(explanation.symbol(node)),
                "shape", shape.sizes(),
                "axes", IntStream.range(0, shape.rank()).mapToObj(shape::name).toArray(),
                "variables", values.isPresent() ? Optional.empty() : ifBrief(() -> variables(node)));
        if (node instanceof Op op) {
            object.putAll(op(op));
        }
        if (trace.has(node) && (isBrief() || !(node instanceof Op))) {
            putValue(object, trace.value(node));
        }
        return object;
    }

    private static String kind(Node node) {
        return node instanceof Input
                ? "input"
                : node instanceof Parameter ? "parameter" : node instanceof Constant ? "constant" : "op";
    }

    private Map<String, Object> op(Op op) {
        return Json.object(
                "op", op.name(),
                "sign", op.notation().symbol(),
                "operands", op.operands().toArray(),
                "inputs", ids(op.inputs()),
                "arguments", op.notation().arguments().toArray(),
                "attributes", AttributesJson.of(op.attributes()),
                "builtIn", ifBrief(op::isBuiltIn));
    }

    private Map<String, Object> step(Step step) {
        Map<String, Object> object = Json.object(
                "phase", step.phase().name(),
                "node", id(step.node()),
                "rule", step.rule().map(this::id),
                "input", boxed(step.input()),
                "operands", ids(step.operands()),
                "result", id(step.result()),
                "factor", explanation.localFactor(step).map(this::id));
        if (!isBrief() || step.phase() == Step.Phase.UPDATE && step.result() == step.node()) {
            putValue(object, step.value());
        }
        object.put("flags", step.flags().stream().map(Enum::name).sorted().toArray());
        step.check().ifPresent(check -> object.put("check", check(check)));
        if (values.isEmpty()) {
            object.put("equation", explanation.index(step));
        }
        return object;
    }

    private String[] variables(Node node) {
        return explanation.variables(node).toArray(String[]::new);
    }

    /** What {@link #graph} leaves out if the values are apart: equations with their formulas, their indices, and variables. */
    Map<String, Object> formulas() {
        return Json.object(
                "equations",
                        equations().stream()
                                .map(equation -> Json.object(
                                        "number", boxed(equation.number()), "formula", line(equation.formula())))
                                .toList(),
                "ofSteps", trace.steps().stream().mapToInt(explanation::index).toArray(),
                "variables", ids.keySet().stream().map(this::variables).toList());
    }

    private static Map<String, Object> check(Step.Check check) {
        Map<String, Object> object =
                Json.object("verdict", check.verdict().name(), "relativeError", check.relativeError());
        check.mistake()
                .ifPresent(mistake -> object.putAll(
                        Json.object("kind", mistake.kind(), "ratio", mistake.ratio(), "cause", mistake.cause())));
        return object;
    }

    private static Optional<Integer> boxed(OptionalInt number) {
        return number.stream().boxed().findFirst();
    }

    private void putValue(Map<String, Object> object, Tensor value) {
        if (value.shape().elements() > mostElements.orElse(Integer.MAX_VALUE)) {
            object.put("part", part(value));
        } else if (values.isPresent()) {
            object.put("valueIndex", values.get().size());
            values.get().add(value);
        } else {
            object.put("value", value.toArray());
        }
    }

    /** The corners of the first matrix, and statistics of the whole. */
    private static Map<String, Object> part(Tensor value) {
        Shape shape = value.shape();
        double[] numbers = value.toArray();
        int columns = shape.size(-1);
        int rows = shape.rank() < 2 ? 1 : shape.size(-2);
        int[] positions = IntStream.range(0, rows)
                .filter(row -> isShown(row, rows))
                .flatMap(row -> IntStream.range(0, columns)
                        .filter(column -> isShown(column, columns))
                        .map(column -> row * columns + column))
                .toArray();
        return Json.object(
                "positions", positions,
                "numbers", IntStream.of(positions).mapToDouble(i -> numbers[i]).toArray(),
                "least", DoubleStream.of(numbers).min().orElse(0),
                "greatest", DoubleStream.of(numbers).max().orElse(0),
                "mean", DoubleStream.of(numbers).average().orElse(0),
                "zeros", DoubleStream.of(numbers).filter(number -> number == 0).count());
    }

    private static boolean isShown(int index, int size) {
        return index < CORNER || index >= size - CORNER;
    }

    List<Equation> equations() {
        return explanation.equations();
    }

    private Map<String, Object> equation(Equation equation) {
        return Json.object(
                "number", boxed(equation.number()),
                "formula", line(equation.formula()),
                "asRun", line(equation.asRun()),
                "withShapes", line(equation.withShapes()),
                "element", line(equation.element()),
                "java", equation.java(),
                "numpy", equation.numpy(),
                "proof", isBrief() ? proof(equation) : Optional.empty());
    }

    private Optional<List<Map<String, Object>>> proof(Equation equation) {
        return equation.steps().stream()
                .filter(step -> step.phase() == Step.Phase.CONTRIBUTION && isProved(step))
                .findFirst()
                .map(step -> explanation.proof(step).stream()
                        .map(TraceJson::proofLine)
                        .toList());
    }

    /** Each proof contains the whole op, so proofs for all of n inputs would grow with n². */
    private static boolean isProved(Step step) {
        return step.rule().filter(op -> op.inputs().size() <= MOST_PROVED).isPresent();
    }

    private static Map<String, Object> proofLine(ProofLine proofLine) {
        return Json.object(
                "reason", proofLine.reason().name(), "mathMl", proofLine.line().mathMl());
    }

    Map<String, Object> line(Equation.Line line) {
        return Json.object("left", formula(line.left()), "sign", line.sign(), "right", formula(line.right()));
    }

    private Map<String, Object> formula(Formula formula) {
        return Json.object(
                "text", formula.text(),
                "latex", latex.apply(formula),
                "mathMl", formula.mathMl());
    }
}
