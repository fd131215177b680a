package dev.gradus.explorer;

import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The picture of a graph as textbooks draw it: data at the left, the loss at the right, parameters and targets entering
 * from above; tensors as boxes in the proportion of their shape; forward in black, backward in blue beneath.
 *
 * <pre>{@code
 * Diagram.of(run).write(Path.of("lesson.svg"));
 * }</pre>
 *
 * <p>The same graph and numbers give the same bytes. Immutable.
 */
public final class Diagram {
    private static final List<Cells> CELLS_ON_A_PAGE = 
            List.of(Cells.FULL, new Cells(18), new Cells(16), new Cells(14), new Cells(12));

    private final Graph graph;
    private final Optional<Trace> trace;
    private final Palette palette;
    private final Cells cells;

    private Diagram(Graph graph, Optional<Trace> trace, Palette palette, Cells cells) {
        this.graph = graph;
        this.trace = trace;
        this.palette = palette;
        this.cells = cells;
    }

    /** The forward picture, without numbers. */
    public static Diagram of(Graph graph) {
        return new Diagram(graph, Optional.empty(), Palette.LIGHT, Cells.FULL);
    }

    /** Forward and backward, cells shaded by their numbers. */
    public static Diagram of(Trace trace) {
        return new Diagram(trace.graph(), Optional.of(trace), Palette.LIGHT, Cells.FULL);
    }

    /** Forward and backward with the run's feeds and parameters as they are now. */
    public static Diagram of(Run run) {
        return of(Trace.of(run));
    }

    /** The same on dark paper. */
    public Diagram dark() {
        return new Diagram(graph, trace, Palette.DARK, cells);
    }

    /** The same in the colours of the page that it is part of, with cells so large that it is no higher if it can be. */
    Diagram onPage(double height) {
        return CELLS_ON_A_PAGE.stream()
                .map(some -> new Diagram(graph, trace, Palette.PAGE, some))
                .filter(diagram -> diagram.scene().bounds().height() <= height)
                .findFirst()
                .orElseGet(() -> new Diagram(graph, trace, Palette.PAGE, Cells.FULL));
    }

    /** The picture as SVG. */
    public String svg() {
        return SvgWriter.write(scene(), palette, title());
    }

    /** The graph in Graphviz's language, to be laid out by {@code dot}. */
    public String dot() {
        return GraphText.dot(graph, names());
    }

    /** The graph as a Mermaid flow chart, which many documents draw by themselves. */
    public String mermaid() {
        return GraphText.mermaid(graph, names());
    }

    /** Writes {@link #svg()}, or {@link #dot()} or {@link #mermaid()} if the file ends in .dot or .mmd. */
    public Diagram write(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        Files.writeString(file, name.endsWith(".dot") ? dot() : name.endsWith(".mmd") ? mermaid() : svg());
        return this;
    }

    Scene scene() {
        return Layout.of(graph.nodes(), new HashSet<>(graph.outputs()), names(), cells);
    }

    private Names names() {
        return new Names(graph.nodes(), trace);
    }

    private String title() {
        StringBuilder title = new StringBuilder("Computational graph of ");
        for (Node output : graph.outputs()) {
            title.append(output == graph.outputs().get(0) ? "" : ", ").append(output.expression());
        }
        return title.append(trace.isPresent() ? ", forward and backward" : "").toString();
    }
}
