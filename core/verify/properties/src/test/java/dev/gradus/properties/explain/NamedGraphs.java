package dev.gradus.properties.explain;

import dev.gradus.graph.Graph;
import dev.gradus.loss.BinaryCrossEntropyLoss;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.loss.HuberLoss;
import dev.gradus.loss.L1Loss;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Random graphs of what formulas are written of element by element: axes with and without names, of size 1 and of none,
 * broadcast in every way, summed, moved and multiplied.
 */
record NamedGraphs(int n, int m, int k, int named, List<Choice> steps) {
    private static final int MOST_STEPS = 8;
    private static final int LARGEST = 64;

    /** An op, its operands, and whether it gets a name. */
    record Choice(int op, int first, int second, boolean named) {}

    private static final List<BinaryOperator<Node>> OPS = List.of(
            (a, b) -> a.tanh(),
            (a, b) -> a.add(b),
            (a, b) -> a.subtract(b),
            (a, b) -> a.multiply(b.tanh()),
            (a, b) -> a.sum(),
            (a, b) -> a.sum(0),
            (a, b) -> a.sum(-1).keepDims(),
            (a, b) -> a.matMul(b),
            (a, b) -> a.matMul(a.transpose()),
            (a, b) -> new MseLoss(a, b),
            (a, b) -> a.square().sum().multiply(0.5),
            (a, b) -> a.tanh().square(),
            (a, b) -> a.divide(b.square().add(1)),
            (a, b) -> b.square().add(1).reciprocal().multiply(a),
            (a, b) -> a.divide(b.square().add(1).reciprocal()),
            (a, b) -> a.subtract(b.add(a)),
            (a, b) -> a.negate(),
            (a, b) -> a.multiply(3),
            (a, b) -> a.multiply(0.25).sum().multiply(3),
            (a, b) -> a.divide(4),
            (a, b) -> a.add(b).divide(2),
            (a, b) -> a.multiply(-1.5),
            (a, b) -> a.sigmoid(),
            (a, b) -> a.relu(),
            (a, b) -> a.negate().square(), // not abs, whose bars cannot be read in MathML if they nest
            (a, b) -> a.tanh().exp().square(),
            (a, b) -> a.square().add(1).sqrt().log(),
            (a, b) -> a.square().add(1).pow(b.tanh()),
            (a, b) -> a.square().add(1).pow(-0.5),
            (a, b) -> a.multiply(1e-5).add(b),
            (a, b) -> a.maximum(b),
            (a, b) -> a.greater(b).where(a, b),
            (a, b) -> a.greater(b).where(a, Constant.of(0)),
            (a, b) -> a.mean(),
            (a, b) -> a.mean(0),
            (a, b) -> a.mean(-1).keepDims(),
            (a, b) -> a.sum(0, 1),
            (a, b) -> a.sum(0, 2).keepDims(),
            (a, b) -> a.max(-1),
            // not −∞, with which a textbook's formula can come to 0 · ∞
            (a, b) -> a.shape().size(0) == 0 ? a.negate() : a.logSumExp(0).keepDims(),
            (a, b) -> a.transpose(),
            (a, b) -> a.transpose(1, 0, 2),
            (a, b) -> a.reshape(a.shape().elements()),
            (a, b) -> a.reshape(a.shape().elements(), 1),
            (a, b) -> a.reshape(1, a.shape().elements()),
            (a, b) -> a.broadcastTo(b.shape()),
            (a, b) -> a.broadcastTo(b.shape()).sum(0),
            (a, b) -> a.sumTo(b.shape()),
            (a, b) -> Constant.of(0.5).broadcastTo(a.shape()).sum().multiply(a),
            (a, b) -> a.softmax(-1),
            (a, b) -> a.softmax(0),
            (a, b) -> a.slice(0, 0, 1),
            (a, b) -> a.concat(0, b),
            (a, b) -> a.stack(0, a.tanh()),
            (a, b) -> a.flip(0),
            (a, b) -> a.shape().elements() == 0 ? a.negate() : a.take(Constant.of(0), 0),
            (a, b) -> a.pad(0, 1, 0),
            (a, b) -> a.cumulativeSum(-1),
            (a, b) -> a.tanh().prod(0),
            (a, b) -> a.stopGradient().multiply(a),
            (a, b) -> new L1Loss(a, b),
            (a, b) -> new HuberLoss(a, b, 1),
            (a, b) -> new BinaryCrossEntropyLoss(a, b.sigmoid()),
            (a, b) -> a.shape().rank() == 2 && a.shape().equals(b.shape())
                    ? new CrossEntropyLoss(a, b.softmax(-1))
                    : a.negate());

