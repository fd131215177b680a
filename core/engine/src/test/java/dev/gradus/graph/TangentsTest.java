package dev.gradus.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.ShapeException;
import dev.gradus.run.Hessian;
import dev.gradus.run.Jacobian;
import dev.gradus.run.Run;
import dev.gradus.run.SparseJacobian;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TangentsTest {
    private final Input x = Input.of("x", 3);
    private final Input v = Input.of("v", 3);

    private Tensor at(Node node) {
        Run run = Run.of(Graph.of(List.of(node, x, v)))
                .feed(x, new double[] {1, 2, 3})
                .feed(v, new double[] {10, 20, 30});
        run.forward();
        return run.value(node);
    }

    @Test
    void aSquareMovesTwiceAsFastAsItsRootTimesIt() {
        assertThat(at(Tangents.of(x.square()).along(x, v))).isEqualTo(Tensor.of(new double[] {20, 80, 180}));
    }

    @Test
    void theTangentOfANodeAlongItselfIsTheDirection() {
        assertThat(at(Tangents.of(x).along(x, v))).isEqualTo(Tensor.of(new double[] {10, 20, 30}));
    }

    @Test
    void theTangentOfAProductIsOfItsShape() {
        Parameter W = Parameter.of("W", Tensor.of(new double[][] {{1, 0}, {0, 2}, {1, 1}}));
        Node y = x.reshape(1, 3).matMul(W);
        assertThat(at(Tangents.of(y).along(x, v))).isEqualTo(Tensor.of(new double[][] {{40, 70}}));
    }

    @Test
    void nodesMayMoveTogether() {
        Node y = x.multiply(v);
        assertThat(at(Tangents.of(y).along(List.of(x, v), List.of(v, x))))
                .isEqualTo(Tensor.of(new double[] {101, 404, 909}));
    }

    @Test
    void modesNestInAnyOrder() {
        Node cube = x.multiply(x).multiply(x);
        Node forwardOverForward = Tangents.of(Tangents.of(cube).along(x, v)).along(x, v);
        Node forwardOverReverse = Tangents.of(Gradients.of(cube.sum()).wrt(x)).along(x, v);
        Node reverseOverForward =
                Gradients.of(Tangents.of(cube.sum()).along(x, v)).wrt(x);
        assertThat(at(forwardOverForward)).isEqualTo(Tensor.of(new double[] {600, 4800, 16200}));
        assertThat(at(forwardOverReverse)).isEqualTo(Tensor.of(new double[] {60, 240, 540}));
        assertThat(at(reverseOverForward)).isEqualTo(at(forwardOverReverse));
    }

    @Test
    void whatDoesNotDependOnItDoesNotMove() {
        assertThat(at(Tangents.of(x.square()).along(v, x))).isEqualTo(Tensor.zeros(3));
    }

    @Test
    void theResultHasNothingOfTheWayBack() {
        Node slope = Tangents.of(x.sigmoid().matMul(x.sigmoid())).along(x, v);
        assertThat(Graph.of(slope).inputs()).containsExactlyInAnyOrder(x, v);
    }

    @Test
    void aDirectionOfAnotherShapeIsRefused() {
        assertThatThrownBy(() -> Tangents.of(x.square()).along(x, Input.of("w", 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Tangents: x² along w (2): the direction must have the shape of x (3)");
        assertThatThrownBy(() -> Tangents.of(x.square()).along(List.of(x, v), List.of(v)))
                .hasMessage("Tangents: there are 2 nodes and 1 directions; pass one direction for each node");
    }

    /** Constants of zeros in a graph resemble the upstream gradient for which a tangent is computed. */
    @Test
    void whereNothingDependsOnXAllDerivativesAreZeros() {
        Constant zeros = Constant.of(Tensor.zeros(3));
        assertDerivatives(zeros, 0);
        assertDerivatives(v.square().add(zeros).multiply(Constant.of(0)), 0);
        assertDerivatives(x.floor().add(zeros), 0);
        assertDerivatives(x.multiply(2).add(zeros), 2);
        assertDerivatives(x.add(v.multiply(zeros)), 1);
        Tangents constant = Tangents.of(v.add(zeros));
        constant.along(List.of(v, x), List.of(v, v));
        assertThat(constant.disconnected()).containsExactly(x);
    }

    private void assertDerivatives(Node y, double slope) {
        Tensor zero = Tensor.zeros(3), matrix = Tensor.eye(3).map(element -> element * slope);
        Tensor first = Tensor.of(new double[] {10 * slope, 20 * slope, 30 * slope});
        Node along = Tangents.of(y).along(x, v);
        Input other = Input.of("other", 3);
        assertThat(at(along)).isEqualTo(first);
        assertThat(at(Tangents.of(y).along(List.of(other, x), List.of(v, v)))).isEqualTo(first);
        Node sum = Tangents.of(y.sum()).along(x, v);
        assertThat(at(sum)).isEqualTo(Tensor.scalar(60 * slope));
        Node gradient = Gradients.of(y.sum()).wrt(x);
        assertThat(at(Tangents.of(sum).along(x, v))).isEqualTo(Tensor.scalar(0));
        assertThat(at(Gradients.of(sum).wrt(x))).isEqualTo(zero);
        for (Node second : List.of(
                Tangents.of(along).along(x, v),
                Tangents.of(gradient).along(x, v),
                Tangents.of(Tangents.of(along).along(x, v)).along(x, v),
                Gradients.of(gradient.sum()).wrt(x),
                Gradients.of(along.sum()).wrt(x))) {
            assertThat(at(second)).isEqualTo(zero);
        }
        Node whole = y.add(v.multiply(0)).add(x.multiply(0));
        Function<Input, double[]> numbers = input -> input == x ? new double[] {1, 2, 3} : new double[] {10, 20, 30};
        for (Jacobian jacobian : List.of(
                Jacobian.of(whole).byRows().wrt(x),
                Jacobian.of(whole).byColumns().wrt(x))) {
            Graph.of(whole).inputs().forEach(input -> jacobian.feed(input, numbers.apply(input)));
            assertThat(jacobian.value()).isEqualTo(matrix);
        }
        for (Hessian hessian :
                List.of(Hessian.of(whole.sum()).wrt(x), Hessian.of(whole.sum()).wrt(List.of(x)))) {
            Graph.of(whole).inputs().forEach(input -> hessian.feed(input, numbers.apply(input)));
            assertThat(hessian.value()).isEqualTo(Tensor.zeros(3, 3));
            assertThat(hessian.times(first)).isEqualTo(zero);
            assertThat(hessian.diagonal()).isEqualTo(zero);
        }
        SparseJacobian sparse = Hessian.of(whole.sum()).sparse().wrt(x);
        Graph.of(whole).inputs().forEach(input -> sparse.feed(input, numbers.apply(input)));
        assertThat(sparse.value()).isEqualTo(Tensor.zeros(3, 3));
        if (Graph.of(y).inputs().isEmpty()) {
            assertThat(Jacobian.of(y).byColumns().wrt(x).value()).isEqualTo(matrix);
            assertThat(Jacobian.of(y).byRows().wrt(x).value()).isEqualTo(matrix);
            assertThat(Jacobian.of(y).sparse().wrt(x).value()).isEqualTo(matrix);
            assertThat(Hessian.of(y.sum()).wrt(x).value()).isEqualTo(Tensor.zeros(3, 3));
        }
    }
}
