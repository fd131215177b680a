package dev.gradus.kernel;

/** {@link Instruction}s on numbers for which the JVM has neither an instruction nor a method. */
final class ScalarSteps {
    private ScalarSteps() {}

    static double call(double a, double b, Formula formula) {
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
