package dev.gradus.testkit.function;

import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/** The derivative of a function in a direction: its Jacobian times a vector. */
public final class Directional {
    private final BinaryOperator<double[]> derivative;

    /**
     * The derivative.
     *
     * @param derivative computes it from the arguments and the direction
     */
    public Directional(BinaryOperator<double[]> derivative) {
        this.derivative = derivative;
    }

    /** The Jacobian: its columns are the derivatives in the directions of the axes. */
    public double[][] jacobian(double[] x) {
        double[][] columns = IntStream.range(0, x.length)
                .mapToObj(axis -> derivative.apply(x.clone(), unit(x.length, axis)))
                .toArray(double[][]::new);
        return IntStream.range(0, columns[0].length)
                .mapToObj(row -> Arrays.stream(columns)
                        .mapToDouble(column -> column[row])
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double[] unit(int length, int axis) {
        double[] unit = new double[length];
        unit[axis] = 1;
        return unit;
    }

    /** A direction that is not along an axis. */
    private static double[] some(int length) {
        double[] direction = new double[length];
        Arrays.setAll(direction, axis -> axis % 2 == 0 ? 2.0 / (axis + 1) : -3.0 / (axis + 1));
        return direction;
    }

    /** The sum of the derivatives in a direction that is not along an axis. */
    public double inSomeDirection(double[] x) {
        return Arrays.stream(derivative.apply(x.clone(), some(x.length))).sum();
    }

    /** The same sum, by the derivatives along the axes. */
    public double ofUnitVectors(double[] x) {
        double[] direction = some(x.length);
        return Arrays.stream(jacobian(x))
                .mapToDouble(row -> IntStream.range(0, row.length)
                        .mapToDouble(axis -> row[axis] * direction[axis])
                        .sum())
                .sum();
    }
}
