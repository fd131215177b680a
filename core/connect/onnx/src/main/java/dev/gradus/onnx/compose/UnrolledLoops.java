package dev.gradus.onnx.compose;

import dev.gradus.flow.Body;
import dev.gradus.flow.Loop;
import dev.gradus.flow.LoopResult;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.onnx.file.Refusal;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Loops step by step: the body's nodes once for each step. A loop that may end early has all steps, and carries keep
 * their values in those that it does not make.
 */
final class UnrolledLoops {
    private static final int MOST_NODES = 1_000_000;
    private static final Node NOTHING = Constant.of(0);

    private final Map<Loop, Map<Loop.Result, Node>> parts = new HashMap<>();

    /** One of a loop's results. */
    Node part(LoopResult result) {
        if (!(result.input(0) instanceof Loop loop)) { // as the gradient of a sum of loops may be
            int start = result.result().start();
            return result.input(0)
                    .slice(0, start, start + result.shape().elements())
                    .reshape(result.shape());
        }
        return of(parts.computeIfAbsent(loop, UnrolledLoops::unrolled), result.result());
    }

    /** All results as a vector. */
    Node all(Loop loop) {
        Map<Loop.Result, Node> results = parts.computeIfAbsent(loop, UnrolledLoops::unrolled);
        return Moves.concat(
                0,
                loop.results().stream()
                        .map(result ->
                                of(results, result).reshape(result.shape().elements()))
                        .toList());
    }

    private static Map<Loop.Result, Node> unrolled(Loop loop) {
        Body body = loop.body();
        if ((long) loop.steps() * body.nodes().size() > MOST_NODES) {
            throw new Refusal("The loop " + loop.describe() + " cannot be written: its " + loop.steps()
                    + " steps of " + body.nodes().size() + " nodes are written one after the other, and are more than "
                    + MOST_NODES + " nodes");
        }
        List<Node> carries =
                new ArrayList<>(loop.inputs().subList(0, body.carries().size()));
        Map<Loop.Result, Node[]> rows = new HashMap<>();
        for (Loop.Result result : loop.results()) {
            rows.put(result, new Node[loop.steps()]);
        }
        Node count = Constant.of(0);
        for (int step = 0; step < loop.steps(); step++) {
            int row = loop.row(step);
            Map<Node, Node> made = step(loop, row, carries);
            Optional<Node> isMade = isMade(loop, row, carries);
            for (Loop.Result result : loop.results()) {
                if (result.kind() == Loop.Kind.BEFORE) {
                    of(rows, result)[row] = chosen(isMade, carries.get(result.of()), NOTHING);
                } else if (result.kind() == Loop.Kind.ALL) {
                    of(rows, result)[row] =
                            chosen(isMade, of(made, body.outputs().get(result.of())), NOTHING);
                }
            }
            List<Node> next = new ArrayList<>();
            for (int i = 0; i < carries.size(); i++) {
                next.add(chosen(isMade, of(made, body.next().get(i)), carries.get(i)));
            }
            carries = next;
            count = isMade.isPresent() ? count.add(isMade.get()) : count;
        }
        Map<Loop.Result, Node> results = new HashMap<>();
        for (Loop.Result result : loop.results()) {
            results.put(
                    result,
                    result.kind() == Loop.Kind.LAST
                            ? carries.get(result.of())
                            : result.kind() == Loop.Kind.STEPS ? count : stacked(result, of(rows, result)));
        }
        return results;
    }

    /** Whether a step is made, if that depends on numbers. */
    private static Optional<Node> isMade(Loop loop, int row, List<Node> carries) {
        return switch (loop.length()) {
            case FIXED -> Optional.empty();
            case WHILE -> Optional.of(carries.get(carries.size() - 1));
            case COUNTED ->
                Optional.of(Constant.of(row).less(loop.input(loop.inputs().size() - 1)));
        };
    }

    private static Node chosen(Optional<Node> condition, Node value, Node otherwise) {
        return condition.isPresent() ? condition.get().where(value, otherwise) : value;
    }

    private static <K, V> V of(Map<K, V> all, K key) {
        return Objects.requireNonNull(all.get(key));
    }

    private static Node stacked(Loop.Result result, Node... rows) {
        return rows.length == 0 ? Constant.of(Tensor.zeros(result.shape())) : Moves.stack(0, Arrays.asList(rows));
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
