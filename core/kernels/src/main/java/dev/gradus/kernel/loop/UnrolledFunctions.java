package dev.gradus.kernel.loop;

/** The functions of {@link UnrolledClass} for which the JVM has neither an instruction nor a method. */
final class UnrolledFunctions {
    private UnrolledFunctions() {}

    static double equal(double a, double b) {
        return a == b ? 1 : 0;
    }

    static double notEqual(double a, double b) {
        return a != b ? 1 : 0;
    }

    static double less(double a, double b) {
        return a < b ? 1 : 0;
    }

    static double lessOrEqual(double a, double b) {
        return a <= b ? 1 : 0;
    }

    static double greater(double a, double b) {
        return a > b ? 1 : 0;
    }

    static double greaterOrEqual(double a, double b) {
        return a >= b ? 1 : 0;
    }

    static double select(double condition, double a, double b) {
        return condition != 0 ? a : b;
    }
}
