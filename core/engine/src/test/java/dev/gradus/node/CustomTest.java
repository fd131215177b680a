package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.check.GradientCheck;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CustomTest {
    private final Parameter x = Parameter.of("x", Tensor.of(new double[] {1, 8, 27}));

    private static Custom cubeRoot(Node x) {
        return Custom.of(
                List.of(x),
                (in, out) -> Arrays.setAll(out, i -> StrictMath.cbrt(in[0][i])),
                (op, upstream) -> List.of(upstream.divide(op.square().multiply(3))));
    }

    private static Tensor gradient(Node j, Parameter x) {
        Run run = Run.of(Graph.of(j));
        run.forward();
        run.backward();
        return run.gradient(x);
    }

    @Test
    void itsValueAndItsRuleAreTheOnesGiven() {
        assertThat(gradient(cubeRoot(x).sum(), x)).isEqualTo(Tensor.of(new double[] {1 / 3.0, 1 / 12.0, 1 / 27.0}));
    }

    @Test
    void itIsDifferentiatedAgain() {
        Node slope = Gradients.of(cubeRoot(x).sum()).wrt(x);
        Run second = Run.of(Graph.of(Gradients.of(slope.sum()).wrt(x)));
        second.forward();
        assertThat(second.value(second.graph().outputs().get(0)).get(0)).isCloseTo(-2 / 9.0, within());
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-15);
    }

    @Test
    void itIsCheckedLikeAnyOp() {
        Run run = Run.of(Graph.of(cubeRoot(x).sum()));
        assertThat(GradientCheck.of(run).check().passed()).isTrue();
        Node wrong = Custom.of(
                List.of(x), (in, out) -> Arrays.setAll(out, i -> in[0][i]), (op, u) -> List.of(u.multiply(2)));
        assertThat(GradientCheck.of(Run.of(Graph.of(wrong.named("twice").sum())))
                        .check()
                        .toString())
                .contains("twice");
    }

    @Test
    void differentFunctionsAreDifferentOps() {
        Node once = Custom.of(List.of(x), (in, out) -> Arrays.fill(out, 1), (op, u) -> List.of(u));
        Node twice = Custom.of(List.of(x), (in, out) -> Arrays.fill(out, 2), (op, u) -> List.of(u));
        Run run = Run.of(Graph.of(once, twice));
        run.forward();
        assertThat(run.value(twice)).isEqualTo(Tensor.of(new double[] {2, 2, 2}));
        assertThat(run.value(once)).isEqualTo(Tensor.ones(3));
    }

    @Test
    void whatItThrowsNamesTheNode() {
        Node fails = Custom.of(
                        List.of(x),
                        inputs -> Shape.scalar(),
                        (in, out) -> {
                            throw new IllegalArgumentException("no");
                        },
                        (op, u) -> List.of(Op.zero()))
                .named("fails");
        Run run = Run.of(Graph.of(fails));
        assertThatThrownBy(run::forward).isInstanceOf(OpException.class).hasMessageContaining("fails");
    }

    @Test
    void aGradientIsClippedReversedOrPassedOn() {
        assertThat(gradient(x.withGradient(u -> u.clip(-1, 1)).multiply(5).sum(), x))
                .isEqualTo(Tensor.ones(3));
        assertThat(gradient(x.withGradient(Node::negate).sum(), x))
                .isEqualTo(Tensor.ones(3).map(u -> -u));
        assertThat(x.withGradient(Node::negate).expression()).isEqualTo("withGradient(x)");
    }

    @Test
    void aRuleOfTheWrongShapeIsNamed() {
        Node y = x.withGradient(Node::sum).sum();
        assertThatThrownBy(() -> Gradients.of(y))
                .isInstanceOf(BackwardRuleException.class)
                .hasMessageContaining("WithGradient.backward");
    }
}