    static Arbitrary<NamedGraphs> all() {
        Arbitrary<Integer> sizes = Arbitraries.of(1, 2, 3, 1, 2, 0);
        Arbitrary<Integer> positive = Arbitraries.of(1, 2, 3);
        Arbitrary<Choice> choices = Combinators.combine(
                        Arbitraries.integers().between(0, OPS.size() - 1),
                        Arbitraries.integers().between(0, 63),
                        Arbitraries.integers().between(0, 63),
                        Arbitraries.of(false, false, true))
                .as(Choice::new);
        return Combinators.combine(
                        sizes,
                        positive,
                        positive,
                        Arbitraries.integers().between(0, 255),
                        choices.list().ofMaxSize(MOST_STEPS))
                .as(NamedGraphs::new);
    }

    static NamedGraphs draw(Random random) {
        List<Choice> steps = Stream.generate(() -> new Choice(
                        random.nextInt(OPS.size()), random.nextInt(64), random.nextInt(64), random.nextInt(3) == 0))
                .limit(random.nextInt(MOST_STEPS + 1))
                .toList();
        int n = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(3);
        return new NamedGraphs(n, 1 + random.nextInt(3), 1 + random.nextInt(3), random.nextInt(256), steps);
    }

    private Parameter leaf(String name, int bits, int start, Shape shape, String... axes) {
        String[] names = new String[axes.length];
        for (int axis = 0; axis < axes.length; axis++) {
            names[axis] = (bits >> axis & 1) == 1 ? axes[axis] : "";
        }
        // No number twice, and none near a kink.
        Tensor values = Tensor.generate(shape, i -> Math.sin(1.0 + 10 * start + 1.7 * i) + 0.001 * i);
        return Parameter.of(name, values.named(names));
    }

    /** The values of the graph and its gradients. */
    Evaluator evaluator() {
        List<Node> nodes = new ArrayList<>(List.of(
                leaf("T", named >> 5, 6, Shape.of(k, n, m), "n_out", "n_batch", "n_in"),
                leaf("u", named, 5, Shape.of(1, 1), "n_one", "n_one"),
                leaf("b", named >> 1, 4, Shape.scalar()),
                leaf("v", named >> 2, 3, Shape.of(m), "n_in"),
                leaf("W1", named >> 3, 2, Shape.of(m, k), "n_in", "n_out"),
                leaf("y", named >> 4, 1, Shape.of(n, 1), "n_batch", "n_out"),
                leaf("x", named, 0, Shape.of(n, m), "n_batch", "n_in")));
        int number = 0;
        for (Choice step : steps) {
            Node first = nodes.get(nodes.size() - 1 - step.first % nodes.size());
            Node second = nodes.get(nodes.size() - 1 - step.second % nodes.size());
            Node next = applied(OPS.get(step.op), first, second);
            nodes.add(step.named && !next.isNamed() && !nodes.contains(next) ? next.named("z" + number++) : next);
        }
        Set<Node> used = new HashSet<>();
        nodes.forEach(node -> used.addAll(node.inputs()));
        Node objective = null;
        for (Node node : nodes.subList(7, nodes.size())) {
            if (!used.contains(node)) {
                Node total = node.shape().isScalar() ? node : node.sum();
                objective = objective == null ? total : objective.add(total);
            }
        }
        return Evaluator.of(Graph.of(objective == null ? nodes.get(6).sum() : objective));
    }

    private static Node applied(BinaryOperator<Node> op, Node first, Node second) {
        try {
            Node node = op.apply(first, second);
            return node.shape().elements() > LARGEST || node.shape().rank() > 4 ? first.tanh() : node;
        } catch (IllegalArgumentException | IndexOutOfBoundsException doesNotFit) {
            return first.tanh().sum();
        }
    }

    @Override
    public String toString() {
        return n + " " + m + " " + k + " " + Integer.toBinaryString(named) + " " + steps + "\n"
                + evaluator().graph();
    }
}
