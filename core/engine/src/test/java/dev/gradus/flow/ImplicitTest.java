package dev.gradus.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.check.GradientCheck;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.linalg.MatrixValueException;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.ShapeException;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Hessian;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ImplicitTest {
    /** W(θ), Lambert's function: W e^W = θ, with W(1) = 0.567… and W′ = W / (θ (1 + W)). */
    @Test
    void aRootAndItsDerivatives() {
        Parameter theta = Parameter.of("θ", Tensor.scalar(1));
        Node w = Implicit.root(Constant.of(0.5), x -> x.multiply(x.exp()).subtract(theta))
                .solution();
        Run run = Run.of(Graph.of(w));
        double omega = 0.5671432904097838;
        assertThat(run.forward()).isCloseTo(omega, within(1e-15));
        run.backward();
        double slope = omega / (1 + omega);
        assertThat(run.gradient(theta).item()).isCloseTo(slope, within(1e-15));
        double second = -Math.exp(-2 * omega) * (omega + 2) / Math.pow(1 + omega, 3);
        assertThat(Hessian.of(w).wrt(theta).value().item()).isCloseTo(second, within(1e-14));
    }

    /** Two equations: a circle of radius r and a line of slope m. */
    @Test
    void aSystemOfEquations() {
        Parameter r = Parameter.of("r", Tensor.scalar(5)), m = Parameter.of("m", Tensor.scalar(0.75));
        Node point = Implicit.root(Constant.of(Tensor.of(new double[] {3, 3})), p -> {
                    Node x = p.slice(0, 0, 1), y = p.slice(0, 1, 2);
                    return x.square().add(y.square()).subtract(r.square()).concat(0, y.subtract(m.multiply(x)));
                })
                .solution();
        Evaluator numbers = Evaluator.of(Graph.of(point));
        assertThat(numbers.value(point)
                        .difference(Tensor.of(new double[] {4, 3}))
                        .within(0, 1e-14))
                .isTrue();
        Node x = point.slice(0, 0, 1).sum();
        assertThat(numbers.value(Gradients.of(x).wrt(r)).item()).isCloseTo(0.8, within(1e-14));
        assertThat(numbers.value(Gradients.of(x).wrt(m)).item())
                .isCloseTo(-5 * 0.75 / Math.pow(1.5625, 1.5), within(1e-14));
    }

    /** x = tanh(W x + b): a layer of equilibrium. */
    @Test
    void aFixedPointPassesTheCheckTwice() {
        NumpyRandom random = NumpyRandom.seed(3);
        Parameter w = Parameter.of("W", random.randn(4, 4).map(x -> 0.2 * x)),
                b = Parameter.of("b", random.randn(1, 4));
        Node x = Implicit.fixedPoint(
                        Constant.of(Tensor.zeros(1, 4)), h -> h.matMul(w).add(b).tanh())
                .solution();
        Node J = x.square().sum();
        GradientCheck.of(Run.of(Graph.of(J))).check().assertPassed();
        Node squares = Gradients.of(J).wrt(w).square().sum();
        GradientCheck.of(Run.of(Graph.of(squares))).check().assertPassed();
    }

    /** Least squares with a penalty, whose minimum is (AᵀA + λ I)⁻¹ Aᵀ y. */
    @Test
    void aMinimumIsThatOfTheNormalEquations() {
        NumpyRandom random = NumpyRandom.seed(4);
        Constant a = Constant.of(random.randn(6, 3)), y = Constant.of(random.randn(6, 1));
        Parameter penalty = Parameter.of("λ", Tensor.scalar(0.3));
        Node found = Implicit.minimum(
                        Constant.of(Tensor.zeros(3, 1)),
                        x -> a.matMul(x)
                                .subtract(y)
                                .square()
                                .sum()
                                .add(penalty.multiply(x.square().sum())))
                .solution();
        Node normal = a.transpose().matMul(a).add(penalty.multiply(Constant.of(Tensor.eye(3))));
        Node exact = LinearAlgebra.solve(normal, a.transpose().matMul(y));
        Evaluator numbers = Evaluator.of(Graph.of(found, exact));
        assertThat(numbers.value(found).difference(numbers.value(exact)).within(0, 1e-13))
                .isTrue();
        Tensor slope = numbers.value(Gradients.of(found.square().sum()).wrt(penalty));
        Tensor expected = numbers.value(Gradients.of(exact.square().sum()).wrt(penalty));
        assertThat(slope.item()).isCloseTo(expected.item(), within(1e-13));
    }

    @Test
    void aMaximumIsRefusedWithRemediesThatWork() {
        UnaryOperator<Node> cos = Node::cos;
        assertRefused(
                Implicit.minimum(Constant.of(0.3), cos).solution(),
                "at x = ",
                " the second derivative along x is -1.0, but must be positive; start elsewhere, or descend with"
                        + " by(x -> …); for a maximum, minimize −J; for any point with gradient 0, use Implicit.root with"
                        + " the gradient");
        assertRefused(
                Implicit.minimum(
                                Constant.of(1.5),
                                x -> x.square().multiply(x.negate().exp()))
                        .solution(),
                "at x = 2.0 the second derivative along x is -0.27067056");
        assertRefused(
                Implicit.minimum(
                                Input.of("level", Shape.scalar()),
                                x -> x.square().negate())
                        .solution(),
                "at level* = 0.0 the second derivative along level* is -2.0,");
        Node elsewhere = Implicit.minimum(Constant.of(3), cos).solution();
        Node descended = Implicit.minimum(Constant.of(0.3), cos)
                .by(x -> x.subtract(Gradients.of(cos.apply(x)).wrt(x).multiply(0.5)))
                .solution();
        Node maximum = Implicit.minimum(Constant.of(0.3), x -> x.cos().negate()).solution();
        Node any = Implicit.root(
                        Constant.of(0.3), x -> Gradients.of(cos.apply(x)).wrt(x))
                .solution();
        Evaluator numbers = Evaluator.of(Graph.of(elsewhere, descended, maximum, any));
        assertThat(numbers.value(elsewhere).item()).isCloseTo(Math.PI, within(1e-12));
        assertThat(numbers.value(descended).item()).isCloseTo(Math.PI, within(1e-12));
        assertThat(numbers.value(maximum).item()).isCloseTo(0, within(1e-12));
        assertThat(numbers.value(any).item()).isCloseTo(0, within(1e-12));
    }

    @Test
    void aSaddlePointNamesTheUnknown() {
        Constant start = Constant.of(Tensor.of(new double[] {0.5, 0.25}));
        Constant signs = Constant.of(Tensor.of(new double[] {1, -1}));
        assertRefused(
                Implicit.minimum(start, x -> x.square().multiply(signs).sum()).solution(),
                "at x[1] = 0.0 the second derivative along x[1] is -2.0,");
        assertRefused( // x₀² + 4 x₀ x₁ + x₁²
                Implicit.minimum(start, x -> x.square().sum().add(x.prod().multiply(4)))
                        .solution(),
                "the second derivative along x[1], after the unknowns before it are eliminated, is -5.99");
        Implicit valley = Implicit.minimum(start, x -> x.sum().subtract(1).square())
                .by(x -> x.subtract(x.sum().subtract(1).multiply(0.5)));
        assertRefused(valley.solution(), ", which is 0 up to rounding compared with 2.0, but must be positive");
    }

    /** The conclusion of the check does not depend on the units of the unknowns. */
    @Test
    void aMinimumInAnyUnitsIsNotRefused() {
        Constant units = Constant.of(Tensor.of(new double[] {1e9, 1e-9, 1}));
        Constant target = Constant.of(Tensor.of(new double[] {1, 2, 3}));
        Node found = Implicit.minimum(Constant.of(Tensor.ones(3)), x -> {
                    Node scaled = x.multiply(units).subtract(target);
                    return scaled.square()
                            .sum()
                            .add(scaled.square().square().sum())
                            .add(scaled.sum().square());
                })
                .solution();
        Evaluator.of(Graph.of(found)).value(found);
        Run.of(Graph.of(found)).forward();
    }

    /** Not in a loop, where a maximum comes only with the second step, nor in a derivative. */
    @Test
    void aMaximumIsRefusedWhereverTheSolutionIsComputed() {
        Parameter theta = Parameter.of("θ", Tensor.scalar(1));
        UnaryOperator<Node> maximized =
                start -> Implicit.minimum(start, x -> x.multiply(theta).cos()).solution();
        Node inLoop = Scan.over("start", Constant.of(Tensor.of(new double[] {3, 0.3})), 0)
                .steps(step -> step.output("found", maximized.apply(step.element("start"))))
                .output();
        assertRefused(inLoop.sum(), "the second derivative along");
        Node solution = maximized.apply(Constant.of(0.3));
        Node slope = Gradients.of(solution.exp()).wrt(theta);
        assertRefused(slope, "the second derivative along");
        assertRefused(Gradients.of(slope).wrt(theta), "the second derivative along");
        assertThatThrownBy(() -> Hessian.of(solution.exp()).wrt(theta).value())
                .isInstanceOf(ConvergenceException.class);
    }

    private static void assertRefused(Node solution, String... contained) {
        Graph graph = Graph.of(solution);
        ThrowingCallable plain = () -> {
            Evaluator evaluator = Evaluator.of(graph);
            graph.inputs().forEach(input -> evaluator.feed(input, Tensor.zeros(input.shape())));
            evaluator.value(solution);
        };
        ThrowingCallable planned = () -> {
            Run run = Run.of(graph);
            graph.inputs().forEach(input -> run.feed(input, Tensor.zeros(input.shape())));
            run.forward();
        };
        for (ThrowingCallable computation : List.of(plain, planned)) {
            assertThatThrownBy(computation)
                    .isInstanceOf(ConvergenceException.class)
                    .hasMessageContaining("ended at a point that is not a minimum: ")
                    .hasMessageContainingAll(contained);
        }
    }

    @Test
    void anIterationOfOnesOwnChangesNoDerivative() {
        Parameter theta = Parameter.of("θ", Tensor.scalar(2));
        Implicit root = Implicit.root(Constant.of(1), x -> x.square().subtract(theta));
        Node babylonian = root.by(x -> x.add(theta.divide(x)).multiply(0.5)).solution();
        Run run = Run.of(Graph.of(babylonian));
        assertThat(run.forward()).isCloseTo(Math.sqrt(2), within(1e-15));
        run.backward();
        assertThat(run.gradient(theta).item()).isCloseTo(0.5 / Math.sqrt(2), within(1e-15));
    }

    @Test
    void anIterationThatDoesNotSettleSaysSo() {
        Parameter theta = Parameter.of("θ", Tensor.scalar(3.5));
        Node chaotic = Implicit.fixedPoint(
                        Constant.of(0.3),
                        x -> theta.multiply(x).multiply(x.negate().add(1)))
                .most(50)
                .solution();
        assertThatThrownBy(() -> Run.of(Graph.of(chaotic)).forward())
                .isInstanceOf(ConvergenceException.class)
                .hasMessageStartingWith("Solution: the iteration for solution(0.3, θ) () has not settled in 50 steps:")
                .hasMessageEndingWith(
                        "start closer, allow more steps with most(n), or define a damped iteration with by(x -> …)");
        Node lost = Implicit.fixedPoint(Constant.of(2), x -> x.square().multiply(theta))
                .solution();
        assertThatThrownBy(() -> Run.of(Graph.of(lost)).forward())
                .isInstanceOf(ConvergenceException.class)
                .hasMessageContaining("computed inf at [] in step");
    }

    @Test
    void aSingularMatrixSaysSo() {
        Parameter theta = Parameter.of("θ", Tensor.scalar(1));
        Node flat =
                Implicit.root(Constant.of(0), x -> x.square().subtract(theta)).solution();
        assertThatThrownBy(() -> Run.of(Graph.of(flat)).forward())
                .isInstanceOf(ConvergenceException.class)
                .hasMessageContaining("met a singular matrix in step 1 (Solve: ")
                .hasMessageContaining("is singular: pivot 0 is 0");
        Node multiple = Implicit.root(Constant.of(0), x -> x.square().multiply(theta))
                .by(x -> x.multiply(0.5))
                .solution();
        Run run = Run.of(Graph.of(multiple));
        assertThat(run.forward()).isZero();
        assertThatThrownBy(run::backward)
                .isInstanceOf(MatrixValueException.class)
                .hasMessageContaining("∂g/∂x");
    }

    @Test
    void wrongUsesAreRefused() {
        Input start = Input.of("start", 2);
        assertThatThrownBy(() -> Implicit.root(start, x -> x.sum()))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "Implicit: g(x) = sum(start*) () must have the shape of start* (2): there are as many equations"
                                + " as unknowns");
        assertThatThrownBy(() -> Implicit.minimum(start, x -> x)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Implicit.root(start, x -> x).most(0))
                .hasMessageContaining("the number of steps must be at least 1");
        assertThatThrownBy(() -> Implicit.root(start, x -> x).tolerance(0))
                .hasMessageContaining("the tolerance must be positive");
    }
}
