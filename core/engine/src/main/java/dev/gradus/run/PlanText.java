package dev.gradus.run;

import dev.gradus.graph.Graph;
import dev.gradus.plan.Buffers;
import dev.gradus.plan.Program;
import dev.gradus.plan.fuse.FusedTasks;
import dev.gradus.plan.fuse.Fusion;
import dev.gradus.plan.fuse.UnrolledPasses;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The text of a plan, made only when asked for, because formatting takes longer than planning.
 *
 * @param ran the ops that run, by place
 * @param found how often each pass found something
 */
record PlanText(
        Graph graph,
        Program program,
        BitSet ran,
        Map<Pass, Integer> found,
        Fusion fusion,
        FusedTasks tasks,
        Optional<UnrolledPasses> unrolled,
        Buffers buffers,
        WantedGradients derivatives) {
    int ops() {
        return ran.cardinality();
    }

    private int forwardOps() {
        return ran.get(0, program.forward()).cardinality();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "plan of " + Nodes.names(graph.outputs()),
                counted(forwardOps(), "op") + " forward, " + (ops() - forwardOps()) + " backward");
        found.forEach((pass, ops) -> line(text, pass.toString(), counted(ops, "op")));
        line(text, Pass.GROUPS.toString(), counted(fusion.groups(), "group"));
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
        Stream.concat(tasks.loops().get(), unrolled.stream().flatMap(UnrolledPasses::lines))
                .forEach(said -> line(text, Pass.GENERATED_LOOPS.toString(), said));
        derivatives
                .unreached()
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
