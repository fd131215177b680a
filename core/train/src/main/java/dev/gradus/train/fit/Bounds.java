package dev.gradus.train.fit;

import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoublePredicate;

/** The smallest and the largest value that each number of some parameters may have. */
public final class Bounds {
    private final String method;
    private final Map<Parameter, Tensor> lower = new HashMap<>();
    private final Map<Parameter, Tensor> upper = new HashMap<>();

    /** @param method whose bounds they are, for messages */
    public Bounds(String method) {
        this.method = method;
    }

    /**
     * Sets the bounds of each number of a parameter.
     *
     * @throws IllegalArgumentException if a shape is not the parameter's, or a lower bound is not at most the upper one
     */
    public void set(Parameter parameter, Tensor low, Tensor high) {
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

    /** Sets the same bounds for all numbers of a parameter. */
    public void set(Parameter parameter, double low, double high) {
        Objects.requireNonNull(parameter, "parameter");
        set(parameter, Tensor.full(parameter.shape(), low), Tensor.full(parameter.shape(), high));
    }

    /** Returns the bounds of all numbers of these parameters; infinities where none are set. */
    public Box of(List<Parameter> all) {
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
    public record Box(double[] lower, double[] upper) {
        /** Whether no number has a bound. */
        public boolean isUnbounded() {
            DoublePredicate isInfinite = Double::isInfinite;
            return Arrays.stream(lower).allMatch(isInfinite)
                    && Arrays.stream(upper).allMatch(isInfinite);
        }

        /** The closest value within the bounds. */
        public double nearest(int i, double x) {
            return Math.min(Math.max(x, lower[i]), upper[i]);
        }

        /** The closest point within the bounds. */
        public double[] nearest(double[] x) {
            double[] nearest = new double[x.length];
            Arrays.setAll(nearest, i -> nearest(i, x[i]));
            return nearest;
        }

        /** Whether x is at a bound that a step against this gradient would cross. */
        public boolean isHeld(int i, double x, double gradient) {
            return x <= lower[i] && gradient >= 0 || x >= upper[i] && gradient <= 0;
        }
    }
}
