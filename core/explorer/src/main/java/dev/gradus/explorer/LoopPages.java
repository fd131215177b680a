package dev.gradus.explorer;

import dev.gradus.explain.TraceJson;
import dev.gradus.flow.Loop;
import dev.gradus.node.Node;
import dev.gradus.run.Trace;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The loops of a trace, each as a page inside of the page: the picture of its body, and the body's forward pass at some
 * steps.
 */
final class LoopPages {
    /** Of a longer loop the first and last steps, and some between. */
    private static final int MOST_STEPS = 50;

    private static final int AT_EACH_END = 10;

    private LoopPages() {}

    static boolean hasAny(Trace trace) {
        return TraceJson.nodes(trace).stream().anyMatch(Loop.class::isInstance);
    }

    /** The parts of the page. Loops inside of loops stay closed. */
    static String of(Trace trace, int mostElements, Function<Trace, String> picture) {
        List<Node> nodes = TraceJson.nodes(trace);
        return IntStream.range(0, nodes.size())
                .filter(id -> nodes.get(id) instanceof Loop)
                .mapToObj(id -> page(id, (Loop) nodes.get(id), trace, mostElements, picture))
                .collect(Collectors.joining());
    }

    private static String page(int id, Loop loop, Trace trace, int mostElements, Function<Trace, String> picture) {
        int[] steps = shown(loop.steps());
        List<Trace> traces =
                IntStream.of(steps).mapToObj(step -> trace.step(loop, step)).toList();
        return "<template id=\"picture-" + id + "\">" + picture.apply(traces.get(0)) + "</template>\n"
                + "<script type=\"application/json\" id=\"inside-" + id + "\" data-of=\"" + loop.steps()
                + "\" data-reversed=\"" + loop.isReversed() + "\""
                + (trace.graph().nodes().contains(loop) ? "" : " data-back=\"true\"") + " data-steps=\""
                + IntStream.of(steps).mapToObj(String::valueOf).collect(Collectors.joining(",")) + "\">"
                + TraceJson.brief(traces, mostElements) + "</script>\n";
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
