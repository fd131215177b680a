package dev.gradus.testkit;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** A backward rule is a linear function of the gradient that arrives, whatever the op. */
final class LinearityLaws {
    private LinearityLaws() {}

    static Optional<Finding> isLinear(OpCase where) {
        Backward rule = Backward.of(where.op());
        double[] u = where.upstream().toArray();
        double[] v = Directions.golden(u.length, 0);
        double[][] ofU = rule.at(where.arrays(), u);
        double[][] ofV = rule.at(where.arrays(), v);
        double[][] twice = rule.at(where.arrays(), filled(u.length, i -> 2 * u[i]));
        double[][] ofSum = rule.at(where.arrays(), filled(u.length, i -> u[i] + v[i]));
        for (int input = 0; input < ofU.length; input++) {
            double scale = largest(ofU[input], ofV[input]);
            for (int i = 0; i < ofU[input].length; i++) {
                if (differs(twice[input][i], 2 * ofU[input][i], scale)) {
                    return Optional.of(wrong(
                            where, input, i, "is not doubled when upstream is", twice[input][i], 2 * ofU[input][i]));
                }
                if (differs(ofSum[input][i], ofU[input][i] + ofV[input][i], scale)) {
                    return Optional.of(wrong(
                            where,
                            input,
                            i,
                            "for a sum of upstream gradients is not the sum",
                            ofSum[input][i],
                            ofU[input][i] + ofV[input][i]));
                }
            }
        }
        return Optional.empty();
    }

    static Optional<Finding> zeroGivesZero(OpCase where) {
        Backward rule = Backward.of(where.op());
        double[] u = where.upstream().toArray();
        double[][] ofU = rule.at(where.arrays(), u);
        double[][] ofZero = rule.at(where.arrays(), new double[u.length]);
        for (int input = 0; input < ofU.length; input++) {
            for (int i = 0; i < ofU[input].length; i++) {
                if (Double.isFinite(ofU[input][i]) && ofZero[input][i] != 0) {
                    return Optional.of(Finding.of(
                                    "∂J/∂" + Text.element(where, input, i) + " is not 0 when upstream is 0 everywhere")
                            .with("backward", Text.number(ofZero[input][i])));
                }
            }
        }
        return Optional.empty();
    }

    private static double[] filled(int length, IntToDoubleFunction element) {
        double[] values = new double[length];
        Arrays.setAll(values, element);
        return values;
    }

    /** Infinite gradients, at a pole, prove nothing. */
    private static boolean differs(double actual, double expected, double scale) {
        return Double.isFinite(expected) && !RoundingError.explains(actual, expected, scale);
    }

    private static double largest(double[] some, double[] others) {
        double largest = 0;
        for (int i = 0; i < some.length; i++) {
            double magnitude = Math.abs(some[i]) + Math.abs(others[i]);
            largest = Double.isFinite(magnitude) ? Math.max(largest, magnitude) : largest;
        }
        return largest;
    }

    private static Finding wrong(OpCase where, int input, int i, String what, double actual, double expected) {
        return Finding.of("∂J/∂" + Text.element(where, input, i) + " " + what)
                .with("backward", Text.number(actual))
                .with("expected", Text.number(expected))
                .with("ratio", Text.ratio(actual, expected));
    }
}
