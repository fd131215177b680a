package dev.gradus.train;

import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoublePredicate;

/** The smallest and the largest value that each number of some parameters may have. */
final class Bounds {
    private final String method;
    private final Map<Parameter, Tensor> lower = new HashMap<>();
    private final Map<Parameter, Tensor> upper = new HashMap<>();

    /** @param method whose bounds they are, for messages */
    Bounds(String method) {
        this.method = method;
    }

    /** @throws IllegalArgumentException if a shape is not the parameter's, or a lower bound is not at most the upper one */
    void set(Parameter parameter, Tensor low, Tensor high) {
        Objects.requireNonNull(parameter, "parameter");
        Objects.requireNonNull(low, "low");
        Objects.requireNonNull(high, "high");
        if (!low.shape().equals(parameter.shape()) || !high.shape().equals(parameter.shape())) {
            throw new IllegalArgumentException(method + ": the bounds of " + parameter.describe()
                    + " must have its shape, but have " + low.shape() + " and " + high.shape());
        }
        double[] lows = low.toArray(), highs = high.toArray();
        for (int i = 0; i < lows.length; i++) {
            if (!(lows[i] <= highs[i])) {
                throw new IllegalArgumentException(method + ": the lower bound of " + parameter.describe()
                        + " must be at most the upper one, but they are " + lows[i] + " and " + highs[i]);
            }
        }
        lower.put(parameter, low);
        upper.put(parameter, high);
    }

    void set(Parameter parameter, double low, double high) {
        Objects.requireNonNull(parameter, "parameter");
        set(parameter, Tensor.full(parameter.shape(), low), Tensor.full(parameter.shape(), high));
    }

    Box of(List<Parameter> all) {
        return new Box(packed(all, lower, Double.NEGATIVE_INFINITY), packed(all, upper, Double.POSITIVE_INFINITY));
    }

    private static double[] packed(List<Parameter> all, Map<Parameter, Tensor> bounds, double none) {
        return all.stream()
                .flatMapToDouble(one -> bounds.containsKey(one)
                        ? Arrays.stream(bounds.get(one).toArray())
                        : Arrays.stream(Tensor.full(one.shape(), none).toArray()))
                .toArray();
    }

    /** The bounds of all numbers, one parameter after the other. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Box(double[] lower, double[] upper) {
        boolean isUnbounded() {
            DoublePredicate isInfinite = Double::isInfinite;
            return Arrays.stream(lower).allMatch(isInfinite)
                    && Arrays.stream(upper).allMatch(isInfinite);
        }

        /** The closest value within the bounds. */
        double nearest(int i, double x) {
            return Math.min(Math.max(x, lower[i]), upper[i]);
        }

        /** The closest point within the bounds. */
        double[] nearest(double[] x) {
            double[] nearest = new double[x.length];
            Arrays.setAll(nearest, i -> nearest(i, x[i]));
            return nearest;
        }

        /** Whether x is at a bound that a step against this gradient would cross. */
        boolean isHeld(int i, double x, double gradient) {
            return x <= lower[i] && gradient >= 0 || x >= upper[i] && gradient <= 0;
        }
    }
}
