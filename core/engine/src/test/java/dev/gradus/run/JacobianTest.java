package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
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
}
