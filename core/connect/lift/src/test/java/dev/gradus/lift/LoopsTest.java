package dev.gradus.lift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.check.NumericalDerivative;
import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Verdict;
import dev.gradus.tensor.Tensor;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Loops become few ops on vectors, with the bits of the loop. */
class LoopsTest {
    static double elementwise(double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = Math.sqrt(x[i] * x[i] + 1) / (i + 1);
        }
        double sum = 0;
        for (int i = x.length - 1; i >= 0; i--) {
            sum -= y[i];
        }
        return sum;
    }

    static double matrixTimesVector(double[] x) {
        int n = x.length / 5;
        double largest = 0;
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < 4; j++) {
                sum += x[i * 4 + j] * x[4 * n + j % n];
            }
            largest = Math.max(largest, sum * sum);
        }
        return largest;
    }

    static double prefixes(double[] x) {
        double sum = 2;
        double product = 0;
        for (double v : x) {
            sum += v;
            product += sum * v;
        }
        return product;
    }

    static double heat(double[] x) {
        double[] u = x.clone();
        for (int step = 0; step < 6; step++) {
            double[] next = new double[u.length];
            for (int i = 0; i < u.length; i++) {
                double left = i == 0 ? 0 : u[i - 1];
                double right = i == u.length - 1 ? 0 : u[i + 1];
                next[i] = u[i] + 0.25 * (left - 2 * u[i] + right);
            }
            u = next;
        }
        return u[u.length / 2] * u[0];
    }

    static double twoSumsInTurn(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v;
            sum -= v * v;
        }
        return sum;
    }

    static double negativeZeros(double[] x) {
        double sum = -0.0;
        for (double v : x) {
            sum += v * v * -0.0;
        }
        return sum;
    }

    static double pairs(double[] x) {
        double energy = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < i; j++) {
                energy += 1 / Math.abs(x[i] - x[j] + 10);
            }
        }
        return energy;
    }

    static double recurrence(double[] x) {
        double a = 1;
        for (double v : x) {
            a = 0.5 * a + v * a;
        }
        return a;
    }

    static double clipped(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v > 0.5 ? Math.log(v) : v < -0.5 ? Math.sqrt(-v) : 0;
        }
        return sum;
    }

    static double twoStepsBack(double[] x) {
        double before = 1;
        double last = x[0];
        for (int i = 0; i < 40; i++) {
            double next = 1.5 * x[1] * last - before;
            before = last;
            last = next;
        }
        return last;
    }

    static double trajectory(double[] x) {
        double position = 1;
        double speed = x[0];
        double[] seen = new double[50];
        for (int i = 0; i < seen.length; i++) {
            speed -= 0.1 * position * x[1];
            position += 0.1 * speed;
            seen[i] = position * position;
        }
        double sum = 0;
        for (double v : seen) {
            sum += v;
        }
        return sum + seen[7];
    }

    static double[] slope(double[] state, double mu) {
        return new double[] {state[1], mu * (1 - state[0] * state[0]) * state[1] - state[0]};
    }

    static double[] moved(double[] state, double h, double[] along) {
        return new double[] {state[0] + h * along[0], state[1] + h * along[1]};
    }

    static double rungeKutta(double[] x) {
        double[] state = {x[0], x[1]};
        double h = 0.01;
        for (int step = 0; step < 30; step++) {
            double[] a = slope(state, x[2]);
            double[] b = slope(moved(state, h / 2, a), x[2]);
            double[] c = slope(moved(state, h / 2, b), x[2]);
            double[] d = slope(moved(state, h, c), x[2]);
            double[] mean = new double[2];
            for (int i = 0; i < 2; i++) {
                mean[i] = (a[i] + 2 * b[i] + 2 * c[i] + d[i]) / 6;
            }
            state = moved(state, h, mean);
        }
        return state[0] * state[1];
    }

    /** The last step computes only what is used. */
    static double oscillators(double[] x) {
        double[] y = {1, 0, 0.5, 0.1};
        for (int step = 0; step < 50; step++) {
            double[] next = new double[4];
            for (int i = 0; i < 4; i++) {
                next[i] = y[i] + 0.01 * (i % 2 == 0 ? y[i + 1] : -x[i] * y[i - 1] * y[(i + 1) % 4]);
            }
            y = next;
        }
        return y[0] * y[0] + y[2];
    }

    static double differingSteps(double[] x) {
        double a = 1;
        for (int i = 0; i < x.length; i++) {
            a = (i * i) % 7 == 1 ? a * x[i] + a : Math.sin(a - x[i]);
        }
        return a;
    }

    static Arguments loop(String name, Lift.Method1<double[], Double> method, int nodes) {
        return Arguments.of(name, method, nodes);
    }

    static Stream<Arguments> loops() {
        return Stream.of(
                loop("elementwise", LoopsTest::elementwise, 16),
                loop("matrix times vector", LoopsTest::matrixTimesVector, 110),
                loop("prefixes", LoopsTest::prefixes, 14),
                loop("heat", LoopsTest::heat, 114),
                loop("two sums in turn", LoopsTest::twoSumsInTurn, 14),
                loop("negative zeros", LoopsTest::negativeZeros, 10),
                loop("pairs", LoopsTest::pairs, 20),
                loop("recurrence", LoopsTest::recurrence, 12),
                loop("clipped", LoopsTest::clipped, 28),
                loop("two steps back", LoopsTest::twoStepsBack, 12),
                loop("trajectory", LoopsTest::trajectory, 26),
                loop("Runge-Kutta", LoopsTest::rungeKutta, 40),
                loop("oscillators", LoopsTest::oscillators, 70),
                loop("differing steps", LoopsTest::differingSteps, 400));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("loops")
    void haveTheBitsOfTheMethodAndItsSlopesInFewNodes(String name, Lift.Method1<double[], Double> method, int nodes) {
        double[] x = new Random(1).doubles(60, -1, 1).toArray();
        Lifted f = Lift.of(method);
        assertThat(f.value(x)).isEqualTo(Double.valueOf(method.call(x)));
        double[] gradient = f.gradient(x);
        for (int i : new int[] {0, 1, 2, 59}) {
            double slope = gradient[i];
            NumericalDerivative.Estimate estimate = NumericalDerivative.of(
                    t -> {
                        double[] moved = x.clone();
                        moved[i] = t;
                        return method.call(moved);
                    },
                    x[i]);
            assertThat(estimate.judge(slope, 1e-8, 1))
                    .as("%s, %s", slope, estimate)
                    .isEqualTo(Verdict.PASS);
        }
        Node y = f.on(Parameter.of("x", Tensor.of(x)));
        assertThat(Graph.of(y).nodes().size()).as(() -> Graph.of(y).toString()).isLessThanOrEqualTo(nodes);
    }

    @Test
    void areListedWithTheirLines() {
        Lifted f = Lift.of(LoopsTest::elementwise);
        assertThat(f).hasToString("not called yet");
        f.value(new double[] {1, 2, 3, 4, 5});
        assertThat(f.toString())
                .containsPattern("LoopsTest\\.java:\\d+: sqrt of vectors, length 5\n")
                .containsPattern("LoopsTest\\.java:\\d+: sum, length 5\n")
                .contains("x:(5) input\n")
                .endsWith("25 operations, 0 branches as where, 0 guards; 1 graphs kept of 1 lifted");
    }

    /** A string with line 10 comes before one with line 6. */
    @Test
    void whatIsFoundHasTheOrderOfTheLines() throws Exception {
        String source = """
                public class Ordered {
                    public static dev.gradus.lift.Lift.Method1<double[], Double> method() {
                        return (double[] x) -> {
                            double sum = 0;
                            for (double v : x) {
                                sum += Math.exp(v);
                            }
                            double y = sum;
                            for (int i = 0; i < 50; i++) {
                                y += 0.001 * y * y;
                            }
                            return y;
                        };
                    }
                }
                """;
        Class<?> program = InMemoryCompiler.compiled("Ordered", source, "-g");
        @SuppressWarnings("unchecked") // the program says so
        Lift.Method1<double[], Double> method =
                (Lift.Method1<double[], Double>) program.getMethod("method").invoke(null);
        Lifted f = Lift.of(method);
        f.value(new double[5]);
        assertThat(f.toString().lines().limit(3))
                .containsExactly(
                        "Ordered.java:6: exp of vectors, length 5",
                        "Ordered.java:6: sum, length 5",
                        "Ordered.java:10: scan, length 50");
    }
}
