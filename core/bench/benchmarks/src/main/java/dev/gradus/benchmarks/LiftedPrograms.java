package dev.gradus.benchmarks;

import dev.gradus.gradbench.PlainLoops;
import dev.gradus.kernel.math.Elementary;

/** Plain Java methods that {@link LiftedMethods} lifts, and gradients of two of them written by hand. */
final class LiftedPrograms {
    private LiftedPrograms() {}

    static double rosenbrock(double[] p) {
        double sum = 0;
        for (int i = 0; i + 1 < p.length; i++) {
            double a = 1 - p[i], b = p[i + 1] - p[i] * p[i];
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

    /** The price of a call option. */
    static double blackScholes(double spot, double strike, double rate, double volatility, double time) {
        double deviation = volatility * Math.sqrt(time);
        double d1 = (Elementary.log(spot / strike) + (rate + volatility * volatility / 2) * time) / deviation;
        return spot * normal(d1) - strike * Elementary.exp(-rate * time) * normal(d1 - deviation);
    }

    private static double normal(double x) {
        return Elementary.erfc(-x / Math.sqrt(2)) / 2;
    }

    /** The price and its derivatives by spot, strike, rate, volatility and time. */
    static double[] greeks(double spot, double strike, double rate, double volatility, double time) {
        double root = Math.sqrt(time);
        double deviation = volatility * root;
        double d1 = (Elementary.log(spot / strike) + (rate + volatility * volatility / 2) * time) / deviation;
        double near = normal(d1);
        double far = normal(d1 - deviation);
        double discounted = strike * Elementary.exp(-rate * time);
        double density = Elementary.exp(-d1 * d1 / 2) / Math.sqrt(2 * Math.PI);
        return new double[] {
            spot * near - discounted * far,
            near,
            -discounted / strike * far,
            discounted * time * far,
            spot * density * root,
            spot * density * volatility / (2 * root) + rate * discounted * far
        };
    }

    /** Two coupled oscillators, 10,000 steps of Runge and Kutta's method: the energy at the end. */
    static double oscillators(double[] p) {
        double h = 1e-3;
        double[] y = {1, 0, 0, 0.5};
        for (int step = 0; step < 10_000; step++) {
            double[] k1 = slope(p, y);
            double[] k2 = slope(p, moved(y, h / 2, k1));
            double[] k3 = slope(p, moved(y, h / 2, k2));
            double[] k4 = slope(p, moved(y, h, k3));
            double[] next = new double[4];
            for (int i = 0; i < 4; i++) {
                next[i] = y[i] + h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
            }
            y = next;
        }
        return y[0] * y[0] + y[1] * y[1] + y[2] * y[2] + y[3] * y[3];
    }

    private static double[] slope(double[] p, double[] y) {
        return new double[] {
            y[1], -p[0] * y[0] + p[1] * (y[2] - y[0]) - p[4] * y[1], y[3], -p[2] * y[2] - p[3] * (y[2] - y[0])
        };
    }

    private static double[] moved(double[] y, double h, double[] k) {
        double[] moved = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            moved[i] = y[i] + h * k[i];
        }
        return moved;
    }

    /** Half the sum of the squared errors of all observations. */
    static double bundle(double[][] cameras, double[][] points, double[] weights, double[][] seen) {
        double sum = 0;
        for (int i = 0; i < seen.length; i++) {
            double[] errors =
                    PlainLoops.ba(cameras[i % cameras.length], points[i % points.length], weights[i], seen[i]);
            sum += errors[0] * errors[0] + errors[1] * errors[1] + errors[2] * errors[2];
        }
        return sum / 2;
    }

    static double lastOfOde(double[] x, int steps) {
        return PlainLoops.ode(x, steps)[x.length - 1];
    }
}
