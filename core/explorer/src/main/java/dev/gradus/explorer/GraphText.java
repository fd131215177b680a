package dev.gradus.explorer;

import dev.gradus.graph.Graph;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.function.BiFunction;

/** Graphs in the languages of other programs. */
final class GraphText {
    private GraphText() {}

    static String dot(Graph graph, Names names) {
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
        edges(
                graph,
                names,
                (edge, op) -> "  " + edge[0] + " -> " + edge[1] + " [label=\"" + quoted(edge[2]) + "\"];\n",
                dot);
        backEdges(
                graph,
                names,
                (edge, op) -> "  " + edge[1] + " -> " + edge[0] + " [color=\"" + Palette.LIGHT.back + "\", fontcolor=\""
                        + Palette.LIGHT.back + "\", constraint=false, label=\"" + quoted(edge[2]) + "\"];\n",
                dot);
        return dot.append("}\n").toString();
    }

    static String mermaid(Graph graph, Names names) {
        StringBuilder chart = new StringBuilder("flowchart LR\n");
        for (Node node : graph.nodes()) {
            String text = "\"" + entities(label(node, names)) + "\"";
            chart.append("  n")
                    .append(names.place(node))
                    .append(node instanceof Op ? "((" + text + "))" : "[" + text + "]")
                    .append('\n');
        }
        edges(
                graph,
                names,
                (edge, op) -> "  " + edge[0] + " -- \"" + entities(edge[2]) + "\" --> " + edge[1] + "\n",
                chart);
        backEdges(
                graph,
                names,
                (edge, op) -> "  " + edge[1] + " -. \"" + entities(edge[2]) + "\" .-> " + edge[0] + "\n",
                chart);
        return chart.toString();
    }

    private static String label(Node node, Names names) {
        String shape = " " + node.shape();
        return node instanceof Op op ? Sign.of(op) : names.name((Leaf) node).text() + shape;
    }

    private static void edges(Graph graph, Names names, BiFunction<String[], Op, String> line, StringBuilder out) {
        for (Node node : graph.nodes()) {
            if (node instanceof Op op) {
                for (Node input : op.inputs()) {
                    String text = input instanceof Op ? names.name(input).text() + " " + input.shape() : "";
                    out.append(line.apply(ends(input, op, names, text), op));
                }
            }
        }
    }

    private static void backEdges(Graph graph, Names names, BiFunction<String[], Op, String> line, StringBuilder out) {
        for (Node node : graph.nodes()) {
            if (node instanceof Op op) {
                for (int i = 0; i < op.inputs().size(); i++) {
                    Node input = op.input(i);
                    if (names.flowsBack(op, i)) {
                        String text = names.gradient(input)
                                .map(gradient -> names.name(gradient).text())
                                .orElse("");
                        out.append(line.apply(ends(input, op, names, text), op));
                    }
                }
            }
        }
    }

    private static String[] ends(Node from, Node to, Names names, String text) {
        return new String[] {"n" + names.place(from), "n" + names.place(to), text};
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** Mermaid takes entities by number. */
    private static String entities(String text) {
        return text.replace("#", "#35;")
                .replace("\"", "#34;")
                .replace("<", "#60;")
                .replace(">", "#62;")
                .replace("`", "#96;");
    }
}
