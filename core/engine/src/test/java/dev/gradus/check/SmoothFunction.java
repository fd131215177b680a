package dev.gradus.check;

import java.util.function.DoubleUnaryOperator;

/** Functions that vary on the scale of 1, and their derivatives. */
enum SmoothFunction {
    EXP(StrictMath::exp, StrictMath::exp),
    SIN(StrictMath::sin, StrictMath::cos),
    TANH(StrictMath::tanh, x -> 1 / (StrictMath.cosh(x) * StrictMath.cosh(x))),
    SIGMOID(x -> 1 / (1 + StrictMath.exp(-x)), x -> 1 / ((1 + StrictMath.exp(-x)) * (1 + StrictMath.exp(x)))),
    SOFTPLUS(x -> StrictMath.log1p(StrictMath.exp(x)), x -> 1 / (1 + StrictMath.exp(-x))),
    CUBIC(x -> x * x * x - x, x -> 3 * x * x - 1),
    BELL(x -> 1 / (1 + x * x), x -> -2 * x / ((1 + x * x) * (1 + x * x))),
    DAMPED_WAVE(
            x -> StrictMath.sin(2 * x) * StrictMath.exp(-x),
            x -> (2 * StrictMath.cos(2 * x) - StrictMath.sin(2 * x)) * StrictMath.exp(-x));

    private final DoubleUnaryOperator function;
    private final DoubleUnaryOperator derivative;

    SmoothFunction(DoubleUnaryOperator function, DoubleUnaryOperator derivative) {
        this.function = function;
        this.derivative = derivative;
    }

    double at(double x) {
        return function.applyAsDouble(x);
    }

    double slope(double x) {
        return derivative.applyAsDouble(x);
    }

    /** Returns the larger of value and slope, the scale of errors. */
    double scale(double x) {
        return Math.max(Math.abs(at(x)), Math.abs(slope(x)));
    }
}
