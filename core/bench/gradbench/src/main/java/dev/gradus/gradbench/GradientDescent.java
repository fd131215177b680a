package dev.gradus.gradbench;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The minimum of a function by steps along its gradient, with the rules of length that {@code particle} and {@code saddle}
 * demand: ten steps downhill in a row double it, one uphill is not taken and halves it.
 */
final class GradientDescent {
    static final double ENOUGH = 1e-5;
    static final double FIRST_LENGTH = 1e-5;
    static final int PATIENCE = 10;

    private GradientDescent() {}

    /** Where the gradient, or a step, is at most {@link #ENOUGH} long. */
    static double[] minimum(ToDoubleFunction<double[]> f, Function<double[], double[]> gradient, double... start) {
        double[] x = start.clone();
        double value = f.applyAsDouble(x);
        double[] slope = gradient.apply(x);
        double length = FIRST_LENGTH;
        int downhill = 0;
        while (norm(slope) > ENOUGH) {
            if (downhill == PATIENCE) {
                length *= 2;
                downhill = 0;
                continue;
            }
            double[] next = new double[x.length];
            double[] step = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                next[i] = x[i] - length * slope[i];
                step[i] = x[i] - next[i];
            }
            if (norm(step) <= ENOUGH) {
                break;
            }
            double nextValue = f.applyAsDouble(next);
            if (nextValue < value) {
                x = next;
                value = nextValue;
                slope = gradient.apply(x);
                downhill++;
            } else {
                length /= 2;
                downhill = 0;
            }
        }
        return x;
    }

    private static double norm(double[] vector) {
        double sum = 0;
        for (double element : vector) {
            sum += element * element;
        }
        return Math.sqrt(sum);
    }
}
