package dev.gradus.lift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a user does with a lifted method. */
class LiftedTest {
    static double rosenbrock(double[] p) {
        double sum = 0;
        for (int i = 0; i + 1 < p.length; i++) {
            double a = 1 - p[i];
            double b = p[i + 1] - p[i] * p[i];
            sum += a * a + 100 * b * b;
        }
        return sum;
    }

    static double[] rosenbrockGradient(double[] p) {
        double[] gradient = new double[p.length];
        for (int i = 0; i + 1 < p.length; i++) {
            double b = p[i + 1] - p[i] * p[i];
            gradient[i] += -2 * (1 - p[i]) - 400 * b * p[i];
            gradient[i + 1] += 200 * b;
        }
        return gradient;
    }

    record Model(double[][] w, Bias bias, int power) {
        double apply(double[] x) {
            double sum = bias.b;
            for (int i = 0; i < w.length; i++) {
                for (int j = 0; j < w[i].length; j++) {
                    sum += Math.pow(w[i][j] * x[j], power);
                }
            }
            return sum;
        }
    }

    record Bias(double b) {}

    static double price(double spot, double[] strikes, int chosen) {
        return spot * spot * strikes[chosen];
    }

    @Nested
    class AFunctionOfAnArray {
        private final double[] p = {0.5, -1.2, 2, 0.25};
        private final Lifted f = Lift.of(LiftedTest::rosenbrock);

        @Test
        void hasTheValueOfTheMethod() {
            assertThat(f.value(p)).isEqualTo(rosenbrock(p));
        }

        @Test
        void hasAGradient() {
            double[] gradient = f.gradient(p);
            assertThat(gradient).containsExactly(rosenbrockGradient(p), within(1e-12));
        }

        @Test
        void hasAValueAndAGradientAtOnce() {
            ValueAndGradient<double[]> both = f.valueAndGradient(p);
            assertThat(both.value()).isEqualTo(rosenbrock(p));
            assertThat(both.gradient()).containsExactly(rosenbrockGradient(p), within(1e-12));
        }

        /** The number of calls after which a small graph is compiled. */
        @Test
        void hasTheSameBitsWhenItIsCalledOften() {
            double[] first = f.gradient(p);
            for (int i = 0; i < 25_000; i++) {
                f.valueAndGradient(p);
            }
            double[] last = f.gradient(p);
            assertThat(last).containsExactly(first);
            double[] other = {3, -0.0, 1e-3, -2};
            assertThat(f.valueAndGradient(other).value()).isEqualTo(rosenbrock(other));
        }

        @Test
        void hasAHessian() {
            double[][] hessian = f.hessian(new double[] {2, 3});
            assertThat(hessian[0]).containsExactly(2 - 400 * (3 - 4) + 800 * 4, -800);
            assertThat(hessian[1]).containsExactly(-800, 200);
        }

        @Test
        void multipliesItsHessianByAVector() {
            double[] product = f.hessianTimes(new double[] {2, 3}, new double[] {1, 2});
            assertThat(product).containsExactly(3602 - 1600, -800 + 400);
        }

        @Test
        void usesOneGraphForAllArraysOfOneLength() {
            f.value(p);
            f.value(new double[] {1, 2, 3, 4});
            assertThat(f.paths()).isOne();
        }

        @Test
        void usesAnotherGraphForAnotherLength() {
            assertThat(f.value(p)).isEqualTo(rosenbrock(p));
            assertThat(f.value(new double[] {3, 4})).isEqualTo(rosenbrock(new double[] {3, 4}));
            assertThat(f.paths()).isEqualTo(2);
        }

        @Test
        void isANodeOnAParameter() {
            Parameter parameter = Parameter.of("p", Tensor.of(p));
            Node y = f.on(parameter);
            Run run = Run.of(Graph.of(y.multiply(2)));
            assertThat(run.forward()).isEqualTo(2 * rosenbrock(p));
            run.backward();
            double[] half = run.gradient(parameter).map(g -> g / 2).toArray();
            assertThat(half).containsExactly(rosenbrockGradient(p), within(1e-12));
        }
    }

