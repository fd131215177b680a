package dev.gradus.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

class TensorProductsTest {
    private static final Node A = numbers(2, 3);
    private static final Node B = numbers(3, 4);

    @Test
    void productsOfVectors() {
        Node u = Constant.of(Tensor.of(new double[] {1, 2, 3})), v = Constant.of(Tensor.of(new double[] {4, 5, 6}));
        assertThat(value(LinearAlgebra.dot(u, v))).isEqualTo(Tensor.scalar(32));
        assertThat(value(LinearAlgebra.outer(u, Constant.of(Tensor.of(new double[] {10, 100})))))
                .isEqualTo(Tensor.of(new double[][] {{10, 100}, {20, 200}, {30, 300}}));
        Input a = Input.of("A", 2, 3);
        assertThatThrownBy(() -> LinearAlgebra.dot(a, u))
                .isInstanceOf(ShapeException.class)
                .hasMessage("dot: A (2, 3) has rank 2, but a vector has rank 1. For other ranks, use matMul,"
                        + " tensorDot or einsum");
    }

    @Test
    void tensorDotSumsOverPairsOfAxes() {
        Node c = numbers(4, 3, 2);
        assertThat(value(LinearAlgebra.tensorDot(A, B, 1))).isEqualTo(value(A.matMul(B)));
        assertThat(value(LinearAlgebra.tensorDot(A, B, 0))).isEqualTo(value(LinearAlgebra.einsum("ij,kl->ijkl", A, B)));
        assertThat(value(LinearAlgebra.tensorDot(B, c, new int[] {1, 0}, new int[] {0, 1})))
                .isEqualTo(value(LinearAlgebra.einsum("ij,jik->k", B, c)));
        assertThat(value(LinearAlgebra.tensorDot(A, c, new int[] {-1}, new int[] {-2})))
                .isEqualTo(value(LinearAlgebra.einsum("ij,kjl->ikl", A, c)));
        Input x = Input.of("x", 2, 3), y = Input.of("y", 4, 5);
        assertThatThrownBy(() -> LinearAlgebra.tensorDot(x, y, 1))
                .hasMessage("tensorDot: x (2, 3) and y (4, 5): axis 1 and axis 0 have different sizes: 3 ≠ 4");
        assertThatThrownBy(() -> LinearAlgebra.tensorDot(x, y, 3))
                .hasMessage("tensorDot: x (2, 3) and y (4, 5) do not have 3 axes each");
        assertThatThrownBy(() -> LinearAlgebra.tensorDot(x, y, new int[] {0}, new int[] {0, 1}))
                .hasMessage("tensorDot: the numbers of axes of a and b must be equal, but the axes are [0] and"
                        + " [0, 1]");
        assertThatThrownBy(() -> LinearAlgebra.tensorDot(x, y, new int[] {0, -2}, new int[] {0, 1}))
                .hasMessage("tensorDot: an axis of x (2, 3) is given twice in [0, -2]");
        assertThatThrownBy(() -> LinearAlgebra.tensorDot(x, y, new int[] {2}, new int[] {0}))
                .hasMessage("tensorDot: x (2, 3) has no axis 2: it has rank 2");
    }

    @Test
    void kroneckerPutsScaledCopiesIntoBlocks() {
        Node a = Constant.of(Tensor.of(new double[][] {{1, 2}, {3, 4}}));
        Node b = Constant.of(Tensor.of(new double[][] {{0, 5}, {6, 7}}));
        assertThat(value(LinearAlgebra.kron(a, b))).isEqualTo(Tensor.of(new double[][] {
            {0, 5, 0, 10}, {6, 7, 12, 14}, {0, 15, 0, 20}, {18, 21, 24, 28}
        }));
        assertThat(LinearAlgebra.kron(numbers(3), numbers(2, 4)).shape()).isEqualTo(Shape.of(2, 12));
        assertThat(value(LinearAlgebra.kron(Constant.of(2), b))).isEqualTo(value(b.multiply(2)));
    }

    @Test
    void bilinearFormsOfABatch() {
        Node x = numbers(5, 2), y = numbers(5, 3), w = numbers(4, 2, 3);
        assertThat(value(LinearAlgebra.bilinear(x, w, y)))
                .isEqualTo(value(LinearAlgebra.einsum("bi,kij,bj->bk", x, w, y)));
        assertThat(value(LinearAlgebra.bilinear(numbers(2), A, numbers(3))).shape())
                .isEqualTo(Shape.scalar());
        Input v = Input.of("v", 3);
        assertThatThrownBy(() -> LinearAlgebra.bilinear(v, v, v))
                .hasMessage("bilinear: v (3), v (3), v (3) must have the shapes"
                        + " (…, n), (n, m) or (k, n, m), and (…, m)");
    }

    private static Node numbers(int... sizes) {
        return Constant.of(Tensor.generate(Shape.of(sizes), i -> 2 * (i % 7) - 5));
    }

    private static Tensor value(Node node) {
        return Evaluator.of(Graph.of(node)).value(node);
    }
}
