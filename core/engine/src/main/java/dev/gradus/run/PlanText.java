package dev.gradus.run;

import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a plan says of itself; put into words when somebody asks, since formatting takes longer than planning. */
final class PlanText {
    private final Graph graph;
    private final int forward;
    private final int backward;
    private final Map<Pass, Integer> found;
    private final Groups groups;
    private final Loops loops;
    private final Optional<StraightPasses> straight;
    private final Buffers buffers;
    private final Supplier<Map<Node, String>> unreached;

    PlanText(
            Graph graph,
            int forward,
            int backward,
            Map<Pass, Integer> found,
            Groups groups,
            Loops loops,
            Optional<StraightPasses> straight,
            Buffers buffers,
            Supplier<Map<Node, String>> unreached) {
        this.graph = graph;
        this.forward = forward;
        this.backward = backward;
        this.found = found;
        this.groups = groups;
        this.loops = loops;
        this.straight = straight;
        this.buffers = buffers;
        this.unreached = unreached;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "plan of " + Nodes.names(graph.outputs()),
                counted(forward, "op") + " forward, " + backward + " backward");
        found.forEach((pass, ops) -> line(text, pass.toString(), counted(ops, "op")));
        line(text, Pass.GROUPS.toString(), counted(groups.count(), "group"));
        line(text, Pass.IN_PLACE.toString(), counted(buffers.inPlace(), "op"));
        line(
                text,
                "buffers",
                String.format(
                        Locale.ROOT,
                        "%s, %,d bytes; at most %,d bytes are live at one time",
                        counted(buffers.count(), "array"),
                        buffers.bytes(),
                        buffers.liveBytes()));
        Stream.concat(loops.lines(), straight.stream().flatMap(StraightPasses::lines))
                .forEach(said -> line(text, Pass.GENERATED_LOOPS.toString(), said));
        unreached
                .get()
                .forEach((node, why) ->
                        line(text, "not reached", Unreached.text(graph.outputs().get(0), node, why)));
        return text.toString();
    }

    private static void line(StringBuilder text, String what, String said) {
        text.append(text.isEmpty() ? "" : "\n").append(String.format(Locale.ROOT, "%-23s %s", what, said));
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
