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
 * A picture of a graph as textbooks draw it. Data enter from the left and the loss is on the right; parameters and
 * targets enter from above. Each tensor is a box with the proportions of its shape. The forward pass is black, and the
 * backward pass is blue and below it.
 *
 * <pre>{@code
 * Diagram.of(run).write(Path.of("lesson.svg"));
 * }</pre>
 *
 * <p>The same graph and numbers produce the same bytes. Immutable.
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

    /** Draws the forward pass, without numbers. */
    public static Diagram of(Graph graph) {
        Objects.requireNonNull(graph, "graph");
        return new Diagram(graph, Optional.empty(), Palette.LIGHT, Cells.FULL, Map.of(), false);
    }

    /** Draws both passes, with cells shaded by their numbers. */
    public static Diagram of(Trace trace) {
        Objects.requireNonNull(trace, "trace");
        return new Diagram(trace.graph(), Optional.of(trace), Palette.LIGHT, Cells.FULL, Map.of(), false);
    }

    /** Draws both passes of a run with its current feeds and parameters. */
    public static Diagram of(Run run) {
        return of(Trace.of(run));
    }

    /** Returns this picture on a dark background. */
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
     * Returns this picture with a scope of this name. The scope contains everything that these nodes need and that no
     * earlier scope contains. Scopes are drawn below each other, each in a frame. Values from other scopes are boxes at
     * the left.
     *
     * <pre>{@code
     * Diagram.of(run).scope("layer 1", h1).scope("layer 2", h2)
     * }</pre>
     *
     * <p>Ops outside these scopes, and any graph of more than twelve consecutive ops, are split into scopes where the
     * fewest values cross. Each of these is named after its inputs and outputs.
     *
     * @throws IllegalArgumentException if the name is empty or already used, or if the scope would be empty
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

    /** Returns this picture with closed scopes: only their names, inputs and outputs are drawn. */
    public Diagram closed() {
        return new Diagram(graph, trace, palette, cells, scopes, true);
    }

    /** Returns the picture as SVG. */
    public String svg() {
        return SvgWriter.write(scene(), palette, title());
    }

    /** Returns the graph in the language of Graphviz, whose program {@code dot} lays it out. */
    public String dot() {
        return GraphText.dot(graph, named(), names());
    }

    /** Returns the graph as a Mermaid flowchart, which many document viewers draw. */
    public String mermaid() {
        return GraphText.mermaid(graph, named(), names());
    }

    /**
     * Writes {@link #dot()} if the file name ends in .dot, {@link #mermaid()} if it ends in .mmd, otherwise {@link
     * #svg()}.
     */
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
