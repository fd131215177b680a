package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeTest {
    private final Input x = Input.of("x", 4, 2);

    @Test
    void aNameIsGivenOnceAndTheNodeReturned() {
        Node z = x.negate();
        assertThat(z.isNamed()).isFalse();
        assertThat(z.label()).isEmpty();

        assertThat(z.named("z")).isSameAs(z);

        assertThat(z.isNamed()).isTrue();
        assertThat(z.label()).isEqualTo("z");
        assertThatThrownBy(() -> z.named("u"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("'z' cannot be renamed to 'u': a node can be named only once");
        assertThat(z.label()).isEqualTo("z");
    }

    @Test
    void leavesHaveTheirNameFromTheStart() {
        assertThatThrownBy(() -> x.named("u"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("'x' cannot be renamed to 'u': a node can be named only once");
        assertThat(Parameter.of("W", Tensor.zeros(2)).label()).isEqualTo("W");
        assertThat(Constant.of("π", Tensor.scalar(3.14)).label()).isEqualTo("π");
        assertThat(Constant.of(2).named("two").label()).isEqualTo("two");
    }

    @Test
    void blankNamesAreRefused() {
        String message = "The name of a node must not be blank; leave the node unnamed instead";
        Node z = x.negate();
        assertThatThrownBy(() -> z.named(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> z.named(" \t")).hasMessage(message);
        assertThatThrownBy(() -> Input.of("")).hasMessage(message);
        assertThatThrownBy(() -> Parameter.of(" ", Tensor.zeros(1))).hasMessage(message);
        assertThatThrownBy(() -> Constant.of("", Tensor.zeros(1))).hasMessage(message);
        assertThat(z.isNamed()).isFalse();
    }

    @Test
    void anExpressionMayBeginWithANumber() {
        Input x = Input.of("x", 2);
        Node y = Node.of(1).subtract(x).divide(Node.of(2).pow(x));
        assertThat(y).hasToString("(1 − x) / 2 ^ x (2)");
        assertThat(Run.of(Graph.of(y.sum())).feed(x, new double[] {0, 3}).forward())
                .isEqualTo(1 + (1 - 3) / 8.0);
    }

    @Test
    void aNodeEqualsOnlyItself() {
        assertThat(x.negate()).isNotEqualTo(x.negate());
        assertThat(Constant.of(1)).isNotEqualTo(Constant.of(1));
        assertThat(Input.of("x", 4, 2)).isNotEqualTo(x);
    }

    @Test
    void printsWhatItIs() {
        Input W = Input.of("W", 2, 1), b = Input.of("b", 1, 1);
        Node z = x.matMul(W).add(b);
        assertThat(x).hasToString("x (4, 2)");
        assertThat(Constant.of(1.5)).hasToString("1.5 ()");
        assertThat(Constant.of(Tensor.zeros(2, 3))).hasToString("constant(2, 3) (2, 3)");
        assertThat(z).hasToString("x @ W + b (4, 1)");
        assertThat(z.named("z")).hasToString("z:(4, 1) = x @ W + b");
        assertThat(z.expression()).isEqualTo("z");
        assertThat(z.describe()).isEqualTo("z (4, 1)");
        assertThat(z.sigmoid().named("ŷ")).hasToString("ŷ:(4, 1) = σ(z)");
    }

    @Test
    void leavesHaveNoInputsAndOpsHaveTheirsInOrder() {
        Input y = Input.of("y", 4, 2);
        assertThat(x.inputs()).isEmpty();
        assertThat(x.subtract(y).inputs()).containsExactly(x, y);
        assertThat(new SubtractBroadcast(x, y).input(1)).isSameAs(y);
        assertThatThrownBy(() -> x.subtract(y).inputs().set(0, y)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void thenAppliesAnyOp() {
        Softplus softplus = x.then(Softplus::new);
        assertThat(softplus.inputs()).containsExactly(x);
    }

    @Test
    void numbersBecomeConstantsOfRankZero() {
        List<Node> withNumber = List.of(
                x.add(3),
                x.subtract(3),
                x.multiply(3),
                x.divide(3),
                x.greater(3),
                x.greaterEqual(3),
                x.less(3),
                x.lessEqual(3),
                x.equal(3),
                x.notEqual(3));
        assertThat(withNumber).allSatisfy(node -> {
            assertThat(node.inputs().get(0)).isSameAs(x);
            assertThat(node.shape()).isEqualTo(Shape.of(4, 2));
            assertThat(((Constant) node.inputs().get(1)).value()).isEqualTo(Tensor.scalar(3));
        });
        assertThat(withNumber)
                .extracting(node -> ((Op) node).name())
                .containsExactly(
                        "AddBroadcast",
                        "SubtractBroadcast",
                        "MultiplyBroadcast",
                        "DivideBroadcast",
                        "GreaterBroadcast",
                        "GreaterOrEqualBroadcast",
                        "LessBroadcast",
                        "LessOrEqualBroadcast",
                        "EqualBroadcast",
                        "NotEqualBroadcast");
    }

    /** So that a gradient that passes unchanged stays the same node. */
    @Test
    void broadcastingAndSummingToTheOwnShapeIsTheNodeItself() {
        assertThat(x.broadcastTo(Shape.of(4, 2))).isSameAs(x);
        assertThat(x.sumTo(Shape.of(4, 2))).isSameAs(x);
    }
}
