package dev.gradus.testkit.cases;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/** The steps of random graphs. Each accepts any two nodes, and keeps sizes and numbers bounded. */
public final class GraphOps {
    /** A step that would create more elements sums instead. */
    private static final int LARGEST = 64;

    /** Without kinks, so that every gradient can be checked numerically. */
    static final List<BinaryOperator<Node>> SMOOTH = List.of(
            (a, b) -> a.tanh(),
            (a, b) -> a.add(fitted(b, a)),
            (a, b) -> a.multiply(fitted(b, a).tanh()),
            (a, b) -> a.sigmoid(),
            (a, b) -> a.transpose(),
            (a, b) -> a.subtract(fitted(b, a)),
            (a, b) -> a.tanh().exp(),
            (a, b) -> a.square().add(1).log(),
            (a, b) -> a.divide(fitted(b, a).square().add(1)),
            (a, b) -> a.shape().rank() == 0 ? a.negate() : a.sum(0).keepDims(),
            (a, b) -> a.reshape(a.shape().elements()),
            (a, b) -> a.shape().rank() == 2 ? a.matMul(a.transpose().tanh()) : a.sum(),
            (a, b) -> a.shape().elements() == 0 ? a.sum() : a.mean());

    /** All steps with derivatives of any order everywhere. */
    public static final List<BinaryOperator<Node>> DIFFERENTIABLE =
            Stream.of(SMOOTH, functions(), structural()).flatMap(List::stream).toList();

    /** Most of the engine's ops, the differentiable first. */
    public static final List<BinaryOperator<Node>> ALL =
            Stream.of(DIFFERENTIABLE, withKinks()).flatMap(List::stream).toList();

    private GraphOps() {}

    private static List<BinaryOperator<Node>> functions() {
        return List.of(
                (a, b) -> a.softplus(),
                (a, b) -> a.erf(),
                (a, b) -> a.sin(),
                (a, b) -> a.cos(),
                (a, b) -> a.atan(),
                (a, b) -> a.tanh().sinh(),
                (a, b) -> a.tanh().cosh(),
                (a, b) -> a.tanh().tan(),
                (a, b) -> a.tanh().multiply(0.9).asin(),
                (a, b) -> a.tanh().multiply(0.9).acos(),
                (a, b) -> a.tanh().expm1(),
                (a, b) -> a.square().log1p(),
                (a, b) -> a.square().add(1).sqrt(),
                (a, b) -> a.square().add(1).reciprocal(),
                (a, b) -> a.square().add(1).pow(fitted(b, a).tanh()));
    }

    private static List<BinaryOperator<Node>> withKinks() {
        return List.of(
                (a, b) -> a.relu(),
                (a, b) -> a.leakyRelu(0.1),
                (a, b) -> a.abs(),
                (a, b) -> a.sign(),
                (a, b) -> a.floor(),
                (a, b) -> a.clip(-1, 1),
                (a, b) -> a.maximum(fitted(b, a)),
                (a, b) -> a.minimum(fitted(b, a)),
                (a, b) -> a.greater(fitted(b, a)).where(a, fitted(b, a)),
                (a, b) -> isVector(a) ? a.max(0).keepDims() : a.negate(),
                (a, b) -> isVector(a) ? a.min(-1) : a.negate(),
                (a, b) -> a.stopGradient());
    }

    private static List<BinaryOperator<Node>> structural() {
        return List.of(
                (a, b) -> isVector(a) ? a.cumulativeSum(0) : a.negate(),
                (a, b) -> isVector(a) ? a.flip(0) : a.negate(),
                (a, b) -> isVector(a) ? a.slice(0, 0, (a.shape().size(0) + 1) / 2) : a.negate(),
                (a, b) -> isVector(a) ? a.take(Constant.of(0), 0) : a.negate(),
                (a, b) -> isVector(a) ? a.mean(-1).keepDims() : a.negate(),
                (a, b) -> isVector(a) ? a.logSumExp(0).keepDims() : a.negate(),
                (a, b) -> isVector(a) ? a.tanh().prod(0).keepDims() : a.negate(),
                (a, b) -> isVector(a) && isSmall(a) ? a.pad(0, 1, 0) : a.sum(),
                (a, b) -> isSmall(a) ? a.stack(0, a.negate()) : a.sum(),
                (a, b) -> isVector(a) && isSmall(a) && a.shape().equals(b.shape()) ? a.concat(0, b) : a.sum());
    }

    private static boolean isVector(Node node) {
        return node.shape().rank() > 0 && node.shape().elements() > 0;
    }

    private static boolean isSmall(Node node) {
        return 2 * node.shape().elements() <= LARGEST && node.shape().rank() < 4;
    }

    /** The node itself if it has the shape of the other, otherwise a scalar computed from it. */
    private static Node fitted(Node node, Node other) {
        return node.shape().equals(other.shape()) ? node : node.tanh().sum();
    }
}
