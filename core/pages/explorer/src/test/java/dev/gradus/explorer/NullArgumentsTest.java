package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Null as any argument of the explorer's public API is refused at once by an exception that says which. */
class NullArgumentsTest {
    private final Run run = Examples.lesson();
    private final Path file = Path.of("never-written.html");

    private final Map<String, ThrowingCallable> calls = Map.ofEntries(
            Map.entry("page of a run: run", () -> Explorer.of((Run) null)),
            Map.entry("page of a trace: trace", () -> Explorer.of((Trace) null)),
            Map.entry("page of iterations: iterations", () -> Explorer.of((List<Trace>) null)),
            Map.entry("written run: run", () -> Explorer.write((Run) null, file)),
            Map.entry("written run: file", () -> Explorer.write(run, null)),
            Map.entry("written trace: trace", () -> Explorer.write((Trace) null, file)),
            Map.entry("written trace: file", () -> Explorer.write(Trace.of(run), null)),
            Map.entry("titled: newTitle", () -> Explorer.of(run).titled(null, "")),
            Map.entry("titled: newSubtitle", () -> Explorer.of(run).titled("", null)),
            Map.entry(
                    "scope of a page: name",
                    () -> Explorer.of(run).scope(null, run.graph().outputs().get(0))),
            Map.entry("scope of a page: results", () -> Explorer.of(run).scope("s", (Node[]) null)),
            Map.entry("language: tag", () -> Explorer.of(run).language(null)),
            Map.entry("other language: tag", () -> Explorer.of(run).alsoIn(null, "")),
            Map.entry("other language: address", () -> Explorer.of(run).alsoIn("de", null)),
            Map.entry("note: of", () -> Explorer.of(run).note(null, "")),
            Map.entry(
                    "note: words",
                    () -> Explorer.of(run).note(run.graph().outputs().get(0), null)),
            Map.entry("note of a gradient: of", () -> Explorer.of(run).gradientNote(null, "")),
            Map.entry(
                    "note of a gradient: words",
                    () -> Explorer.of(run).gradientNote(run.graph().outputs().get(0), null)),
            Map.entry("frame: address", () -> Explorer.of(run).embed(null, Pane.GRAPH)),
            Map.entry("frame: panes", () -> Explorer.of(run).embed("", (Pane[]) null)),
            Map.entry("page: file", () -> Explorer.of(run).write(null)),
            Map.entry("diagram of a graph: graph", () -> Diagram.of((Graph) null)),
            Map.entry("diagram of a trace: trace", () -> Diagram.of((Trace) null)),
            Map.entry("diagram of a run: run", () -> Diagram.of((Run) null)),
            Map.entry(
                    "scope: name",
                    () -> Diagram.of(run).scope(null, run.graph().outputs().get(0))),
            Map.entry("scope: results", () -> Diagram.of(run).scope("s", (Node[]) null)),
            Map.entry("picture: file", () -> Diagram.of(run).write(null)),
            Map.entry("shown graph: graph", () -> Show.diagram((Graph) null)),
            Map.entry("shown run: run", () -> Show.diagram((Run) null)),
            Map.entry("shown picture: diagram", () -> Show.diagram((Diagram) null)),
            Map.entry("shown page of a run: run", () -> Show.page((Run) null)),
            Map.entry("shown page of a trace: trace", () -> Show.page((Trace) null)),
            Map.entry("shown page: page", () -> Show.page((Explorer) null)),
            Map.entry("shown page of a height: page", () -> Show.page(null, 500)),
            Map.entry("shown equation: node", () -> Show.latex((Node) null)),
            Map.entry("shown equations: run", () -> Show.latex((Run) null)),
            Map.entry("shown tensor: tensor", () -> Show.table(null)),
            Map.entry("shown losses: losses", () -> Show.plot((double[]) null)),
            Map.entry("read trace: json", () -> TraceReader.of(null)));

    @TestFactory
    Stream<DynamicTest> nullIsRefusedByName() {
        return calls.entrySet().stream()
                .map(call -> DynamicTest.dynamicTest(
                        call.getKey(),
                        () -> assertThatThrownBy(call.getValue())
                                .isInstanceOfAny(NullPointerException.class, IllegalArgumentException.class)
                                .hasMessageNotContaining("Cannot ")
                                .message()
                                .containsPattern("\\b" + call.getKey().split(": ", 2)[1] + "\\b")));
    }
}
