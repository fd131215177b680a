package dev.gradus.run;

import dev.gradus.graph.Graph;
import java.util.Locale;
import java.util.Map;

/** What a plan says of itself. */
final class PlanText {
    private final StringBuilder text = new StringBuilder();

    PlanText(Graph graph, int forward, int backward, Map<Pass, Integer> found, Groups groups, Buffers buffers) {
        line("plan of " + Nodes.names(graph.outputs()), counted(forward, "op") + " forward, " + backward + " backward");
        found.forEach((pass, ops) -> line(pass.toString(), counted(ops, "op")));
        line(Pass.GROUPS.toString(), counted(groups.count(), "group"));
        line(Pass.IN_PLACE.toString(), counted(buffers.inPlace(), "op"));
        line(
                "buffers",
                String.format(
                        Locale.ROOT,
                        "%s, %,d bytes; at most %,d bytes are live at one time",
                        counted(buffers.count(), "array"),
                        buffers.bytes(),
                        buffers.liveBytes()));
    }

    private void line(String what, String said) {
        text.append(text.isEmpty() ? "" : "\n").append(String.format(Locale.ROOT, "%-23s %s", what, said));
    }

    /** The same with what is decided about loops, which changes while they run. */
    static String withLoops(String summary, Loops loops) {
        PlanText text = new PlanText(summary);
        loops.lines().forEach(said -> text.line(Pass.GENERATED_LOOPS.toString(), said));
        return text.toString();
    }

    private PlanText(String summary) {
        text.append(summary);
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
