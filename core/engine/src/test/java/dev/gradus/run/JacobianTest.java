package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class JacobianTest {
    private final Input x = Input.of("x", 2);
    private final double[] at = {3, 5};

    /** (x₁ x₂, x₁², x₂): more rows than columns. */
    private Node y() {
        Node first = x.slice(0, 0, 1), second = x.slice(0, 1, 2);
        return Moves.concat(0, first.multiply(second), first.square(), second);
    }

    private static final Tensor MATRIX = Tensor.of(new double[][] {{5, 3}, {6, 0}, {0, 1}});

    @Test
    void isTheMatrixOfAllDerivatives() {
        assertThat(Jacobian.of(y()).wrt(x).feed(x, at).value()).isEqualTo(MATRIX);
    }

    @Test
    void rowsAndColumnsAreTheSameMatrix() {
        assertThat(Jacobian.of(y()).byRows().wrt(x).feed(x, at).value()).isEqualTo(MATRIX);
        assertThat(Jacobian.of(y()).byColumns().wrt(x).feed(x, at).value()).isEqualTo(MATRIX);
    }

    @Test
    void isOfBothShapes() {
        Parameter W = Parameter.of("W", Tensor.ones(2, 3));
        Jacobian jacobian = Jacobian.of(x.reshape(1, 2).matMul(W)).wrt(W).feed(x, at);
        assertThat(jacobian.shape()).isEqualTo(Shape.of(1, 3, 2, 3));
        Tensor value = jacobian.value();
        assertThat(value.get(0, 2, 1, 2)).isEqualTo(5);
        assertThat(value.get(0, 2, 1, 1)).isZero();
    }

    @Test
    void moreLinesThanAreComputedAtOnce() {
        Input many = Input.of("many", 37);
        double[] numbers = new double[37];
        java.util.Arrays.setAll(numbers, i -> i + 1);
        Tensor value = Jacobian.of(many.square()).wrt(many).feed(many, numbers).value();
        for (int i = 0; i < 37; i++) {
            for (int j = 0; j < 37; j++) {
                assertThat(value.get(i, j)).isEqualTo(i == j ? 2 * (i + 1) : 0);
            }
        }
    }

    @Test
    void isZeroWhereNothingDepends() {
        Input other = Input.of("other", 4);
        assertThat(Jacobian.of(x.square()).wrt(other).feed(x, at).value()).isEqualTo(Tensor.zeros(2, 4));
    }

    @Test
    void seesTheParametersOfNow() {
        Parameter a = Parameter.of("a", Tensor.of(new double[] {2, 2}));
        Node y = x.multiply(a);
        Parameters parameters = Parameters.of(Graph.of(y));
        Jacobian jacobian = Jacobian.of(y).parameters(parameters).wrt(x).feed(x, at);
        parameters.set(a, Tensor.of(new double[] {7, 8}));
        assertThat(jacobian.value()).isEqualTo(Tensor.of(new double[][] {{7, 0}, {0, 8}}));
    }

    @Test
    void aMissingFeedAndAShortArrayAreNamed() {
        Jacobian jacobian = Jacobian.of(y()).wrt(x);
        assertThatThrownBy(jacobian::value).isInstanceOf(FeedException.class).hasMessageContaining("x (2) was not fed");
        assertThatThrownBy(() -> jacobian.read(new double[5]))
                .hasMessage("Jacobian: the array has 5 elements, but the matrix (3, 2) has 6");
    }

    @Test
    void theHessianIsTheMatrixOfSecondDerivatives() {
        Node first = x.slice(0, 0, 1), second = x.slice(0, 1, 2);
        Node j = first.square().multiply(second).sum();
        Hessian hessian = Hessian.of(j).wrt(x).feed(x, at);
        assertThat(hessian.value()).isEqualTo(Tensor.of(new double[][] {{10, 6}, {6, 0}}));
        assertThat(hessian.diagonal()).isEqualTo(Tensor.of(new double[] {10, 0}));
        assertThat(hessian.times(Tensor.of(new double[] {1, 2}))).isEqualTo(Tensor.of(new double[] {22, 6}));
        assertThat(Jacobian.of(Gradients.of(j).wrt(x)).wrt(x).feed(x, at).value())
                .isEqualTo(hessian.value());
    }

    @Test
    void aHessianIsOfOneNumberAndTakesVectorsOfItsOwnShape() {
        assertThatThrownBy(() -> Hessian.of(x))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Hessian: x (2) has 2 elements, but only a single number has a Hessian; take its sum() or"
                        + " mean(), or the Jacobian of a gradient");
        Hessian hessian = Hessian.of(x.square().sum()).wrt(x).feed(x, at);
        assertThatThrownBy(() -> hessian.times(Tensor.ones(3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Hessian: v must have the shape of x (2), but is (3)");
    }

    private record Curve(double[] amplitudes, double rate, double[][] mixing) {}

    @Test
    void severalNodesAreTheColumnsOfOneMatrix() {
        Parameters all =
                Parameters.ofRecord(new Curve(new double[] {1.5, -2}, 0.7, new double[][] {{1, 2}, {-1, 0.5}}));
        Node a = all.parameter("amplitudes"), rate = all.parameter("rate"), m = all.parameter("mixing");
        Node mixed = x.reshape(1, 2).matMul(m).multiply(rate).sin().multiply(a);
        for (Node y : List.of(
                mixed,
                mixed.sum(),
                mixed.reshape(2).take(Constant.of(Tensor.zeros(9)), 0).exp())) {
            List<Tensor> blocks = all.all().stream()
                    .map(each ->
                            Jacobian.of(y).parameters(all).wrt(each).feed(x, at).value())
                    .toList();
            for (Jacobian.Of way : List.of(
                    Jacobian.of(y), Jacobian.of(y).byRows(), Jacobian.of(y).byColumns())) {
                Jacobian packed = way.parameters(all).wrt(all.all()).feed(x, at);
                int rows = y.shape().elements();
                double[][] matrix = new double[rows][7];
                int from = 0;
                for (Tensor block : blocks) {
                    int width = block.shape().elements() / rows;
                    for (int row = 0; row < rows; row++) {
                        System.arraycopy(block.toArray(), row * width, matrix[row], from, width);
                    }
                    from += width;
                }
                assertThat(packed.shape().size(-1)).isEqualTo(7);
                double[] value = packed.value().toArray();
                for (int i = 0; i < value.length; i++) {
                    assertThat(value[i]).isCloseTo(matrix[i / 7][i % 7], within(1e-13));
                }
            }
        }
    }

    @Test
    void theHessianBySeveralNodesHasTheirMixedDerivatives() {
        Parameters all =
                Parameters.ofRecord(new Curve(new double[] {1.5, -2}, 0.7, new double[][] {{1, 2}, {-1, 0.5}}));
        Node a = all.parameter("amplitudes"), rate = all.parameter("rate"), m = all.parameter("mixing");
        Node j = x.reshape(1, 2).matMul(m).multiply(rate).sin().multiply(a).sum();
        Hessian packed = Hessian.of(j).parameters(all).wrt(all.all()).feed(x, at);
        Tensor matrix = packed.value();
        assertThat(matrix.shape()).isEqualTo(Shape.of(7, 7));
        Node gradient = Moves.concat(
                0,
                Gradients.of(j).wrt(a),
                Gradients.of(j).wrt(rate).reshape(1),
                Gradients.of(j).wrt(m).reshape(4));
        Tensor expected =
                Jacobian.of(gradient).parameters(all).wrt(all.all()).feed(x, at).value();
        double[] v = {1, -2, 3, 0.5, 0, 1, 2}, product = new double[7], diagonal = new double[7];
        for (int row = 0; row < 7; row++) {
            for (int column = 0; column < 7; column++) {
                assertThat(matrix.get(row, column)).isCloseTo(expected.get(row, column), within(1e-13));
                assertThat(matrix.get(row, column)).isCloseTo(matrix.get(column, row), within(1e-13));
                product[row] += matrix.get(row, column) * v[column];
            }
            diagonal[row] = matrix.get(row, row);
        }
        assertThat(packed.diagonal()).isEqualTo(Tensor.of(diagonal));
        assertThat(packed.times(Tensor.of(v)).toArray()).containsExactly(product, within(1e-12));
    }

    @Test
    void noNodesAreRefused() {
        assertThatThrownBy(() -> Jacobian.of(x).wrt(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Jacobian: wrt needs at least one node and at most 2147483647 elements, but there are 0");
    }
}
