import java.util.function.ToDoubleFunction;

/** Finds the wrong rule. */
final class Detective {
    private Detective() {}

    /**
     * Task 1: the gradient of J, measured. Move one number at a time by h in both directions.
     *
     * @param J computes J of all numbers
     * @param at where to measure; the array must be as before afterwards
     */
    static double[] slopes(ToDoubleFunction<double[]> J, double[] at, double h) {
        throw new UnsupportedOperationException("Task 1 is not written yet.");
    }

    /**
     * Task 2: whether a gradient agrees with the measured slopes. Measuring has errors of about 1e-8 of the largest slope. A
     * difference of 1e-5 of the largest slope in any element is a mistake, and so is a NaN.
     */
    static boolean agree(double[] gradient, double[] slopes) {
        throw new UnsupportedOperationException("Task 2 is not written yet.");
    }

    /**
     * Task 3: the name of the op whose rule is wrong, such as "Affine". For the tasks 4 and 5, mend the rule in {@code Ops}.
     */
    static String guilty() {
        throw new UnsupportedOperationException("Task 3 is not written yet.");
    }
}
