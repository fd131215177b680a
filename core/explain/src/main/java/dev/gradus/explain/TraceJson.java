package dev.gradus.explain;

import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.run.Step;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Writes a trace as JSON for other programs. {@code docs/05-explaining-a-graph.md} documents every member. A change that
 * breaks readers increments {@link #VERSION}.
 */
public final class TraceJson {
    /** The version of the format. */
    public static final int VERSION = 1;

    /** The number of rows and columns kept at each end of a large tensor. */
    private static final int CORNER = 4;

    /** The rules of an op with more inputs are written without proofs. */
    private static final int MOST_PROVED = 8;

    private final JsonWriter json = new JsonWriter();
    private final Map<Node, Integer> ids = new LinkedHashMap<>();
    private final Explanation explanation;
    private final Trace trace;
    private final OptionalInt mostElements;

    private TraceJson(Trace trace, OptionalInt mostElements) {
        this.trace = trace;
        this.mostElements = mostElements;
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
        return new TraceJson(trace, OptionalInt.empty()).write().toString();
    }

    /**
     * Returns a shorter form for web pages. Each known value is written once, with its node; steps have no values, except
     * updates without a formula. A tensor with more than {@code mostElements} is reduced to its corners and statistics.
     * There is no LaTeX.
     */
    public static String brief(Trace trace, int mostElements) {
        return new TraceJson(trace, OptionalInt.of(mostElements)).write().toString();
    }

    /**
     * Returns the shorter form for several traces of one graph, as an array. The first is written in full and the others as
     * their changes from the first. A changed object is written as an object of the members that differ, with null for a
     * removed member. Arrays of equal length differ by index, as an object of the elements that differ. Any other change is
     * the new value.
     */
    public static String brief(List<Trace> traces, int mostElements) {
        return JsonValue.alike(traces.stream()
                        .map(trace -> new TraceJson(trace, OptionalInt.of(mostElements)).write())
                        .toList())
                .toString();
    }

    private JsonValue write() {
        json.object(() -> {
            json.name("format").text("gradus-trace");
            json.name("version").number(VERSION);
            json.name("objective").number(id(trace.objective()));
            if (trace.gradients().isEmpty()) {
                json.name("outputs")
                        .numbers(trace.graph().outputs().stream()
                                .mapToDouble(this::id)
                                .toArray());
            }
            json.name("nodes").array(() -> ids.keySet().forEach(this::node));
            json.name("gradients")
                    .array(() -> trace.gradients()
                            .forEach((node, gradient) -> json.object(() -> {
                                json.name("of").number(id(node));
                                json.name("is").number(id(gradient));
                            })));
            json.name("steps").array(() -> trace.steps().forEach(this::step));
            json.name("equations").array(() -> explanation.equations().forEach(this::equation));
        });
        return json.value();
    }

    private boolean isBrief() {
        return mostElements.isPresent();
    }

    private int id(Node node) {
        return ids.getOrDefault(node, -1);
    }

    private void node(Node node) {
        json.object(() -> {
            json.name("id").number(id(node));
            json.name("kind").text(kind(node));
            json.name("name").text(node.label());
            json.name("symbol").object(() -> formula(explanation.symbol(node)));
            shape(node.shape());
            if (isBrief()) {
                json.name("variables").texts(explanation.variables(node));
            }
            if (node instanceof Op op) {
                json.name("op").text(op.name());
                json.name("sign").text(op.notation().symbol());
                json.name("operands").texts(op.operands());
                json.name("inputs")
                        .numbers(op.inputs().stream().mapToDouble(this::id).toArray());
                json.name("arguments").texts(op.notation().arguments());
                AttributesJson.write(json, op.attributes());
                if (isBrief()) {
                    json.name("builtIn").truth(op.isBuiltIn());
                }
            }
            if (trace.has(node) && (isBrief() || !(node instanceof Op))) {
                value(trace.value(node));
            }
        });
    }

    private static String kind(Node node) {
        return node instanceof Input
                ? "input"
                : node instanceof Parameter ? "parameter" : node instanceof Constant ? "constant" : "op";
    }

    private void shape(Shape shape) {
        json.name("shape").numbers(IntStream.of(shape.sizes()).asDoubleStream().toArray());
        json.name("axes")
                .texts(IntStream.range(0, shape.rank()).mapToObj(shape::name).toList());
    }

    private void step(Step step) {
        json.object(() -> {
            json.name("phase").text(step.phase().name());
            json.name("node").number(id(step.node()));
            step.rule().ifPresent(rule -> json.name("rule").number(id(rule)));
            step.input().ifPresent(input -> json.name("input").number(input));
            json.name("operands")
                    .numbers(step.operands().stream().mapToDouble(this::id).toArray());
            json.name("result").number(id(step.result()));
            explanation
                    .localFactor(step)
                    .ifPresent(factor -> json.name("factor").number(id(factor)));
            if (!isBrief() || step.phase() == Step.Phase.UPDATE && step.result() == step.node()) {
                value(step.value());
            }
            json.name("flags")
                    .texts(step.flags().stream().map(Enum::name).sorted().toList());
            step.check()
                    .ifPresent(check -> json.name("check").object(() -> {
                        json.name("verdict").text(check.verdict().name());
                        json.name("relativeError").number(check.relativeError());
                        check.mistake().ifPresent(this::mistake);
                    }));
            json.name("equation").number(explanation.place(step));
        });
    }

    private void mistake(Step.Mistake mistake) {
        json.name("kind").text(mistake.kind());
        json.name("ratio").number(mistake.ratio());
        json.name("cause").text(mistake.cause());
    }

    private void value(Tensor value) {
        if (value.shape().elements() > mostElements.orElse(Integer.MAX_VALUE)) {
            json.name("part").object(() -> part(value));
        } else {
            json.name("value").numbers(value.toArray());
        }
    }

    /** Writes the corners of the first matrix and statistics of the whole. */
    private void part(Tensor value) {
        Shape shape = value.shape();
        double[] numbers = value.toArray();
        int columns = shape.size(-1);
        int rows = shape.rank() < 2 ? 1 : shape.size(-2);
        double[] places = IntStream.range(0, rows)
                .filter(row -> isShown(row, rows))
                .flatMap(row -> IntStream.range(0, columns)
                        .filter(column -> isShown(column, columns))
                        .map(column -> row * columns + column))
                .asDoubleStream()
                .toArray();
        json.name("positions").numbers(places);
        json.name("numbers")
                .numbers(DoubleStream.of(places)
                        .map(place -> numbers[(int) place])
                        .toArray());
        json.name("least").number(DoubleStream.of(numbers).min().orElse(0));
        json.name("greatest").number(DoubleStream.of(numbers).max().orElse(0));
        json.name("mean").number(DoubleStream.of(numbers).average().orElse(0));
        json.name("zeros")
                .number(DoubleStream.of(numbers).filter(number -> number == 0).count());
    }

    private static boolean isShown(int place, int size) {
        return place < CORNER || place >= size - CORNER;
    }

    private void equation(Equation equation) {
        json.object(() -> {
            equation.number().ifPresent(number -> json.name("number").number(number));
            line("formula", equation.formula());
            line("asRun", equation.asRun());
            line("withShapes", equation.withShapes());
            line("element", equation.element());
            json.name("java").text(equation.java());
            json.name("numpy").text(equation.numpy());
            if (isBrief()) {
                equation.steps().stream()
                        .filter(step -> step.phase() == Step.Phase.CONTRIBUTION && isProved(step))
                        .findFirst()
                        .ifPresent(step -> json.name("proof")
                                .array(() -> explanation.proof(step).forEach(this::proofLine)));
            }
        });
    }

    private void line(String name, Equation.Line line) {
        json.name(name).object(() -> {
            json.name("left").object(() -> formula(line.left()));
            json.name("sign").text(line.sign());
            json.name("right").object(() -> formula(line.right()));
        });
    }

    /** Each proof contains the whole op, so proofs for all of n inputs would grow with n². */
    private static boolean isProved(Step step) {
        return step.rule().filter(op -> op.inputs().size() <= MOST_PROVED).isPresent();
    }

    private void proofLine(ProofLine proofLine) {
        json.object(() -> {
            json.name("reason").text(proofLine.reason().name());
            json.name("mathMl").text(proofLine.line().mathMl());
        });
    }

    private void formula(Formula formula) {
        json.name("text").text(formula.text());
        if (!isBrief()) {
            json.name("latex").text(formula.latex());
        }
        json.name("mathMl").text(formula.mathMl());
    }
}
