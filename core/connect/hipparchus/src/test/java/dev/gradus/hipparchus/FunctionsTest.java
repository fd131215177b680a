package dev.gradus.hipparchus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.lift.Lift;
import dev.gradus.node.Functions;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import org.hipparchus.analysis.differentiation.DSFactory;
import org.hipparchus.analysis.differentiation.DerivativeStructure;
import org.hipparchus.analysis.solvers.NewtonRaphsonSolver;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleValueChecker;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.hipparchus.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.junit.jupiter.api.Test;

class FunctionsTest {
    private static Node rosenbrock(Node p) {
        Node x = p.select(0, 0), y = p.select(0, 1);
        return y.subtract(x.square()).square().multiply(100).add(x.subtract(1).square());
    }

    private static double rosenbrock(double[] p) {
        double across = p[1] - p[0] * p[0];
        return 100 * across * across + (p[0] - 1) * (p[0] - 1);
    }

    @Test
    void aGraphAndALiftedMethodAreScalarFunctionsWithDerivatives() {
        for (ScalarFunction f : new ScalarFunction[] {
            ScalarFunction.of(2, FunctionsTest::rosenbrock),
            ScalarFunction.of(2, Lift.of((double[] p) -> rosenbrock(p)))
        }) {
            double[] at = {-1.2, 1};
            assertThat(f.dim()).isEqualTo(2);
            assertThat(f.value(at)).isCloseTo(24.2, within(1e-13));
            assertThat(f.gradient(at).toArray()).containsExactly(new double[] {-215.6, -88}, within(1e-12));
            assertThat(f.gradient().value(at)).containsExactly(f.gradient(at).toArray());
            assertThat(f.hessian(at).getData()[0]).containsExactly(new double[] {1330, 480}, within(1e-11));
            assertThat(f.hessian(at).getData()[1]).containsExactly(new double[] {480, 200}, within(1e-11));
            assertThatThrownBy(() -> f.value(new double[3]))
                    .isInstanceOf(MathIllegalArgumentException.class)
                    .hasMessageContaining("3")
                    .hasMessageContaining("2");
        }
    }

    @Test
    void anOptimizerUsesTheGradient() {
        ScalarFunction f = ScalarFunction.of(2, FunctionsTest::rosenbrock);
        double[] found = new NonLinearConjugateGradientOptimizer(
                        NonLinearConjugateGradientOptimizer.Formula.POLAK_RIBIERE, new SimpleValueChecker(0, 1e-20))
                .optimize(
                        new MaxEval(10_000),
                        new ObjectiveFunction(f),
                        new ObjectiveFunctionGradient(f.gradient()),
                        GoalType.MINIMIZE,
                        new InitialGuess(new double[] {-1.2, 1}))
                .getPoint();
        assertThat(found).containsExactly(new double[] {1, 1}, within(1e-6));
    }

    /** The model y = a e^(b t) at t = 0, 1, 2, 3. */
    private static double[] growth(double[] p) {
        double[] y = new double[4];
        for (int t = 0; t < y.length; t++) {
            y[t] = p[0] * Math.exp(p[1] * t);
        }
        return y;
    }

    @Test
    void leastSquaresUseTheJacobian() {
        VectorFunction f = VectorFunction.of(2, 4, Lift.of((double[] p) -> growth(p)));
        double[] observed = growth(new double[] {2, 0.3});
        double[] found = new LevenbergMarquardtOptimizer()
                .optimize(new LeastSquaresBuilder()
                        .model(f.model())
                        .target(observed)
                        .start(new double[] {1, 0})
                        .lazyEvaluation(false)
                        .maxEvaluations(100)
                        .maxIterations(100)
                        .build())
                .getPoint()
                .toArray();
        assertThat(found).containsExactly(new double[] {2, 0.3}, within(1e-9));
    }

    @Test
    void aGraphIsAVectorFunctionWithAJacobian() {
        VectorFunction f = VectorFunction.of(3, x -> x.square().slice(0, 0, 2));
        RealMatrix jacobian = f.jacobian(new org.hipparchus.linear.ArrayRealVector(new double[] {1, 2, 3}));
        assertThat(f.dim()).isEqualTo(3);
        assertThat(f.dimY()).isEqualTo(2);
        assertThat(f.value(new double[] {1, 2, 3})).containsExactly(1, 4);
        assertThat(jacobian.getRow(0)).containsExactly(2, 0, 0);
        assertThat(jacobian.getRow(1)).containsExactly(0, 4, 0);
        assertThat(f.atLeast(1, 2).getLowerBound().toArray()).containsExactly(1, 2);
        assertThat(f.equalTo(1, 2).dim()).isEqualTo(3);
        assertThatThrownBy(() -> f.equalTo(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the constraint needs a bound for each of the 2 results of f, but has 1");
    }

    @Test
    void aRootFinderUsesTheDerivative() {
        for (RealFunction f : new RealFunction[] {
            RealFunction.of(x -> x.square().subtract(2)), RealFunction.of(Lift.of((Double x) -> x * x - 2))
        }) {
            assertThat(new NewtonRaphsonSolver(1e-14).solve(100, f, 0, 2)).isCloseTo(Math.sqrt(2), within(1e-14));
        }
    }

    @Test
    void derivativesOfAnyOrderCompose() {
        DerivativeStructure x = new DSFactory(1, 5).variable(0, 0.7);
        DerivativeStructure ours = RealFunction.of(Functions::erf).value(x.multiply(2));
        double first = 2 / Math.sqrt(Math.PI) * Math.exp(-1.96);
        assertThat(ours.getPartialDerivative(1)).isCloseTo(2 * first, within(1e-14));
        assertThat(ours.getPartialDerivative(2)).isCloseTo(4 * -2.8 * first, within(1e-14));
        DerivativeStructure cubed = RealFunction.of(a -> a.pow(3)).value(x);
        assertThat(cubed.getAllDerivatives())
                .containsExactly(new double[] {0.343, 3 * 0.49, 6 * 0.7, 6, 0, 0}, within(1e-13));
        assertThatThrownBy(() -> RealFunction.of(Lift.of((Double a) -> a * a)).value(x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a lifted method has derivatives up to the second here, but 5 are needed; use"
                        + " RealFunction.of(x -> f.on(x)), which has all");
    }

    @Test
    void wrongFunctionsAreRefused() {
        Input other = Input.of("other");
        assertThatThrownBy(() -> ScalarFunction.of(2, x -> x.sum().add(other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("f depends on the inputs other () besides x; Hipparchus gives values to x only, so make the"
                        + " others constants");
        assertThatThrownBy(() -> VectorFunction.of(2, Node::sum))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("VectorFunction: f must return a vector, but returns ");
        assertThatThrownBy(() -> RealFunction.of(x -> x.stack(0, x)))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("RealFunction: f must return a number, but returns ");
        assertThatThrownBy(() -> ScalarFunction.of(2, Node::square)).isInstanceOf(RuntimeException.class);
    }
}
