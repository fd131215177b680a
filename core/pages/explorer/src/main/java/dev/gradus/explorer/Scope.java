package dev.gradus.explorer;

import dev.gradus.explain.Formula;
import dev.gradus.explorer.Item.Direction;
import dev.gradus.explorer.Item.Label;
import dev.gradus.explorer.Item.Style;
import dev.gradus.graph.Graph;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A part of a graph that has a name and a row of its own.
 *
 * @param isDerived whether it is named after its inputs and outputs
 */
record Scope(String name, boolean isDerived, List<Op> ops) {
    private static final int MOST_NAMES = 3;

    Scope {
        ops = List.copyOf(ops);
    }

    /**
     * All ops in scopes. First those that the user named, each with everything that its nodes need and no earlier scope
     * has. The rest is cut where it is too wide, and named after inputs and outputs.
     */
    static List<Scope> of(Graph graph, Map<String, List<Node>> named, DiagramNames names) {
        Set<Node> taken = new HashSet<>();
        List<Scope> scopes = new ArrayList<>();
        named.forEach((name, results) -> {
            List<Op> ops = opsIn(TopologicalOrder.of(results), taken);
            taken.addAll(ops);
            scopes.add(new Scope(name, false, ops));
        });
        List<Op> rest = opsIn(graph.nodes(), taken);
        Set<Node> uncut = new HashSet<>(rest);
        for (List<Op> row : Wrap.rows(rest, op -> opsIn(op.inputs(), uncut, true), Op::isNamed)) {
            if (!row.isEmpty()) {
                scopes.add(new Scope(derivedName(Excerpt.of(row, names), names), true, row));
            }
        }
        return scopes;
    }

    Label title(Rect place) {
        Style style = isDerived ? Style.SPAN : Style.SCOPE;
        return new Label(-1, Direction.FORWARD, style, place, new Formula.Name(name), false);
    }

    /** A derived name is the name of a value. */
    double titleWidth() {
        return isDerived ? Metrics.nameWidth(name, Metrics.SCOPE_SIZE) : Metrics.width(name, Metrics.SCOPE_SIZE);
    }

    private static List<Op> opsIn(List<Node> nodes, Set<Node> taken) {
        return opsIn(nodes, taken, false);
    }

    private static List<Op> opsIn(List<Node> nodes, Set<Node> others, boolean among) {
        return nodes.stream()
                .filter(node -> others.contains(node) == among)
                .filter(Op.class::isInstance)
                .map(Op.class::cast)
                .toList();
    }

    private static String derivedName(Excerpt excerpt, DiagramNames names) {
        List<Node> given = excerpt.given().stream()
                .filter(node -> node instanceof Op || node instanceof Input)
                .toList();
        return some(given, names) + " → " + some(excerpt.results(), names);
    }

    private static String some(List<? extends Node> nodes, DiagramNames names) {
        String first = nodes.stream()
                .limit(MOST_NAMES)
                .map(node -> Metrics.shortened(names.name(node).text()))
                .collect(Collectors.joining(", "));
        return nodes.size() > MOST_NAMES ? first + ", …" : first;
    }

    static Map<Node, Scope> byOp(List<Scope> scopes) {
        Map<Node, Scope> byOp = new LinkedHashMap<>();
        scopes.forEach(scope -> scope.ops().forEach(op -> byOp.put(op, scope)));
        return byOp;
    }
}
