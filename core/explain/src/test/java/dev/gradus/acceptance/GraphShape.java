package dev.gradus.acceptance;

import dev.gradus.graph.Graph;
import dev.gradus.node.Concat;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Graphs with any number of nodes, each kind growing in another direction. */
enum GraphShape {
    /** Each op uses the previous one. */
    CHAIN(GraphShape::chain),
    /** A chain of ops that add nothing to a formula. */
    RESHAPES((x, size) -> repeated(x.reshape(1), size, GraphShape::turned).sum()),
    /** A state that each step recomputes from gates, which are slices of a vector. */
    RECURRENCE(GraphShape::recurrence),
    /** One op with many inputs. */
    CONCAT(GraphShape::concat),
    /** One node with many uses, so that its gradient is a long sum. */
    FAN_OUT(GraphShape::fanOut),
    /** One node with many uses that broadcast, so that each contribution is folded. */
    BROADCAST_FAN_OUT(GraphShape::broadcastFanOut),
    /** A binary tree of sums of many parameters. */
    TREE(GraphShape::tree),
    /** Layers of values large enough for loops. */
    LAYERS(GraphShape::layers);

    private final BiFunction<Parameter, Integer, Node> make;

    GraphShape(BiFunction<Parameter, Integer, Node> make) {
        this.make = make;
    }

    /** Returns a graph whose number of nodes is proportional to the size. */
    Graph of(int size) {
        return Graph.of(make.apply(Parameter.of("x", Tensor.scalar(0.5)), size));
    }

    private static Node repeated(Node first, int times, BiFunction<Node, Integer, Node> next) {
        Node node = first;
        for (int i = 0; i < times; i++) {
            node = next.apply(node, i);
        }
        return node;
    }

    private static Node chain(Parameter x, int size) {
        return repeated(x, size, (node, i) -> i % 2 == 0 ? node.sin() : node.multiply(1.01));
    }

    private static Node turned(Node node, int place) {
        return place % 2 == 0 ? node.reshape(1, 1) : node.reshape(1);
    }

    private static Node recurrence(Parameter x, int size) {
        Parameter weights = Parameter.of("W", Tensor.of(new double[] {0.1, 0.2, 0.3, 0.4}));
        Node first = x.broadcastTo(weights.shape()).slice(0, 0, 2);
        return repeated(first, size / 5, (state, step) -> {
                    Node gates = state.concat(0, state).multiply(weights).sigmoid();
                    return gates.slice(0, 0, 2).multiply(state).add(gates.slice(0, 2, 4));
                })
                .sum();
    }

    private static Node concat(Parameter x, int size) {
        List<Node> parts = new ArrayList<>();
        for (int i = 0; i < size / 2; i++) {
            parts.add(x.multiply(i + 1).reshape(1));
        }
        return new Concat(0, parts).sum();
    }

    private static Node fanOut(Parameter x, int size) {
        return repeated(x, size / 2, (sum, i) -> sum.add(x.multiply(i + 1)));
    }

    private static Node broadcastFanOut(Parameter x, int size) {
        Parameter row = Parameter.of("row", Tensor.ones(1, 2));
        Node first = x.add(Constant.of(Tensor.ones(2, 2)));
        return repeated(first, size / 2, (sum, i) -> sum.multiply(row)).sum();
    }

    private static Node tree(Parameter x, int size) {
        List<Node> level = new ArrayList<>(List.of(x));
        for (int i = 1; i < size / 2; i++) {
            level.add(Parameter.of("p" + i, Tensor.scalar(i)));
        }
        while (level.size() > 1) {
            List<Node> next = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                next.add(i + 1 < level.size() ? level.get(i).add(level.get(i + 1)) : level.get(i));
            }
            level = next;
        }
        return level.get(0);
    }

    private static Node layers(Parameter x, int size) {
        Parameter weights = Parameter.of("W", Tensor.full(Shape.of(16, 16), 0.01));
        Node first = x.add(Constant.of(Tensor.ones(16, 16)));
        return repeated(
                        first,
                        size / 8,
                        (h, i) -> h.matMul(weights).multiply(0.5).tanh().add(1))
                .sum();
    }
}
