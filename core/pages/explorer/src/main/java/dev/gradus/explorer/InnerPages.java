package dev.gradus.explorer;

import dev.gradus.explain.TraceJson;
import dev.gradus.flow.Loop;
import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.UnaryOp;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Trace;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What opens in a trace, each as a page inside of the page: a loop with the picture of its body, and the body's forward pass at
 * some steps; an op that has a definition, with the passes through its definition.
 */
final class InnerPages {
    /** Of a longer loop the first and last steps, and some between. */
    private static final int MOST_STEPS = 50;

    private static final int AT_EACH_END = 10;

    private InnerPages() {}

    static boolean hasAny(Trace trace) {
        return TraceJson.nodes(trace).stream().anyMatch(node -> node instanceof Loop || hasParts(node, trace));
    }

    /** A function of single elements is told in the mathematics. */
    private static boolean hasParts(Node node, Trace trace) {
        return node instanceof Op op
                && !(node instanceof UnaryOp)
                && op.isBuiltIn()
                && trace.graph().nodes().contains(op)
                && op.inputs().stream().distinct().count() == op.inputs().size()
                && op.definition().isPresent();
    }

    /** The parts of the page. Loops inside of loops stay closed. */
    static String of(Trace trace, int mostElements, Function<Trace, String> picture) {
        List<Node> nodes = TraceJson.nodes(trace);
        return IntStream.range(0, nodes.size())
                .mapToObj(id -> nodes.get(id) instanceof Loop loop
                        ? loop(id, loop, trace, mostElements, picture)
                        : hasParts(nodes.get(id), trace)
                                ? parts(id, (Op) nodes.get(id), trace, mostElements, picture)
                                : "")
                .collect(Collectors.joining());
    }

    private static String parts(int id, Op op, Trace trace, int mostElements, Function<Trace, String> picture) {
        Trace inside = definition(op, trace);
        return picture(id, picture.apply(inside))
                + "<script type=\"application/json\" id=\"inside-" + id + "\" data-parts=\"true\">"
                + TraceJson.brief(List.of(inside), mostElements) + "</script>\n";
    }

    /** The definition of an op on inputs that are called as its operands are; forward and back, if it is a single number. */
    private static Trace definition(Op op, Trace trace) {
        boolean named = op.inputs().stream()
                        .map(Node::label)
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .count()
                == op.inputs().size();
        List<Node> inputs = IntStream.range(0, op.inputs().size())
                .<Node>mapToObj(i -> Input.of(
                        named ? op.input(i).label() : op.operand(i), op.input(i).shape()))
                .toList();
        Node whole = op.withInputs(inputs).definition().orElseThrow();
        Evaluator evaluator =
                Evaluator.of(Graph.of(whole.isNamed() || !op.isNamed() ? whole : whole.named(op.label())));
        for (int i = 0; i < inputs.size(); i++) {
            evaluator.feed((Input) inputs.get(i), trace.value(op.input(i)));
        }
        return whole.shape().isScalar() ? Trace.of(evaluator) : Trace.forward(evaluator);
    }

    private static String loop(int id, Loop loop, Trace trace, int mostElements, Function<Trace, String> picture) {
        int made = loop.stepsMade(trace::value);
        if (made == 0) {
            return "";
        }
        int[] steps = shown(made);
        List<Trace> traces =
                IntStream.of(steps).mapToObj(step -> trace.step(loop, step)).toList();
        return picture(id, picture.apply(traces.get(0)))
                + "<script type=\"application/json\" id=\"inside-" + id + "\" data-of=\"" + made
                + "\" data-reversed=\"" + loop.isReversed() + "\""
                + (trace.graph().nodes().contains(loop) ? "" : " data-back=\"true\"") + " data-steps=\""
                + IntStream.of(steps).mapToObj(String::valueOf).collect(Collectors.joining(",")) + "\">"
                + TraceJson.brief(traces, mostElements) + "</script>\n";
    }

    /** A picture that is packed as data are, since it is seldom looked at. */
    private static String picture(int id, String svg) {
        return "<script type=\"application/json\" id=\"picture-" + id + "\">" + svg + "</script>\n";
    }

    private static int[] shown(int steps) {
        if (steps <= MOST_STEPS) {
            return IntStream.range(0, steps).toArray();
        }
        int between = MOST_STEPS - 2 * AT_EACH_END;
        long inner = steps - 2L * AT_EACH_END;
        return IntStream.concat(
                        IntStream.concat(
                                IntStream.range(0, AT_EACH_END),
                                IntStream.range(0, between)
                                        .map(i -> AT_EACH_END + (int) ((2 * i + 1) * inner / (2 * between)))),
                        IntStream.range(steps - AT_EACH_END, steps))
                .distinct()
                .toArray();
    }
}
