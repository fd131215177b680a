package dev.gradus.testkit;

import dev.gradus.node.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How a random graph grows from some nodes: step by step, each applying an op to nodes that are there already. Any
 * sublist of the steps is a recipe too, which is what makes it shrink. Immutable.
 *
 * <p>The ops are smooth, take every shape and every number, and let nothing grow beyond bounds.
 */
record Recipe(List<Step> steps) {
    static final Recipe NOTHING = new Recipe(List.of());

    private static final List<BinaryOperator<Node>> OPS = List.of(
            (a, b) -> a.tanh(),
            (a, b) -> a.add(fitted(b, a)),
            (a, b) -> a.multiply(fitted(b, a).tanh()),
            (a, b) -> a.sigmoid(),
            (a, b) -> a.transpose(),
            (a, b) -> a.subtract(fitted(b, a)),
            (a, b) -> a.tanh().exp(),
            (a, b) -> a.multiply(a).add(1).log(),
            (a, b) -> a.divide(fitted(b, a).multiply(fitted(b, a)).add(1)),
            (a, b) -> a.shape().rank() == 0 ? a.negate() : a.sumKeepDims(0),
            (a, b) -> a.reshape(a.shape().elements()),
            (a, b) -> a.shape().rank() == 2 ? a.matMul(a.transpose().tanh()) : a.sum(),
            (a, b) -> a.shape().elements() == 0 ? a.sum() : a.mean());

    /** One op, by its number, on two nodes, by theirs. */
    record Step(int op, int first, int second) {}

    Recipe {
        steps = List.copyOf(steps);
    }

    static Recipe draw(Random random, int steps) {
        return new Recipe(
                Stream.generate(() -> new Step(random.nextInt(OPS.size()), random.nextInt(64), random.nextInt(64)))
                        .limit(steps)
                        .toList());
    }

    /** The nodes given and those that grow from them, in their order. */
    List<Node> grow(List<Node> nodes) {
        List<Node> all = new ArrayList<>(nodes);
        for (Step step : steps) {
            Node first = all.get(all.size() - 1 - step.first % all.size());
            Node second = all.get(all.size() - 1 - step.second % all.size());
            all.add(OPS.get(step.op).apply(first, second));
        }
        return all;
    }

    Recipe part(int from, int to) {
        return new Recipe(steps.subList(from, to));
    }

    /** Without one step, or with a simpler one in its place. */
    Stream<Recipe> simpler() {
        return IntStream.range(0, steps.size())
                .boxed()
                .flatMap(i -> Stream.concat(
                        Stream.of(replaced(i, List.of())),
                        Stream.of(new Step(0, 0, 0), new Step(steps.get(i).op, 0, 0))
                                .map(step -> replaced(i, List.of(step)))));
    }

    private Recipe replaced(int index, List<Step> replacement) {
        List<Step> changed = new ArrayList<>(steps.subList(0, index));
        changed.addAll(replacement);
        changed.addAll(steps.subList(index + 1, steps.size()));
        return new Recipe(changed);
    }

    /** 0 for no steps; fewer steps are less complex than simpler ones. */
    long complexity() {
        return steps.stream()
                .mapToLong(step -> 100_000 + step.op * 1000L + step.first + step.second)
                .sum();
    }

    /** The node itself where it has the other's shape, else a single number from it. */
    private static Node fitted(Node node, Node other) {
        return node.shape().equals(other.shape()) ? node : node.tanh().sum();
    }
}
