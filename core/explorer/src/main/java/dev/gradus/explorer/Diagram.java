package dev.gradus.explorer;

import dev.gradus.graph.Graph;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

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
    private static final Cells SMALLEST = new Cells(12);
    private static final List<Cells> CELLS_ON_A_PAGE =
            List.of(Cells.FULL, new Cells(18), new Cells(16), new Cells(14), SMALLEST);

    private final Graph graph;
    private final Optional<Trace> trace;
    private final Palette palette;
    private final Cells cells;
    private final Map<String, List<Node>> scopes;
    private final boolean closed;

    private Diagram(
            Graph graph,
            Optional<Trace> trace,
            Palette palette,
            Cells cells,
            Map<String, List<Node>> scopes,
            boolean closed) {
        this.graph = graph;
        this.trace = trace;
        this.palette = palette;
        this.cells = cells;
        this.scopes = scopes;
        this.closed = closed;
    }

    /** The forward picture, without numbers. */
    public static Diagram of(Graph graph) {
        Objects.requireNonNull(graph, "graph");
        return new Diagram(graph, Optional.empty(), Palette.LIGHT, Cells.FULL, Map.of(), false);
    }

    /** Forward and backward, cells shaded by their numbers. */
    public static Diagram of(Trace trace) {
        Objects.requireNonNull(trace, "trace");
        return new Diagram(trace.graph(), Optional.of(trace), Palette.LIGHT, Cells.FULL, Map.of(), false);
    }

    /** Forward and backward with the run's feeds and parameters as they are now. */
    public static Diagram of(Run run) {
        return of(Trace.of(run));
    }

    /** The same on dark paper. */
    public Diagram dark() {
        return new Diagram(graph, trace, Palette.DARK, cells, scopes, closed);
    }

    /** The same in the colors of the page that it is part of, with the largest cells of which each of its rows fits, or the smallest. */
    Diagram onPage(double width, double height) {
        return CELLS_ON_A_PAGE.stream()
                .map(this::onPage)
                .filter(diagram ->
                        diagram.scene().rows().stream().allMatch(row -> row.width() <= width && row.height() <= height))
                .findFirst()
                .orElseGet(() -> onPage(SMALLEST));
    }

    private Diagram onPage(Cells some) {
        return new Diagram(graph, trace, Palette.PAGE, some, scopes, closed);
    }

    /**
     * The same with a scope of this name: everything that these nodes need and no earlier scope has. Scopes are drawn
     * below each other, each in a frame, with values from other scopes as boxes at the left:
     *
     * <pre>{@code
     * Diagram.of(run).scope("layer 1", h1).scope("layer 2", h2)
     * }</pre>
     *
     * <p>Ops outside of these scopes, and any graph of more than twelve ops in a line, are cut into scopes where the
     * fewest values cross. Each of these is named after its inputs and outputs.
     *
     * @throws IllegalArgumentException if the name is taken or empty, or if there is nothing to be in the scope
     */
    public Diagram scope(String name, Node... results) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(results, "results");
        Map<String, List<Node>> more = new LinkedHashMap<>(scopes);
        if (name.isBlank() || more.containsKey(name)) {
            throw new IllegalArgumentException(
                    "Diagram.scope: '" + name + "' is " + (name.isBlank() ? "no name" : "the name of another scope"));
        }
        Set<Node> taken = new HashSet<>();
        more.values().forEach(nodes -> taken.addAll(TopologicalOrder.of(nodes)));
        for (Node result : results) {
            if (!graph.nodes().contains(result)) {
                throw new IllegalArgumentException("Diagram.scope: " + result.describe() + ", of the scope '" + name
                        + "', is not part of the graph");
            }
        }
        if (TopologicalOrder.of(List.of(results)).stream()
                .noneMatch(node -> node instanceof Op && !taken.contains(node))) {
            throw new IllegalArgumentException("Diagram.scope: there is no op that could be in the scope '" + name
                    + "': those before have all that its nodes need; name inner scopes first");
        }
        more.put(name, List.of(results));
        return new Diagram(graph, trace, palette, cells, more, closed);
    }

    /** The same with its scopes closed: only their names, inputs and outputs. */
    public Diagram closed() {
        return new Diagram(graph, trace, palette, cells, scopes, true);
    }

    /** The picture as SVG. */
    public String svg() {
        return SvgWriter.write(scene(), palette, title());
    }

    /** The graph in Graphviz's language, to be laid out by {@code dot}. */
    public String dot() {
        return GraphText.dot(graph, named(), names());
    }

    /** The graph as a Mermaid flow chart, which many document viewers draw. */
    public String mermaid() {
        return GraphText.mermaid(graph, named(), names());
    }

    /** Writes {@link #svg()}, or {@link #dot()} or {@link #mermaid()} if the file ends in .dot or .mmd. */
    public Diagram write(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        String name = String.valueOf(file.getFileName());
        Files.writeString(file, name.endsWith(".dot") ? dot() : name.endsWith(".mmd") ? mermaid() : svg());
        return this;
    }

    Scene scene() {
        DiagramNames names = names();
        Set<Node> outputs = new HashSet<>(graph.outputs());
        List<Scope> parts = Scope.of(graph, scopes, names);
        if (closed && !parts.isEmpty()) {
            return Scene.around(Rows.closed(parts, names));
        }
        boolean whole = scopes.isEmpty() && parts.size() <= 1;
        return Scene.around(
                whole
                        ? LayeredLayout.of(new BlockMaker(names, Excerpt.whole(graph.nodes(), names), outputs).blocks())
                        : Rows.open(parts, outputs, names));
    }

    /** The scopes that the user named: other programs wrap by themselves. */
    private List<Scope> named() {
        return scopes.isEmpty()
                ? List.of()
                : Scope.of(graph, scopes, names()).stream()
                        .filter(scope -> !scope.isDerived())
                        .toList();
    }

    private DiagramNames names() {
        return new DiagramNames(graph.nodes(), trace, cells);
    }

    private String title() {
        StringBuilder title = new StringBuilder("Computational graph of ");
        for (Node output : graph.outputs()) {
            title.append(output == graph.outputs().get(0) ? "" : ", ").append(output.expression());
        }
        return title.append(trace.isPresent() ? ", forward and backward" : "").toString();
    }
}
