package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.loss.BinaryCrossEntropyLoss;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.loss.HuberLoss;
import dev.gradus.loss.L1Loss;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is promised at the edges, sentence by sentence. That sizes 0 and 1 and rank 0 are legal and that no NaN arises on
 * the documented domain are laws that every op's contract tries.
 */
class EdgesTest {
    private static final Input EMPTY = Input.of("x", 3, 0);

    static List<UnaryOperator<Node>> comparisonsAndMeansOfNothing() {
        return List.of(
                x -> x.max(),
                x -> x.max(1),
                x -> x.max(-1).keepDims(),
                x -> x.min(),
                x -> x.min(1),
                x -> x.min(-1).keepDims(),
                x -> x.argMax(1),
                x -> x.mean(),
                x -> x.mean(1),
                x -> x.mean(-1).keepDims());
    }

    @ParameterizedTest
    @MethodSource("comparisonsAndMeansOfNothing")
    void areRefused(UnaryOperator<Node> op) {
        assertThatThrownBy(() -> op.apply(EMPTY))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining(": x (3, 0) has no elements to ");
    }

    /** Over an axis that is not empty they have no results, and need no elements. */
    @Test
    void ofNothingAlongAnotherAxisThereIsNothing() {
        Stream.of(EMPTY.max(0), EMPTY.min(0), EMPTY.argMax(0), EMPTY.mean(0))
                .forEach(node -> assertThat(node.shape()).isEqualTo(Shape.of(0)));
    }

    static List<UnaryOperator<Node>> lossesOverAnEmptyBatch() {
        Input y = Input.of("y", 0, 2), labels = Input.of("labels", 0);
        return List.of(
                z -> new MseLoss(z, y),
                z -> new L1Loss(z, y),
                z -> new HuberLoss(z, y, 1),
                z -> new BinaryCrossEntropyLoss(z, y),
                z -> new CrossEntropyLoss(z, y),
                z -> new CrossEntropyLoss(z, labels));
    }

