package dev.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.ShapeException;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Tests beyond PyTorch's figures: masks, heads, and rejected arguments of attention and cells. */
class AttentionTest {
    private static Tensor value(Node node) {
        return Evaluator.of(Graph.of(node)).value(node);
    }

    private static void assertRefused(ThrowingCallable layer, String message) {
        assertThatThrownBy(layer).isInstanceOf(ShapeException.class).hasMessage(message);
    }

    @Test
    void aQueryThatSeesNoKeyGetsZerosAndNoGradient() {
        Node x = Constant.of(Tensor.generate(Shape.of(2, 3), i -> i / 4.0));
        Node mask = Constant.of(Tensor.of(
                new double[][] {{0, Double.NEGATIVE_INFINITY}, {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY}}));
        Node attended = Attention.scaledDotProduct(x, x, x, mask);
        assertThat(value(attended)).isEqualTo(Tensor.of(new double[][] {{0, 0.25, 0.5}, {0, 0, 0}}));
        Tensor slope = value(Gradients.of(attended.square().sum()).wrt(x));
        assertThat(slope.row(1)).isEqualTo(Tensor.zeros(3));
        assertThat(slope.row(0).toArray()).doesNotContain(Double.NaN);
    }

    @Test
    void aCausalMaskHidesWhatComesLater() {
        double hidden = Double.NEGATIVE_INFINITY;
        assertThat(Attention.causalMask(3).value()).isEqualTo(Tensor.of(new double[][] {
            {0, hidden, hidden}, {0, 0, hidden}, {0, 0, 0}
        }));
    }

    @Test
    void mergingHeadsUndoesSplittingThem() {
        Node x = Constant.of(Tensor.generate(Shape.of(2, 3, 4), i -> i));
        Node heads = Attention.splitHeads(x, 2);
        assertThat(heads.shape()).isEqualTo(Shape.of(2, 2, 3, 2));
        assertThat(value(heads).get(0, 1, 2, 0)).isEqualTo(10);
        assertThat(value(Attention.mergeHeads(heads))).isEqualTo(value(x));
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        Input q = Input.of("q", 2, 5, 4), k = Input.of("k", 2, 3, 4), v = Input.of("v", 2, 6, 4);
        assertRefused(
                () -> Attention.scaledDotProduct(q, Input.of("k", 2, 3, 8), v),
                "scaledDotProduct: the queries q (2, 5, 4) and the keys k (2, 3, 8) must have the same number of"
                        + " features, but 4 ≠ 8");
        assertRefused(
                () -> Attention.scaledDotProduct(q, k, v),
                "scaledDotProduct: each of the keys k (2, 3, 4) needs a value, but 3 ≠ 6 of v (2, 6, 4)");
        assertRefused(
                () -> Attention.scaledDotProduct(q, k, k, Input.of("mask", 7, 2, 5, 3)),
                "scaledDotProduct: the mask mask (7, 2, 5, 3) does not broadcast to the scores (2, 5, 3)");
        assertRefused(
                () -> Attention.scaledDotProduct(Input.of("q", 4), k, k),
                "scaledDotProduct: q is q (4), but must have a row for each position and a column for each feature");
        assertRefused(
                () -> Attention.splitHeads(q, 3),
                "splitHeads: q (2, 5, 4) must have the shape (n_batch, n_positions, n_heads · n_features) for 3 heads");
        assertRefused(
                () -> Attention.mergeHeads(q),
                "mergeHeads: q (2, 5, 4) must have the shape (n_batch, n_heads, n_positions, n_features)");
    }

    @Test
    void parametersOfCellsMustFit() {
        assertRefused(
                () -> LstmCell.of("cell", Tensor.zeros(3, 8), Tensor.zeros(2, 6)),
                "LstmCell: the weights of the state cell.U (2, 6) must have the shape (n_hidden, 4 n_hidden)");
        assertRefused(
                () -> GruCell.of("cell", Tensor.zeros(3, 8), Tensor.zeros(2, 6)),
                "GruCell: the weights of the input cell.W (3, 8) must have the shape (n_in, 6) for the state's cell.U (2,"
                        + " 6)");
        LstmCell cell = LstmCell.of("cell", Tensor.zeros(3, 8), Tensor.zeros(2, 8));
        assertThat(cell.bias().initialValue()).isEqualTo(Tensor.zeros(1, 8));
        assertRefused(
                () -> new LstmCell(cell.inputWeights(), cell.stateWeights(), Parameter.of("b", Tensor.zeros(8))),
                "LstmCell: the bias b (8) must have the shape (1, 8) for the state's weights cell.U (2, 8)");
        assertRefused(
                () -> Embedding.of("words", Tensor.zeros(3)),
                "Embedding: the weights words.E (3) must have the shape (n_words, n_out)");
    }
}
