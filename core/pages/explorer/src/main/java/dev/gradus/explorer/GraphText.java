package dev.gradus.explorer;

import dev.gradus.graph.Graph;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Labels;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Graphs in the languages of other programs. */
final class GraphText {
    private static final String SIGNS_OF_MERMAID = "#\"<>`%&$";

    private GraphText() {}

    /** An arrow from one node to another, with its text. */
    private record Arrow(String from, String to, String text) {}

    static String dot(Graph graph, List<Scope> scopes, DiagramNames names) {
        StringBuilder dot = new StringBuilder("digraph {\n  rankdir=LR;\n");
        for (Node node : graph.nodes()) {
            dot.append("  n")
                    .append(names.place(node))
                    .append(" [shape=")
                    .append(node instanceof Op ? "circle" : "box")
                    .append(", label=\"")
                    .append(quoted(label(node, names)))
                    .append("\"];\n");
        }
        for (Scope scope : scopes) {
            dot.append("  subgraph cluster_")
                    .append(scopes.indexOf(scope))
                    .append(" { label=\"")
                    .append(quoted(scope.name()))
                    .append("\"; ")
                    .append(ops(scope, names, "; "))
                    .append(" }\n");
        }
        edges(
                graph,
                names,
                edge -> "  " + edge.from() + " -> " + edge.to() + " [label=\"" + quoted(edge.text()) + "\"];\n",
                dot);
        backEdges(
                graph,
                names,
                edge -> "  " + edge.to() + " -> " + edge.from() + " [color=\"" + Palette.LIGHT.back + "\", fontcolor=\""
                        + Palette.LIGHT.back + "\", constraint=false, label=\"" + quoted(edge.text()) + "\"];\n",
                dot);
        return dot.append("}\n").toString();
    }

    static String mermaid(Graph graph, List<Scope> scopes, DiagramNames names) {
        StringBuilder chart = new StringBuilder("flowchart LR\n");
        for (Node node : graph.nodes()) {
            String text = "\"" + entities(label(node, names)) + "\"";
            chart.append("  n")
                    .append(names.place(node))
                    .append(node instanceof Op ? "((" + text + "))" : "[" + text + "]")
                    .append('\n');
        }
        for (Scope scope : scopes) {
            chart.append("  subgraph s")
                    .append(scopes.indexOf(scope))
                    .append("[\"")
                    .append(entities(scope.name()))
                    .append("\"]\n    ")
                    .append(ops(scope, names, "\n    "))
                    .append("\n  end\n");
        }
        edges(
                graph,
                names,
                edge -> "  " + edge.from() + " -- \"" + entities(edge.text()) + "\" --> " + edge.to() + "\n",
                chart);
        backEdges(
                graph,
                names,
                edge -> "  " + edge.to() + " -. \"" + entities(edge.text()) + "\" .-> " + edge.from() + "\n",
                chart);
        return chart.toString();
    }

    private static String ops(Scope scope, DiagramNames names, String separator) {
        return scope.ops().stream().map(op -> "n" + names.place(op)).collect(Collectors.joining(separator));
    }

    private static String label(Node node, DiagramNames names) {
        String shape = " " + node.shape();
        return node instanceof Op op ? OpSign.of(op) : names.name((Leaf) node).text() + shape;
    }

    private static void edges(Graph graph, DiagramNames names, Function<Arrow, String> line, StringBuilder out) {
        for (Node node : graph.nodes()) {
            if (node instanceof Op op) {
                for (Node input : op.inputs()) {
                    String text = input instanceof Op ? names.name(input).text() + " " + input.shape() : "";
                    out.append(line.apply(edge(input, op, names, text)));
                }
            }
        }
    }

    private static void backEdges(Graph graph, DiagramNames names, Function<Arrow, String> line, StringBuilder out) {
        for (Node node : graph.nodes()) {
            if (node instanceof Op op) {
                for (int i = 0; i < op.inputs().size(); i++) {
                    Node input = op.input(i);
                    if (names.flowsBack(op, i)) {
                        String text = names.gradient(input)
                                .map(gradient -> names.name(gradient).text())
                                .orElse("");
                        out.append(line.apply(edge(input, op, names, text)));
                    }
                }
            }
        }
    }

    private static Arrow edge(Node from, Node to, DiagramNames names, String text) {
        return new Arrow("n" + names.place(from), "n" + names.place(to), text);
    }

    private static String quoted(String text) {
        return Labels.printable(text).replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /**
     * Mermaid takes entities by number. It looks for directives, {@code %%{init: …}%%}, and for formulas even in quotes.
     */
    private static String entities(String text) {
        StringBuilder escaped = new StringBuilder();
        Labels.printable(text).chars().forEach(letter -> {
            if (SIGNS_OF_MERMAID.indexOf(letter) < 0) {
                escaped.append((char) letter);
            } else {
                escaped.append('#').append(letter).append(';');
            }
        });
        return escaped.toString();
    }
}
