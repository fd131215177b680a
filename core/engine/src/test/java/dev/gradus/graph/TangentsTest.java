package dev.gradus.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.ShapeException;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.List;
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
}
