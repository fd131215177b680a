package dev.gradus.onnx;

import dev.gradus.flow.Body;
import dev.gradus.flow.Loop;
import dev.gradus.flow.LoopPart;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Loops step by step: the body's nodes once for each step. */
final class UnrolledLoops {
    private static final int MOST_NODES = 1_000_000;

    private final Map<Loop, Map<Loop.Part, Node>> parts = new HashMap<>();

    /** One of a loop's results. */
    Node part(LoopPart part) {
        if (!(part.input(0) instanceof Loop loop)) { // as the gradient of a sum of loops may be
            int start = part.part().start();
            return part.input(0)
                    .slice(0, start, start + part.shape().elements())
                    .reshape(part.shape());
        }
        return of(parts.computeIfAbsent(loop, UnrolledLoops::unrolled), part.part());
    }

    /** All results as a vector. */
    Node all(Loop loop) {
        Map<Loop.Part, Node> results = parts.computeIfAbsent(loop, UnrolledLoops::unrolled);
        return Moves.concat(
                0,
                loop.parts().stream()
                        .map(part -> of(results, part).reshape(part.shape().elements()))
                        .toList());
    }

    private static Map<Loop.Part, Node> unrolled(Loop loop) {
        Body body = loop.body();
        if ((long) loop.steps() * body.nodes().size() > MOST_NODES) {
            throw new OnnxException("The loop " + loop.describe() + " cannot be written: its " + loop.steps()
                    + " steps of " + body.nodes().size() + " nodes are written one after the other, and are more than "
                    + MOST_NODES + " nodes");
        }
        List<Node> carries =
                new ArrayList<>(loop.inputs().subList(0, body.carries().size()));
        Map<Loop.Part, Node[]> rows = new HashMap<>();
        for (Loop.Part part : loop.parts()) {
            rows.put(part, new Node[loop.steps()]);
        }
        for (int step = 0; step < loop.steps(); step++) {
            int row = loop.row(step);
            Map<Node, Node> made = step(loop, row, carries);
            for (Loop.Part part : loop.parts()) {
                if (part.kind() == Loop.Kind.BEFORE) {
                    of(rows, part)[row] = carries.get(part.of());
                } else if (part.kind() == Loop.Kind.ALL) {
                    of(rows, part)[row] = of(made, body.outputs().get(part.of()));
                }
            }
            carries = new ArrayList<>(body.next().stream().map(made::get).toList());
        }
        Map<Loop.Part, Node> results = new HashMap<>();
        for (Loop.Part part : loop.parts()) {
            results.put(part, part.kind() == Loop.Kind.LAST ? carries.get(part.of()) : stacked(part, of(rows, part)));
        }
        return results;
    }

    private static <K, V> V of(Map<K, V> all, K key) {
        return Objects.requireNonNull(all.get(key));
    }

    private static Node stacked(Loop.Part part, Node... rows) {
        return rows.length == 0 ? Constant.of(Tensor.zeros(part.shape())) : Moves.stack(0, Arrays.asList(rows));
    }

    /** The nodes of one step, by those of the body. */
    private static Map<Node, Node> step(Loop loop, int row, List<Node> carries) {
        Body body = loop.body();
        Map<Node, Node> made = new HashMap<>();
        for (int i = 0; i < carries.size(); i++) {
            made.put(body.carries().get(i), carries.get(i));
        }
        for (Input element : body.elements()) {
            Node sequence = loop.input(loop.inputOf(element));
            made.put(element, sequence.slice(0, row, row + 1).reshape(element.shape()));
        }
        for (Input given : body.given()) {
            made.put(given, loop.input(loop.inputOf(given)));
        }
        for (Node node : body.nodes()) {
            if (node instanceof Op op) {
                made.put(op, op.withInputs(op.inputs().stream().map(made::get).toList()));
            } else {
                made.putIfAbsent(node, node);
            }
        }
        return made;
    }
}
