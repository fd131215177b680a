package dev.gradus.lift;

import dev.gradus.node.Constant;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The nodes of a trace. */
final class Circuit {
    private final Map<Block, Node> leaves;
    private final Map<Expr, Node> nodes = new IdentityHashMap<>();
    private final Map<Part, Node> parts = new HashMap<>();

    private record Part(Block block, int start, int end) {}

    /** The nodes on these vectors, the elements of each block. */
    Circuit(Map<Block, Node> leaves) {
        this.leaves = leaves;
    }

    /** The node of a number, of rank 0. */
    Node node(Object number) {
        if (number instanceof Expr e) {
            build(e);
            return nodes.getOrDefault(e, Constant.of(0));
        }
        return Constant.of((Double) number);
    }

    /** The node of several numbers, a vector. */
    Node vector(List<Object> numbers) {
        List<Node> elements = new ArrayList<>();
        numbers.forEach(number -> elements.add(node(number)));
        return Moves.stack(0, elements);
    }

    /** Builds what an operation needs in the order of the trace. */
    private void build(Expr last) {
        Deque<Expr> open = new ArrayDeque<>(List.of(last));
        TreeMap<Integer, Expr> needed = new TreeMap<>();
        while (!open.isEmpty()) {
            Expr e = open.pop();
            if (nodes.containsKey(e)) {
                continue;
            } else if (e.fn() == Fn.ELEMENT) {
                nodes.put(e, element(e.block(), e.index()));
            } else if (needed.putIfAbsent(e.index(), e) == null) {
                for (Object operand : e.in()) {
                    if (operand instanceof Expr o) {
                        open.push(o);
                    }
                }
            }
        }
        for (Expr e : needed.values()) {
            Node[] in = new Node[e.in().length];
            for (int i = 0; i < in.length; i++) {
                in[i] = e.in()[i] instanceof Expr o ? nodes.getOrDefault(o, Constant.of(0)) : node(e.in()[i]);
            }
            nodes.put(e, e.fn().node(in));
        }
    }

    /** An element of a block. Halving makes the gradient of all n elements cost n log n instead of n². */
    private Node element(Block block, int index) {
        int start = 0;
        int end = block.size();
        Node part = leaves.getOrDefault(block, Constant.of(0));
        while (end - start > 1) {
            int middle = (start + end) >>> 1;
            int from = index < middle ? 0 : middle - start;
            int to = index < middle ? middle - start : end - start;
            start += index < middle ? 0 : middle - start;
            end = index < middle ? middle : end;
            Node whole = part;
            part = parts.computeIfAbsent(new Part(block, start, end), p -> whole.slice(0, from, to));
        }
        Node one = part;
        return parts.computeIfAbsent(new Part(block, index, index), p -> one.reshape());
    }
}
