package dev.gradus.check;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Random graphs of the built-in ops that end in one number and whose values stay moderate. */
final class RandomGraph {
    private static final List<UnaryOperator<Node>> FUNCTIONS = List.of(
            Node::sigmoid,
            Node::tanh,
            Node::sin,
            Node::cos,
            Node::atan,
            Node::erf,
            Node::softplus,
            Node::relu,
            Node::abs,
            Node::negate,
            Node::floor,
            Node::sign,
            Node::stopGradient,
            x -> x.leakyRelu(0.1),
            x -> x.clip(-0.5, 0.7),
            x -> x.tanh().exp(),
            x -> x.tanh().sinh(),
            x -> x.tanh().square(),
            x -> x.tanh().multiply(0.9).asin(),
            x -> x.square().add(0.5).log(),
            x -> x.square().add(0.5).sqrt(),
            x -> x.square().add(1).reciprocal(),
            x -> x.square().log1p(),
            x -> x.sigmoid().pow(1.7),
            x -> x.greater(0.3).where(x.tanh(), x.negate()));

    private static final List<BinaryOperator<Node>> COMBINATIONS = List.of(
            Node::add,
            Node::subtract,
            Node::maximum,
            Node::minimum,
            (a, b) -> a.tanh().multiply(b),
            (a, b) -> a.divide(b.square().add(1)),
            (a, b) -> a.sigmoid().pow(b.tanh()),
            (a, b) -> a.less(b).where(a, b.sin()));

    private static final List<UnaryOperator<Node>> CHANGES_OF_SHAPE = List.of(
            Node::transpose,
            x -> x.sum(0).keepDims(),
            x -> x.mean(1).keepDims(),
            x -> x.max(1).keepDims(),
            x -> x.min(0).keepDims(),
            x -> x.logSumExp(1).keepDims(),
            x -> x.tanh().prod(0).keepDims(),
            x -> x.cumulativeSum(0),
            x -> x.flip(1),
            x -> x.pad(1, 1, 0),
            x -> x.concat(0, x.sin()),
            x -> x.slice(0, 0, 1),
            x -> x.take(x.argMax(1), 1),
            x -> x.matMul(x.transpose()).tanh());

    private final SplittableRandom random;
    private final List<Node> nodes = new ArrayList<>();

    private RandomGraph(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static Node of(long seed) {
        return new RandomGraph(seed).build();
    }

    private Node build() {
        for (String name : List.of("A", "B", "C")) {
            Shape shape = Shape.of(random.nextInt(1, 4), random.nextInt(1, 4));
            nodes.add(Parameter.of(name, Tensor.generate(shape, position -> 4 * random.nextDouble() - 2)));
        }
        int steps = random.nextInt(2, 10);
        for (int step = 0; step < steps; step++) {
            nodes.add(next());
        }
        Node last = nodes.get(nodes.size() - 1);
        return last.multiply(Constant.of(Tensor.generate(last.shape(), position -> random.nextDouble() + 0.5)))
                .mean()
                .named("J");
    }

    private Node next() {
        Node a = any(nodes);
        return switch (random.nextInt(4)) {
            case 0, 1 -> any(FUNCTIONS).apply(a);
            case 2 -> any(COMBINATIONS).apply(a, any(partners(a)));
            default -> any(CHANGES_OF_SHAPE).apply(a);
        };
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private List<Node> partners(Node a) {
        return nodes.stream()
                .filter(b -> fits(a, b, 0)
                        && fits(a, b, 1)
                        && b.shape().rank() == a.shape().rank())
                .toList();
    }

    private static boolean fits(Node a, Node b, int axis) {
        int left = a.shape().size(axis);
        int right = b.shape().size(axis);
        return left == right || left == 1 || right == 1;
    }
}
