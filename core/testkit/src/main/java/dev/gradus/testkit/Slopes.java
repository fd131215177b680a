package dev.gradus.testkit;

import dev.gradus.check.NumericalDerivative;
import dev.gradus.check.NumericalDerivative.Estimate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/**
 * Numerical derivatives of ⟨weights, f(x)⟩ at one point, by single elements of x or along a direction.
 *
 * <p>What is differentiated is ⟨weights, f(x) − f(at)⟩, so that outputs that do not change add nothing, not even rounding.
 */
final class Slopes {
    private static final double EPSILON = 0x1p-52;

    private final Function<double[][], double[]> f;
    private final double[][] at;
    private final double[] weights;
    private final double[] base;

    Slopes(Function<double[][], double[]> f, double[][] at, double[] weights) {
        this.f = f;
        this.at = at;
        this.weights = weights;
        this.base = f.apply(at);
    }

    /** f's value at the point. */
    double[] base() {
        return base;
    }

    /** The derivative by one element, which may move within the interval. */
    Estimate by(int input, int position, Interval interval) {
        double x = at[input][position];
        double step = Math.max(Math.abs(x), 1) / 16;
        return derivative(
                t -> {
                    double[][] moved = at.clone();
                    moved[input] = at[input].clone();
                    moved[input][position] = t;
                    return f.apply(moved);
                },
                x,
                interval,
                step);
    }

    /** The derivative along a direction, where x + t·direction is in the domain for all t of the interval. */
    Estimate along(double[][] direction, Interval interval) {
        return derivative(
                t -> {
                    double[][] moved = new double[at.length][];
                    for (int input = 0; input < at.length; input++) {
                        moved[input] = at[input].clone();
                        for (int i = 0; i < moved[input].length; i++) {
                            moved[input][i] += t * direction[input][i];
                        }
                    }
                    return f.apply(moved);
                },
                0,
                interval,
                1.0 / 16);
    }

    private Estimate derivative(Path path, double x, Interval interval, double step) {
        double below = Math.max(x - step, (x + interval.lower()) / 2);
        double above = Math.min(x + step, (x + interval.upper()) / 2);
        double noise = Math.max(noise(path.at(below)), noise(path.at(above)));
        DoubleUnaryOperator change = t -> change(path.at(t));
        return NumericalDerivative.of(
                change, x, interval.lower(), interval.upper(), Double.isFinite(noise) ? noise : 0);
    }

    /** f along a line. */
    @FunctionalInterface
    private interface Path {
        double[] at(double t);
    }

    private double change(double[] values) {
        double sum = 0;
        for (int j = 0; j < base.length; j++) {
            // Infinite and unchanged is no change, as is a weight of nothing.
            sum += values[j] == base[j] || weights[j] == 0 ? 0 : weights[j] * (values[j] - base[j]);
        }
        return sum;
    }

    /** The rounding error of those outputs that change. */
    private double noise(double[] values) {
        double noise = 0;
        for (int j = 0; j < base.length; j++) {
            noise += values[j] == base[j] ? 0 : EPSILON * Math.abs(weights[j] * base[j]);
        }
        return noise;
    }
}
