package dev.gradus.graph;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Notation.Fragment;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Prints a graph as equations, one per line. */
final class Listing {
    private static final int LONGEST = 60;

    private final Map<Node, Integer> uses;
    private final Set<String> taken = new HashSet<>();
    private final Map<Node, Fragment> fragments = new HashMap<>();
    private final List<String> lines = new ArrayList<>();
    private int invented;

    private Listing(Map<Node, Integer> uses) {
        this.uses = uses;
    }

    static String of(Graph graph) {
        Listing listing = new Listing(WrittenUses.of(graph.outputs()));
        graph.nodes().forEach(node -> listing.taken.add(node.label()));
        Set<Node> outputs = new HashSet<>(graph.outputs());
        graph.nodes().forEach(node -> listing.print(node, outputs.contains(node)));
        return String.join("\n", listing.lines);
    }

    private void print(Node node, boolean isOutput) {
        if (node instanceof Op op) {
            if (uses.containsKey(op)) {
                printOp(op, isOutput);
            }
        } else if (node instanceof Constant && !node.isNamed()) {
            fragments.put(node, constant(node));
            if (isOutput) {
                lines.add(invent() + ":" + node.shape() + " = " + node.expression());
            }
        } else {
            lines.add(node.label() + ":" + node.shape() + (node instanceof Parameter ? " parameter" : kind(node)));
            fragments.put(node, Fragment.atom(node.label()));
        }
    }

    private static String kind(Node leaf) {
        return leaf instanceof Constant ? " constant" : " input";
    }

    private void printOp(Op op, boolean isOutput) {
        Fragment formula = op.written() == op
                ? op.notation().text(op.inputs().stream().map(fragments::get).toList())
                : Objects.requireNonNull(fragments.get(op.written()));
        String inside = op.inside();
        boolean inline = !op.isNamed()
                && !isOutput
                && inside.isEmpty()
                && uses.getOrDefault(op, 0) == 1
                && formula.text().length() <= LONGEST;
        if (inline) {
            fragments.put(op, formula);
            return;
        }
        String name = op.isNamed() ? op.label() : invent();
        lines.add(name + ":" + op.shape() + " = " + formula.text());
        inside.lines().forEach(line -> lines.add("    " + line));
        fragments.put(op, Fragment.atom(name));
    }

    private static Fragment constant(Node node) {
        String text = node.expression();
        return new Fragment(text, text.startsWith("−") ? Notation.Binding.SIGN : Notation.Binding.ATOM);
    }

    /** Returns the next of v1, v2, … that is not a name given by the user. */
    private String invent() {
        String name;
        do {
            name = "v" + ++invented;
        } while (taken.contains(name));
        return name;
    }
}
