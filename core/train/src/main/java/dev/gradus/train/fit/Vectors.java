package dev.gradus.train.fit;

import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Sums over the elements of vectors, and the numbers of several parameters as one vector. */
public final class Vectors {
    private Vectors() {}

    /** Returns aᵀb. */
    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Returns the largest magnitude, or NaN if an element is NaN. */
    public static double largest(double[] x) {
        double largest = 0;
        for (double each : x) {
            largest = Math.max(largest, Math.abs(each));
        }
        return largest;
    }

    /** Returns the square root of the sum of squares, of which none overflows. */
    public static double norm(double[] x) {
        double largest = largest(x);
        if (!(largest > 0) || largest == Double.POSITIVE_INFINITY) {
            return largest;
        }
        int exponent = Math.getExponent(largest);
        double factor = Math.scalb(1.0, -exponent), sum = 0;
        for (double each : x) {
            sum += each * factor * (each * factor);
        }
        return Math.scalb(Math.sqrt(sum), exponent);
    }

    /** Returns a / xᵀx, where xᵀx may overflow or underflow. */
    public static double dividedBySquare(double a, double[] x) {
        double factor = Math.scalb(1.0, -Math.getExponent(largest(x))), sum = 0;
        for (double each : x) {
            sum += each * factor * (each * factor);
        }
        return a * factor / sum * factor;
    }

    /** Adds a multiple of a vector to another. */
    public static void add(double[] to, double factor, double[] x) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * x[i];
        }
    }

    /** Returns the numbers of these parameters, one parameter after the other. */
    public static double[] values(Parameters parameters, List<Parameter> all) {
        return all.stream()
                .flatMapToDouble(one -> Arrays.stream(parameters.get(one).toArray()))
                .toArray();
    }

    /** Sets the numbers of these parameters, one parameter after the other. */
    public static void set(Parameters parameters, List<Parameter> all, double[] x) {
        int at = 0;
        for (Parameter parameter : all) {
            int end = at + parameter.shape().elements();
            parameters.set(parameter, Tensor.of(parameter.shape(), Arrays.copyOfRange(x, at, end)));
            at = end;
        }
    }
}