    @Nested
    class AFunctionOfARecord {
        private final Model model = new Model(new double[][] {{1, 2}, {3, 4}}, new Bias(0.5), 2);
        private final Lifted f = Lift.of(Model::apply);

        @Test
        void hasAGradientOfTheSameType() {
            Model gradient = f.gradient(model, new double[] {1, 10});
            assertThat(f.value(model, new double[] {1, 10})).isEqualTo(0.5 + 1 + 400 + 9 + 1600);
            assertThat(gradient.w[0]).containsExactly(2, 400);
            assertThat(gradient.w[1]).containsExactly(6, 800);
            assertThat(gradient.bias.b).isOne();
            assertThat(gradient.power).isEqualTo(2);
        }

        @Test
        void isDifferentiatedByNamedComponentsOnly() {
            Model gradient = f.wrt("b").gradient(model, new double[] {1, 10});
            assertThat(gradient.w[0]).containsExactly(0, 0);
            assertThat(gradient.bias.b).isOne();
        }

        @Test
        void isLiftedAgainForAnotherInt() {
            assertThat(f.value(model, new double[] {1, 1})).isEqualTo(30.5);
            assertThat(f.value(new Model(model.w, model.bias, 1), new double[] {1, 1}))
                    .isEqualTo(10.5);
        }
    }

    @Nested
    class AFunctionOfSeveralArguments {
        private final Lifted f = Lift.of(LiftedTest::price);

        @Test
        void isDifferentiatedByTheFirst() {
            double gradient = f.gradient(3.0, new double[] {5, 7}, 1);
            assertThat(gradient).isEqualTo(42);
        }

        @Test
        void isDifferentiatedByPosition() {
            Object[] gradients = f.wrt(0, 1).gradients(3.0, new double[] {5, 7}, 1);
            assertThat(gradients[0]).isEqualTo(42.0);
            assertThat((double[]) gradients[1]).containsExactly(0, 9);
            assertThat(gradients[2]).isEqualTo(1);
        }

        @Test
        void treatsTheOthersAsData() {
            assertThat(f.value(3.0, new double[] {5, 7}, 1)).isEqualTo(63);
            assertThat(f.value(3.0, new double[] {5, 8}, 1)).isEqualTo(72);
            assertThat(f.paths()).isOne();
        }
    }

    static double[] polar(double[] p) {
        return new double[] {p[0] * Math.cos(p[1]), p[0] * Math.sin(p[1])};
    }

    static Bias bias(double x) {
        return new Bias(x * x);
    }

    @Nested
    class AResultOfSeveralNumbers {
        @Test
        void hasTheTypeOfTheMethod() {
            double[] y = Lift.of(LiftedTest::polar).apply(new double[] {2, 0});
            assertThat(y).containsExactly(2, 0);
            Bias bias = Lift.of(LiftedTest::bias).apply(3.0);
            assertThat(bias).isEqualTo(new Bias(9));
        }

        @Test
        void hasAJacobian() {
            double[][] jacobian = Lift.of(LiftedTest::polar).jacobian(new double[] {2, 0});
            assertThat(jacobian[0]).containsExactly(1, 0);
            assertThat(jacobian[1]).containsExactly(0, 2);
            assertThat(Lift.of(LiftedTest::bias).jacobian(3.0)[0]).containsExactly(6);
        }

        @Test
        void hasNoValue() {
            assertThatThrownBy(() -> Lift.of(LiftedTest::polar).value(new double[] {2, 0}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("value needs a method that returns a double, but it returns a double[]; call apply");
        }
    }

    static double newton(double a) {
        double x = a;
        while (Math.abs(x * x - a) > 1e-12 * a) {
            x = (x + a / x) / 2;
        }
        return x;
    }

    static double huber(double[] x) {
        double sum = 0;
        for (double v : x) {
            if (Math.abs(v) < 1) {
                sum += v * v / 2;
            } else {
                sum += Math.abs(v) - 0.5;
            }
        }
        return sum;
    }

    static double rectified(double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            if (x[i] > 0) {
                y[i] = Math.sqrt(x[i]);
            }
        }
        double sum = 0;
        for (double v : y) {
            sum += v;
        }
        return sum;
    }

    static double steps(double x) {
        int n = (int) x;
        return n * x + Math.round(x);
    }

