package dev.gradus.kernel;

import java.util.Random;

/** Arrays of all kinds of numbers. */
public final class AnyNumbers {
    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1,
        -1,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        -0x1p-1060,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        709.782712893384,
        -745.2,
        -708.5,
        1e300,
        -40
    };

    private AnyNumbers() {}

    /** One third each are special values, moderate numbers up to beyond the overflow of exp, and arbitrary bits. */
    public static double[] of(int count, long seed) {
        Random random = new Random(seed);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = switch (random.nextInt(3)) {
                case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
                case 1 -> (random.nextBoolean() ? 100 : 1600) * (random.nextDouble() - 0.5);
                default -> Double.longBitsToDouble(random.nextLong());
            };
        }
        return numbers;
    }

    /**
     * Returns an array of the same length, in which about half of the numbers are equal to the given ones, so that
     * comparisons have both results.
     */
    public static double[] related(double[] others, long seed) {
        Random random = new Random(seed);
        double[] numbers = of(others.length, ~seed);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextBoolean() ? others[i] : numbers[i];
        }
        return numbers;
    }
}
