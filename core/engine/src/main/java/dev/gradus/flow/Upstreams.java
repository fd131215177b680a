package dev.gradus.flow;

import dev.gradus.flow.Loop.Result;
import dev.gradus.node.AddBroadcast;
import dev.gradus.node.Node;
import dev.gradus.node.Pad;
import dev.gradus.node.Reshape;
import dev.gradus.tensor.Shape;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Splits the upstream gradient of a loop into those of its results. It is a sum of gradients that {@link LoopResult}'s
 * rule has padded with zeros, one for each result that is used. Splitting it shows which results have no gradient, so
 * that nothing is computed for them.
 */
final class Upstreams {
    private final Loop loop;
    private final Map<Result, Node> byResult = new HashMap<>();

    /** The results by where they start and stop in the loop's value. */
    private final Map<List<Integer>, Result> byPosition = new HashMap<>();

    Upstreams(Loop loop, Node upstream) {
        this.loop = loop;
        loop.results().forEach(result -> byPosition.putIfAbsent(List.of(result.start(), result.stop()), result));
        if (!isSplit(upstream)) {
            byResult.clear();
            for (Result result : loop.results()) {
                byResult.put(
                        result, upstream.slice(0, result.start(), result.stop()).reshape(result.shape()));
            }
        }
    }

    private boolean isSplit(Node upstream) {
        Set<Node> visited = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(List.of(upstream));
        while (!open.isEmpty()) {
            Node node = open.pop();
            Optional<Result> padded = padded(node);
            if (padded.isPresent()) {
                byResult.merge(padded.get(), unpadded((Pad) node, padded.get().shape()), Node::add);
            } else if (visited.add(node) // a term of several sums could be reached by too many paths
                    && node instanceof AddBroadcast sum
                    && sum.inputs().stream().allMatch(term -> term.shape().equals(upstream.shape()))) {
                open.push(sum.input(1));
                open.push(sum.input(0));
            } else {
                return false;
            }
        }
        return true;
    }

    /** Returns the result whose gradient the node pads with zeros, if there is one. */
    private Optional<Result> padded(Node node) {
        if (!(node instanceof Pad pad) || pad.step()[0] != 1) {
            return Optional.empty();
        }
        int start = pad.low()[0];
        int stop = start + pad.input(0).shape().elements();
        return Optional.ofNullable(byPosition.get(List.of(start, stop)));
    }

    private static Node unpadded(Pad pad, Shape shape) {
        Node flat = pad.input(0);
        return flat instanceof Reshape && flat.inputs().get(0).shape().equals(shape)
                ? flat.inputs().get(0)
                : flat.reshape(shape);
    }

    Optional<Node> of(Loop.Kind kind, int of) {
        int number = loop.number(kind, of);
        return number < 0
                ? Optional.empty()
                : Optional.ofNullable(byResult.get(loop.results().get(number)));
    }
}