    @Nested
    class ABranch {
        @Test
        void thatIsShortBecomesWhere() {
            Lifted f = Lift.of(LiftedTest::huber);
            assertThat(f.value(new double[] {0.5, -3})).isEqualTo(0.125 + 2.5);
            double[] gradient = f.gradient(new double[] {2, -0.5});
            assertThat(gradient).containsExactly(1, -0.5);
            assertThat(f.paths()).isOne();
        }

        @Test
        void thatWritesArraysBecomesWhere() {
            Lifted f = Lift.of(LiftedTest::rectified);
            double[] gradient = f.gradient(new double[] {4, -4, 0});
            assertThat(gradient).containsExactly(0.25, 0, 0);
            assertThat(f.value(new double[] {-4, 4, 9})).isEqualTo(5);
            assertThat(f.paths()).isOne();
        }

        @Test
        void doesNotSpoilTheGradientOfANodeByTheSideThatIsNotTaken() {
            Parameter x = Parameter.of("x", Tensor.of(4, -4, 0));
            Run run = Run.of(Graph.of(Lift.of(LiftedTest::rectified).on(x)));
            run.forward();
            run.backward();
            assertThat(run.gradient(x).toArray()).containsExactly(0.25, 0, 0);
        }

        @Test
        void thatRepeatsALoopIsLiftedAgainForEachNumberOfSteps() {
            Lifted f = Lift.of(LiftedTest::newton);
            for (double a : new double[] {2, 4, 1e6, 3}) {
                double gradient = f.gradient(a);
                assertThat(f.value(a)).isEqualTo(newton(a));
                assertThat(gradient).isCloseTo(0.5 / Math.sqrt(a), within(1e-9));
            }
            assertThat(f.paths()).as("2, 4 and 3 take the same number of steps").isEqualTo(2);
        }

        @Test
        void roundsToIntegersThatAreConstants() {
            Lifted f = Lift.of(LiftedTest::steps);
            double gradient = f.gradient(2.75);
            assertThat(gradient).isEqualTo(2);
            assertThat(f.value(2.75)).isEqualTo(8.5);
            assertThat(f.value(-2.75)).isEqualTo(steps(-2.75));
            assertThat(f.value(-0.4)).isEqualTo(steps(-0.4));
            assertThat(f.value(2.6)).isEqualTo(steps(2.6));
        }

        @Test
        void thatLaterTakesTheOtherSideIsNamedByAGraphOnNodes() {
            Parameter a = Parameter.of("a", Tensor.scalar(2));
            Run run = Run.of(Graph.of(Lift.of(LiftedTest::newton).on(a)));
            assertThat(run.forward()).isEqualTo(newton(2));
            run.parameters().set(a, Tensor.scalar(1e6));
            assertThatThrownBy(run::forward).rootCause().hasMessageContaining("LiftedTest.java:");
        }
    }

    @Nested
    class ALambda {
        private final double[] data = {1, 2};
        private double factor = 3;

        @Test
        void seesWhatItsCapturedObjectsContainAtEachCall() {
            double scale = 2;
            Lifted f = Lift.of((double[] p) -> scale * factor * (p[0] * data[0] + p[1] * data[1]));
            assertThat(f.value(new double[] {1, 1})).isEqualTo(18);
            data[1] = 5;
            factor = 4;
            assertThat(f.value(new double[] {1, 1})).isEqualTo(48);
            assertThat(f.paths()).isOne();
        }

        @Test
        void mayBeAnObjectOfAClass() {
            Lifted f = Lift.of(new Lift.Method1<double[], Double>() {
                private static final long serialVersionUID = 1;
                private final double scale = 3;

                @Override
                public Double call(double[] x) {
                    return scale * x[0] * data[1];
                }
            });
            double[] gradient = f.gradient(new double[] {5});
            assertThat(gradient).containsExactly(6);
        }

        @Test
        void maySumUpOtherLambdas() {
            Lifted f = Lift.of((Double x) -> {
                DoubleUnaryOperator square = v -> v * v;
                return square.andThen(v -> v + x).compose(Math::exp).applyAsDouble(x);
            });
            double gradient = f.gradient(0.0);
            assertThat(gradient).isEqualTo(3);
        }
    }
}
