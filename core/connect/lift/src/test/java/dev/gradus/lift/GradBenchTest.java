package dev.gradus.lift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.check.NumericalDerivative;
import dev.gradus.gradbench.PlainLoops;
import dev.gradus.gradbench.PlainLoops.Mixture;
import dev.gradus.gradbench.PlainLoops.Observed;
import dev.gradus.run.Verdict;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** GradBench's evaluations as plain loops have the JVM's values and gradients that are right to 1e-8. */
class GradBenchTest {
    private static final double RIGHT = 1e-8;
    private final Random random = new Random(5);

    private double[] numbers(int count) {
        return random.doubles(count, -1, 1).toArray();
    }

    private double[][] rows(int count, int length) {
        double[][] rows = new double[count][];
        java.util.Arrays.setAll(rows, i -> numbers(length));
        return rows;
    }

    /** Compares some elements of a gradient with numerical derivatives of the method itself. */
    private static void check(double[] gradient, double[] x, ToDoubleFunction<double[]> method) {
        for (int k = 0; k < x.length; k += 1 + x.length / 12) {
            int at = k;
            NumericalDerivative.Estimate estimate = NumericalDerivative.of(
                    t -> {
                        double before = x[at];
                        x[at] = t;
                        double value = method.applyAsDouble(x);
                        x[at] = before;
                        return value;
                    },
                    x[k]);
            assertThat(estimate.judge(gradient[k], RIGHT, 1))
                    .as("element %d: %s, but %s", k, gradient[k], estimate)
                    .isEqualTo(Verdict.PASS);
        }
    }

    @Test
    void lse() {
        Lifted f = Lift.of(PlainLoops::lse);
        double[] x = numbers(200);
        assertThat(f.value(x)).isCloseTo(PlainLoops.lse(x), within(1e-13));
        check(f.gradient(x), x, PlainLoops::lse);
    }

    @Test
    void llsq() {
        Lifted f = Lift.of(PlainLoops::llsq);
        double[] x = numbers(8);
        assertThat(f.value(x, 50)).isEqualTo(PlainLoops.llsq(x, 50));
        check(f.gradient(x, 50), x, at -> PlainLoops.llsq(at, 50));
    }

    @Test
    void det() {
        Lifted f = Lift.of(PlainLoops::det);
        double[] x = numbers(25);
        assertThat(f.value(x, 5)).isEqualTo(PlainLoops.det(x, 5));
        check(f.gradient(x, 5), x, at -> PlainLoops.det(at, 5));
    }

    @Test
    void kmeans() {
        Lifted f = Lift.of(PlainLoops::kmeans);
        double[][] centers = rows(4, 3);
        double[][] points = rows(100, 3);
        assertThat(f.value(centers, points)).isEqualTo(PlainLoops.kmeans(centers, points));
        double[][] gradient = f.gradient(centers, points);
        for (int i = 0; i < 4; i++) {
            check(gradient[i], centers[i], at -> PlainLoops.kmeans(centers, points));
        }
    }

    @Test
    void ode() {
        Lifted f = Lift.of(PlainLoops::ode);
        double[] x = numbers(6);
        double[] y = f.apply(x, 40);
        assertThat(y).containsExactly(PlainLoops.ode(x, 40));
        double[][] jacobian = f.jacobian(x, 40);
        check(jacobian[5], x, at -> PlainLoops.ode(at, 40)[5]);
    }

    @Test
    void gmm() {
        Mixture mixture = new Mixture(numbers(3), rows(3, 4), rows(3, 4), rows(3, 6));
        Observed data = new Observed(rows(30, 4), 1, 0);
        Lifted f = Lift.of(PlainLoops::gmm);
        double value = PlainLoops.gmm(mixture, data);
        assertThat(f.value(mixture, data)).isCloseTo(value, within(1e-12 * Math.abs(value)));
        Mixture gradient = f.gradient(mixture, data);
        ToDoubleFunction<double[]> method = at -> PlainLoops.gmm(mixture, data);
        check(gradient.alphas(), mixture.alphas(), method);
        check(gradient.means()[1], mixture.means()[1], method);
        check(gradient.logDiagonals()[2], mixture.logDiagonals()[2], method);
        check(gradient.triangles()[0], mixture.triangles()[0], method);
    }

    @Test
    void ba() {
        Lifted f = Lift.of(PlainLoops::ba).wrt(0, 1, 2);
        double[] camera = numbers(11);
        double[] point = {0.5, -0.25, 4};
        double[] seen = {0.1, 0.2};
        double[] errors = f.apply(camera, point, 0.75, seen);
        double[] expected = PlainLoops.ba(camera, point, 0.75, seen);
        double[][] jacobian = f.jacobian(camera, point, 0.75, seen);
        for (int row = 0; row < 3; row++) {
            int at = row;
            assertThat(errors[row]).isCloseTo(expected[row], within(1e-13));
            check(jacobian[row], camera, c -> PlainLoops.ba(c, point, 0.75, seen)[at]);
        }
        assertThat(jacobian[2][14]).isEqualTo(-1.5);
    }
}
