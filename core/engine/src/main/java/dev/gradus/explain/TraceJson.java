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
import java.util.stream.IntStream;

/**
 * A trace as JSON, for programs that show or check it. {@code docs/05-explaining-a-graph.md} documents every member; a
 * change that breaks readers raises {@link #VERSION}.
 */
public final class TraceJson {
    /** The version of the format. */
    public static final int VERSION = 1;

    private final JsonWriter json = new JsonWriter();
    private final Map<Node, Integer> ids = new LinkedHashMap<>();
    private final Explanation explanation;
    private final Trace trace;

    private TraceJson(Trace trace) {
        this.trace = trace;
        this.explanation = Explanation.of(trace);
        List<Node> results = new ArrayList<>(List.of(trace.objective()));
        trace.steps().forEach(step -> results.add(step.result()));
        TopologicalOrder.of(results).forEach(node -> ids.put(node, ids.size()));
    }

    /** The JSON text, in one line. */
    public static String of(Trace trace) {
        TraceJson writer = new TraceJson(trace);
        writer.write();
        return writer.json.toString();
    }

    private void write() {
        json.object(() -> {
            json.name("format").text("gradus-trace");
            json.name("version").number(VERSION);
            json.name("objective").number(id(trace.objective()));
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
            if (node instanceof Op op) {
                json.name("op").text(op.name());
                json.name("sign").text(op.notation().symbol());
                json.name("operands").texts(op.operands());
                json.name("inputs")
                        .numbers(op.inputs().stream().mapToDouble(this::id).toArray());
                json.name("arguments").texts(op.notation().arguments());
            } else if (trace.has(node)) {
                json.name("value").numbers(trace.value(node).toArray());
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
            value(step.value());
            json.name("flags")
                    .texts(step.flags().stream().map(Enum::name).sorted().toList());
            step.check()
                    .ifPresent(check -> json.name("check").object(() -> {
                        json.name("verdict").text(check.verdict().name());
                        json.name("relativeError").number(check.relativeError());
                    }));
            json.name("equation").number(explanation.equations().indexOf(explanation.equation(step)));
        });
    }

    private void value(Tensor value) {
        json.name("value").numbers(value.toArray());
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
        });
    }

    private void line(String name, Equation.Line line) {
        json.name(name).object(() -> {
            json.name("left").object(() -> formula(line.left()));
            json.name("sign").text(line.sign());
            json.name("right").object(() -> formula(line.right()));
        });
    }

    private void formula(Formula formula) {
        json.name("text").text(formula.text());
        json.name("latex").text(formula.latex());
        json.name("mathMl").text(formula.mathMl());
    }
}
