package dev.gradus.lift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.flow.Implicit;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.graph.UndefinedGradientException;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Results that depend on an argument only through comparisons, rounding and conversions have no derivative. */
class CutsTest {
    static double bisected(double a) {
        double low = 0, high = 10;
        for (int i = 0; i < 52; i++) {
            double middle = 0.5 * (low + high);
            if (equation(middle, a) < 0) { // a guard, or a condition of where
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    static double guarded(double a) {
        double low = 0, high = 10;
        while (high - low > 1e-12) {
            double middle = 0.5 * (low + high);
            if (equation(middle, a) < 0) {
                low = middle;
            } else {
                high = middle;
            }
            if (a < 0) {
                throw new IllegalArgumentException("a");
            }
        }
        return low;
    }

    static double equation(double x, double a) {
        return x * x - a;
    }

    static double volatility(double price, double spot, double strike) {
        double low = 0, high = 2;
        for (int i = 0; i < 40; i++) {
            double sigma = 0.5 * (low + high), d = Math.log(spot / strike) / sigma + 0.5 * sigma;
            double value = spot * normal(d) - strike * normal(d - sigma);
            if (value < price) {
                low = sigma;
            } else {
                high = sigma;
            }
        }
        return 0.5 * (low + high);
    }

    private static double normal(double x) {
        return 1 / (1 + Math.exp(-1.702 * x));
    }

    static double floored(double x) {
        return 2 * Math.floor(x);
    }

    static double cast(double x) {
        return (int) x;
    }

    static double counted(double[] x) {
        int count = 0;
        for (double each : x) {
            if (each > 0) {
                count++;
            }
        }
        return count;
    }

    static double steps(double x) {
        double y = 1;
        for (int i = 0; i < x; i++) {
            y *= 2;
        }
        return y;
    }

    static double first(double x, double y) {
        return 3 * x;
    }

    static double hinge(double x, double threshold) {
        return x > threshold ? x * x : 0;
    }

    record Gate(double slope, double threshold, double unused) {
        double apply(double x) {
            return x > threshold ? slope * x : x;
        }
    }

    private static void assertRefused(ThrowingCallable derivative, String line, String argument) {
        assertThatThrownBy(derivative)
                .isInstanceOf(LiftException.class)
                .hasMessageMatching("CutsTest\\.java:" + line + ": the result depends on " + argument
                        + " only through comparisons, rounding or conversions to integers such as this one, which have no"
                        + " slope; if it solves an equation, lift the equation and solve it with Implicit\\.root; if it is"
                        + " piecewise constant and derivatives of 0 are meant, call piecewise\\(\\); otherwise,"
                        + " differentiate with respect to other arguments\\.");
    }

    @Test
    void theRootOfABisectionIsRefused() {
        assertThat(Lift.of(CutsTest::bisected).value(2.0)).isCloseTo(Math.sqrt(2), within(1e-12));
        assertRefused(() -> Lift.of(CutsTest::bisected).gradient(2.0), "27", "argument 0");
        assertRefused(() -> Lift.of(CutsTest::guarded).gradient(2.0), "40", "argument 0");
        assertRefused(() -> Lift.of(CutsTest::bisected).hessian(2.0), "27", "argument 0");
        assertRefused(() -> Lift.of(CutsTest::bisected).hessianTimes(2.0, 1.0), "27", "argument 0");
        assertRefused(() -> Lift.of(CutsTest::bisected).jacobian(2.0), "27", "argument 0");
        assertRefused(
                () -> Lift.of(CutsTest::volatility).wrt(0, 1, 2).gradients(10.0, 100.0, 105.0), "61", "argument 0");
    }

    @Test
    void roundingAndConversionsAreRefused() {
        assertRefused(() -> Lift.of(CutsTest::floored).gradient(2.5), "75", "argument 0");
        assertRefused(() -> Lift.of(CutsTest::cast).gradient(2.5), "79", "argument 0");
        assertRefused(() -> Lift.of(CutsTest::counted).gradient(new double[] {1, -1}), "85", "argument 0");
        assertRefused(() -> Lift.of(CutsTest::steps).gradient(3.5), "94", "argument 0");
    }

    @Test
    void anArgumentThatIsNotUsedHasTheDerivativeZero() {
        assertThat(Lift.of(CutsTest::first).wrt(0, 1).gradients(2.0, 5.0)).containsExactly(3.0, 0.0);
        assertThat(Lift.of(CutsTest::first).wrt(1).gradients(2.0, 5.0)[1]).isEqualTo(0.0);
        assertThat(Lift.of(CutsTest::first).wrt(1).jacobian(2.0, 5.0)).isDeepEqualTo(new double[][] {{0}});
        assertThat(Lift.of(CutsTest::first).hessian(2.0, 5.0)).isDeepEqualTo(new double[][] {{0}});
    }

    /** A kink has slopes on both sides. Only the threshold has none. */
    @Test
    void aBranchWhoseSidesHaveSlopesIsNotRefused() {
        assertThat(Lift.of(CutsTest::hinge).<Double>gradient(3.0, 1.0)).isEqualTo(6);
        assertThat(Lift.of(CutsTest::hinge).<Double>gradient(0.0, 1.0)).isEqualTo(0);
        assertRefused(() -> Lift.of(CutsTest::hinge).wrt(0, 1).gradients(3.0, 1.0), "105", "argument 1");
        Lifted gate = Lift.of(Gate::apply);
        assertRefused(() -> gate.gradient(new Gate(2, 1, 0), 3.0), "110", "threshold");
        Gate chosen = gate.wrt("slope").gradient(new Gate(2, 1, 0), 3.0);
        assertThat(chosen).isEqualTo(new Gate(3, 0, 0));
    }

    @Test
    void theRemediesWork() {
        assertThat(Lift.of(CutsTest::bisected).piecewise().<Double>gradient(2.0))
                .isZero();
        assertThat(Lift.of(CutsTest::floored).piecewise().wrt(0).hessian(2.5)).isDeepEqualTo(new double[][] {{0}});
        assertThat(Lift.of(Gate::apply).piecewise().<Gate>gradient(new Gate(2, 1, 0), 3.0))
                .isEqualTo(new Gate(3, 0, 0));
        Parameter a = Parameter.of("a", Tensor.scalar(2));
        Lifted equation = Lift.of(CutsTest::equation);
        Node root = Implicit.root(Constant.of(1), x -> equation.on(x, a)).solution();
        Run run = Run.of(Graph.of(root));
        run.forward();
        run.backward();
        assertThat(run.gradient(a).item()).isCloseTo(0.5 / Math.sqrt(2), within(1e-15));
    }

    @Test
    void aNodeRefusesToo() {
        Parameter a = Parameter.of("a", Tensor.scalar(2));
        for (Lifted bisection : List.of(Lift.of(CutsTest::bisected), Lift.of(CutsTest::guarded))) {
            Node root = bisection.on(a);
            assertThatThrownBy(() -> Gradients.of(root).wrt(a))
                    .isInstanceOf(UndefinedGradientException.class)
                    .hasMessageContaining(
                            "with respect to a: Cut has no derivative with respect to argument (CutsTest.java:")
                    .hasMessageContaining(": the result depends on argument 0 only through comparisons,");
            Run run = Run.of(Graph.of(root));
            assertThat(run.forward()).isCloseTo(Math.sqrt(2), within(1e-12));
            assertThatThrownBy(run::backward).isInstanceOf(UndefinedGradientException.class);
            Node piecewise = bisection.piecewise().on(a);
            assertThat(Evaluator.of(Graph.of(piecewise))
                            .value(Gradients.of(piecewise).wrt(a))
                            .item())
                    .isZero();
        }
    }
}