    @ParameterizedTest
    @MethodSource("lossesOverAnEmptyBatch")
    void haveNoMean(UnaryOperator<Node> loss) {
        assertThatThrownBy(() -> loss.apply(Input.of("z", 0, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageEndingWith("z (0, 2) is an empty batch, whose mean is undefined");
    }

    @Test
    void logSumExpOfNothingIsMinusInfinity() {
        Node x = Constant.of(Tensor.zeros(3, 0));
        assertThat(value(x.logSumExp())).isEqualTo(Tensor.scalar(Double.NEGATIVE_INFINITY));
        assertThat(value(x.logSumExp(1))).isEqualTo(Tensor.full(Shape.of(3), Double.NEGATIVE_INFINITY));
        assertThat(value(Gradients.of(x.logSumExp(1).exp().sum()).wrt(x))).isEqualTo(Tensor.zeros(3, 0));
    }

    /** Σ over no k, in every batch; and what is computed from the zeros has gradients like anything else. */
    @Test
    void aMatrixProductWithAnInnerSizeOfZeroIsZerosAndItsGradientsAreEmpty() {
        Node a = Constant.of(Tensor.zeros(2, 0)), b = Constant.of(Tensor.zeros(0, 3));
        Node product = a.matMul(b);
        assertThat(value(product)).isEqualTo(Tensor.zeros(2, 3));
        Gradients gradients = Gradients.of(product.exp().sum());
        assertThat(value(gradients.wrt(product))).isEqualTo(Tensor.ones(2, 3));
        assertThat(value(gradients.wrt(a))).isEqualTo(Tensor.zeros(2, 0));
        assertThat(value(gradients.wrt(b))).isEqualTo(Tensor.zeros(0, 3));

        Node batch = Constant.of(Tensor.zeros(4, 2, 0));
        Node products = batch.batchMatMul(b);
        assertThat(value(products)).isEqualTo(Tensor.zeros(4, 2, 3));
        assertThat(value(Gradients.of(products.sum()).wrt(batch))).isEqualTo(Tensor.zeros(4, 2, 0));
        assertThat(value(Gradients.of(products.sum()).wrt(b))).isEqualTo(Tensor.zeros(0, 3));
    }

    /** With no rows the product is empty, and the gradient of what no row used is zeros. */
    @Test
    void theGradientOfAMatrixThatNoRowMeetsIsZeros() {
        Node x = Constant.of(Tensor.zeros(0, 2)), W = Constant.of(Tensor.ones(2, 3));
        assertThat(value(Gradients.of(x.matMul(W).sum()).wrt(W))).isEqualTo(Tensor.zeros(2, 3));
    }

    @Test
    void sumIsOverAllAxesAndOverNoneIfNoneAreGiven() {
        Tensor numbers = Tensor.of(new double[][] {{1, -0.0}, {3, 4}});
        Node x = Constant.of(numbers);
        assertThat(value(x.sum())).isEqualTo(Tensor.scalar(8));
        assertThat(value(x.sum(new int[0]))).isEqualTo(numbers);
        assertThat(1 / value(x.sum(new int[0])).get(0, 1)).isNegative();
        assertThat(value(Gradients.of(x.sum(new int[0]), x).wrt(x))).isEqualTo(numbers);
    }

    @ParameterizedTest
    @CsvSource({"0.0", "-0.0"})
    void subGradientsAtAKinkAtZero(double zero) {
        assertThat(slope(Node::relu, zero)).isZero();
        assertThat(slope(x -> x.leakyRelu(0.1), zero)).isEqualTo(0.1);
        assertThat(slope(Node::abs, zero)).isZero();
        assertThat(slope(Node::sign, zero)).isZero();
        assertThat(slope(Node::floor, zero)).isZero();
        assertThat(slope(x -> x.clip(0, 1), zero)).isZero();
        assertThat(slope(x -> x.clip(-1, 0), zero)).isZero();
        assertThat(slope(x -> x.maximum(0), zero)).isEqualTo(0.5);
        assertThat(slope(x -> x.minimum(0), zero)).isEqualTo(0.5);
        assertThat(slope(x -> new L1Loss(x, Constant.of(0)), zero)).isZero();
    }

    @Test
    void whatTiesSharesEqually() {
        Node x = Constant.of(Tensor.of(new double[][] {{2, 2, 1, 2}}));
        double third = 1.0 / 3;
        assertThat(value(Gradients.of(x.max()).wrt(x))).isEqualTo(Tensor.of(new double[][] {{third, third, 0, third}}));
        Node y = Constant.of(Tensor.of(new double[][] {{1, 1, 2, 1}}));
        assertThat(value(Gradients.of(y.min(1).keepDims().sum()).wrt(y)))
                .isEqualTo(Tensor.of(new double[][] {{third, third, 0, third}}));
    }

    /** Of √x at 0 the slope is ∞, and 0 ∗ ∞ would be NaN; what is masked gets exactly 0. */
    @Test
    void rulesMaskInfinitiesInsteadOfMultiplyingThem() {
        List<UnaryOperator<Node>> masking = List.of(
                Node::relu,
                x -> x.clip(0, 1),
                x -> x.maximum(0),
                x -> x.greater(0).where(x, Constant.of(0)),
                x -> x.stack(0, Constant.of(0)).max(0));
        assertThat(masking)
                .allSatisfy(mask ->
                        assertThat(slope(x -> mask.apply(x).sqrt(), -1)).isZero());
        assertThat(slope(x -> x.abs().sqrt(), 0)).isZero();
    }

    /** Infinite only where the mathematical value overflows. */
    @Test
    void stableFormulasDoNotOverflow() {
        Node x = Constant.of(Tensor.of(new double[] {-1e300, -710, 710, 1e300}));
        assertThat(value(x.sigmoid())).satisfies(EdgesTest::isFinite);
        assertThat(value(x.tanh())).satisfies(EdgesTest::isFinite);
        assertThat(value(x.softplus())).satisfies(EdgesTest::isFinite);
        assertThat(value(x.logSumExp())).satisfies(EdgesTest::isFinite);
        assertThat(value(Gradients.of(x.logSumExp()).wrt(x))).satisfies(EdgesTest::isFinite);
        assertThat(value(x.exp()).get(2)).isInfinite();
    }

    private static void isFinite(Tensor tensor) {
        assertThat(Arrays.stream(tensor.toArray())).allMatch(Double::isFinite);
    }

    private static double slope(UnaryOperator<Node> function, double at) {
        Node x = Constant.of(at);
        return value(Gradients.of(function.apply(x)).wrt(x)).item();
    }

    private static Tensor value(Node node) {
        return Evaluator.of(Graph.of(node)).value(node);
    }
}
