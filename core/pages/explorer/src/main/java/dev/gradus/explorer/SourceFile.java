package dev.gradus.explorer;

import dev.gradus.explain.TraceJson;
import dev.gradus.flow.Loop;
import dev.gradus.node.Node;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of source code, and the lines of it that compute nodes.
 *
 * @param places for each node its lines, the innermost first, in this file or in others
 */
record SourceFile(String name, List<String> lines, Map<Node, List<StackTraceElement>> places) {
    private static final int TAB = 4;

    SourceFile {
        lines = List.copyOf(lines);
        places = Map.copyOf(places);
    }

    /** The lines, counted from 1, of the innermost method in this file that computes a node. A loop of the way back has those of the op whose rule made it. */
    List<Integer> linesOf(Node node) {
        Node of = node instanceof Loop && !places.containsKey(node)
                ? node.madeBy().<Node>map(op -> op).orElse(node)
                : node;
        List<StackTraceElement> here = places.getOrDefault(of, List.of()).stream()
                .filter(place -> name.equals(place.getFileName()))
                .filter(place -> place.getLineNumber() > 0 && place.getLineNumber() <= lines.size())
                .toList();
        return here.stream()
                .filter(place -> isOfSameMethod(place, here.get(0)))
                .map(StackTraceElement::getLineNumber)
                .distinct()
                .toList();
    }

    private static boolean isOfSameMethod(StackTraceElement a, StackTraceElement b) {
        return a.getClassName().equals(b.getClassName()) && a.getMethodName().equals(b.getMethodName());
    }

    /** What a page needs of its files: their lines with the ids of the nodes that they compute, and of loops' steps. */
    static String json(List<SourceFile> files, Trace trace) {
        Map<String, Object> inside = new LinkedHashMap<>();
        List<Node> nodes = TraceJson.nodes(trace);
        for (int id = 0; id < nodes.size(); id++) {
            if (nodes.get(id) instanceof Loop loop && loop.stepsMade(trace::value) > 0) {
                List<Node> ofStep = TraceJson.nodes(trace.step(loop, 0));
                inside.put(
                        String.valueOf(id),
                        files.stream().map(file -> file.lit(ofStep)).toList());
            }
        }
        return Json.of(Json.object(
                "files", files.stream().map(file -> file.json(nodes)).toList(), "inside", inside));
    }

    private Map<String, Object> json(List<Node> nodes) {
        int[] shown = excerpt(nodes);
        List<String> text = lines.subList(shown[0] - 1, shown[1]).stream()
                .map(line -> line.replace("\t", " ".repeat(TAB)))
                .toList();
        int indent = text.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(SourceFile::indent)
                .min()
                .orElse(0);
        return Json.object(
                "name",
                name,
                "first",
                shown[0],
                "lines",
                text.stream()
                        .map(line -> line.substring(Math.min(indent, line.length())))
                        .toList(),
                "lit",
                lit(nodes));
    }

    /** The lines of each node that has some, by the node's id. */
    private Map<String, Object> lit(List<Node> nodes) {
        Map<String, Object> lit = new LinkedHashMap<>();
        for (int id = 0; id < nodes.size(); id++) {
            List<Integer> ofNode = linesOf(nodes.get(id));
            if (!ofNode.isEmpty()) {
                lit.put(String.valueOf(id), ofNode);
            }
        }
        return lit;
    }

    /** The first and the last line of the methods that compute nodes: those around them that are indented less. */
    private int[] excerpt(List<Node> nodes) {
        List<Integer> lit =
                nodes.stream().flatMap(node -> linesOf(node).stream()).toList();
        int first = lit.stream().mapToInt(line -> line).min().orElse(1);
        int last = lit.stream().mapToInt(line -> line).max().orElse(lines.size());
        int indent =
                lit.stream().mapToInt(line -> indent(lines.get(line - 1))).min().orElse(0);
        while (first > 1 && !isLess(lines.get(first - 1), indent)) {
            first--;
        }
        while (last < lines.size() && !isLess(lines.get(last - 1), indent)) {
            last++;
        }
        return new int[] {first, last};
    }

    private static boolean isLess(String line, int indent) {
        return !line.isBlank() && indent(line) < indent;
    }

    private static int indent(String line) {
        String text = line.replace("\t", " ".repeat(TAB));
        return text.length() - text.stripLeading().length();
    }
}
