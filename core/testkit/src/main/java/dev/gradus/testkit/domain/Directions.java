package dev.gradus.testkit.domain;

import java.util.stream.IntStream;

/** Directions in which inputs move. */
public final class Directions {
    /** The fractional parts of its multiples are spread evenly and follow no pattern that an op could have. */
    public static final double GOLDEN = 0.6180339887498949;

    private Directions() {}

    /** Distinct numbers between −1 and 1, none near 0. */
    public static double[] golden(int count, int start) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            double spread = (start + i + 1) * GOLDEN % 1;
            numbers[i] = spread < 0.5 ? spread - 1 : spread;
        }
        return numbers;
    }

    public static double dot(double[][] some, double[][] others) {
        double sum = 0;
        for (int k = 0; k < some.length; k++) {
            sum += dot(some[k], others[k]);
        }
        return sum;
    }

    public static double dot(double[] some, double[] others) {
        double sum = 0;
        for (int i = 0; i < some.length; i++) {
            sum += some[i] * others[i];
        }
        return sum;
    }

    /** The sum of the magnitudes of the products. The rounding of a dot product is relative to it. */
    public static double magnitude(double[][] some, double[][] others) {
        return IntStream.range(0, some.length)
                .mapToDouble(k -> magnitude(some[k], others[k]))
                .sum();
    }

    public static double magnitude(double[] some, double[] others) {
        double sum = 0;
        for (int i = 0; i < some.length; i++) {
            sum += Math.abs(some[i] * others[i]);
        }
        return sum;
    }
}
