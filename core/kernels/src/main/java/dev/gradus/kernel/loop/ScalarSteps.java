package dev.gradus.kernel.loop;

/** The scalar form of {@link Instruction}s for which the JVM has neither an instruction nor a method. */
final class ScalarSteps {
    private ScalarSteps() {}

    static double call(double a, double b, ScalarFormula formula) {
        return formula.of(a, b);
    }

    static boolean less(double a, double b) {
        return a < b;
    }

    static boolean lessOrEqual(double a, double b) {
        return a <= b;
    }

    static boolean equal(double a, double b) {
        return a == b;
    }

    static double blend(double otherwise, double chosen, boolean mask) {
        return mask ? chosen : otherwise;
    }
}
