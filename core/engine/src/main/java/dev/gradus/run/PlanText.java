package dev.gradus.run;

import dev.gradus.graph.Graph;
import dev.gradus.plan.Buffers;
import dev.gradus.plan.fuse.OpSequence;
import java.util.Locale;
import java.util.stream.Stream;

/** Formats a plan as text. It does so only on demand, because formatting takes longer than planning. */
record PlanText(
        Graph graph,
        Objective objective,
        PlannedOps planned,
        PlannedLoops loops,
        OpSequence forward,
        OpSequence backward,
        WantedGradients derivatives) {
    int ops() {
        return planned.ops().cardinality();
    }

    private int forwardOps() {
        return planned.ops().get(0, planned.program().forward()).cardinality();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "plan of " + Nodes.names(graph.outputs()),
                counted(forwardOps(), "op") + " forward, " + (ops() - forwardOps()) + " backward");
        Buffers buffers = planned.buffers();
        planned.found().forEach((optimization, ops) -> line(text, optimization.toString(), counted(ops, "op")));
        line(text, Optimization.GROUPS.toString(), counted(planned.groups(), "group"));
        line(text, Optimization.IN_PLACE.toString(), counted(buffers.inPlace(), "op"));
        line(
                text,
                "buffers",
                String.format(
                        Locale.ROOT,
                        "%s, %,d bytes; at most %,d bytes are live at one time",
                        counted(buffers.count(), "array"),
                        buffers.bytes(),
                        buffers.liveBytes()));
        rowBlocks().forEach(said -> line(text, Optimization.ROW_BLOCKS.toString(), said));
        loops.lines().forEach(said -> line(text, "scan", said));
        planned.tasks()
                .generatedLoops()
                .get()
                .forEach(said -> line(text, Optimization.GENERATED_LOOPS.toString(), said));
        if (forward.isOfFewNumbers()) {
            line(text, Optimization.GENERATED_LOOPS.toString(), "forward: " + forward);
            line(text, Optimization.GENERATED_LOOPS.toString(), "backward: " + backward);
        }
        derivatives
                .unreached()
                .forEach((node, why) -> line(text, "not reached", Unreached.text(objective.orThrow(), node, why)));
        return text.toString();
    }

    private Stream<String> rowBlocks() {
        return planned.ops().stream()
                .mapToObj(planned.program()::computation)
                .filter(RowBlocks.class::isInstance)
                .flatMap(computation -> ((RowBlocks) computation).lines());
    }

    private static void line(StringBuilder text, String what, String said) {
        text.append(text.isEmpty() ? "" : "\n").append(String.format(Locale.ROOT, "%-23s %s", what, said));
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
