package dev.gradus.testkit.law;

import dev.gradus.check.NumericalDerivative;
import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.check.NumericalDerivative.Kind;
import dev.gradus.testkit.cases.SpecData;
import dev.gradus.testkit.domain.Interval;
import dev.gradus.testkit.domain.RoundingError;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Numerical derivatives of ⟨weights, f(x)⟩ at one point, with respect to single elements of x or along a direction.
 *
 * <p>Only outputs that change are summed, so that the rounding of the others does not hide a small slope. A slope that
 * rounding may hide counts as an error. The scale is twice the magnitude of the changing outputs, so that a sum near 0
 * does not look more accurate than its terms. If the slope does not settle on that scale, the outputs a step away count
 * as well, because they may cancel even if those at the point are 0.
 */
public final class Slopes {
    private static final double SMALL = 1e-3;
    private static final double RESOLUTION = 1e4;
    private static final double ROUGHLY = 1e-2;

    /** On this scale, numbers that have lost their digits to underflow count as rounding. */
    private static final double BESIDE_UNDERFLOW = RoundingError.OF_UNDERFLOW * 0x1p52;

    private final Function<double[][], double[]> f;
    private final double[][] at;
    private final double[] weights;
    private final double[] base;
    private final double leastMagnitude;
    private boolean isSingle;

    /**
     * Slopes of f at a point.
     *
     * @param leastMagnitude the magnitude of the numbers from which f computes its values, if those may be smaller
     */
    public Slopes(Function<double[][], double[]> f, double[][] at, double[] weights, double leastMagnitude) {
        this.f = f;
        this.at = at;
        this.weights = weights;
        this.base = f.apply(at);
        this.leastMagnitude = leastMagnitude;
    }

    /** The same slopes of a function that the op of a spec computes, perhaps in float32. */
    Slopes of(SpecData spec) {
        isSingle = spec.isSingle();
        return this;
    }

    public double[] weights() {
        return weights;
    }

    /** The derivative with respect to one element, which may move within the interval. */
    public Estimate by(int input, int position, Interval interval) {
        double x = at[input][position];
        double step = Math.max(Math.abs(x), 1) / 16;
        return derivative(t -> moved(input, position, t), x, interval, step);
    }

    /**
     * Whether the slope over one small step is close to this derivative. Larger steps of a huge number may cross many
     * pieces of a function and see the slope of none. A slope that is smaller than the rounding of the outputs confirms
     * nothing.
     */
    public boolean confirms(double derivative, int input, int position, Interval interval) {
        double x = at[input][position];
        double room = Math.min(x - interval.lower(), interval.upper() - x) / 2;
        double step = Math.min(
                room, Math.max(SMALL * Math.min(1, Math.abs(x)), RESOLUTION * Math.ulp(Math.max(1, Math.abs(x)))));
        double[] below = moved(input, position, x - step);
        double[] above = moved(input, position, x + step);
        double rise = 0;
        double noise = 0;
        for (int j = 0; j < base.length; j++) {
            if (weights[j] != 0 && above[j] != below[j]) {
                rise += weights[j] * (above[j] - below[j]);
                noise += 4 * Math.ulp(weights[j] * base[j]);
            }
        }
        double slope = rise / (2 * step);
        double roughly = ROUGHLY * Math.max(Math.abs(slope), Math.abs(derivative));
        return Math.abs(slope - derivative) <= roughly + Math.min(noise / step, roughly);
    }

    private double[] moved(int input, int position, double x) {
        double[][] moved = at.clone();
        moved[input] = at[input].clone();
        moved[input][position] = x;
        return f.apply(moved);
    }

    /** The derivative along a direction, where x + t·direction is in the domain for all t of the interval. */
    public Estimate along(double[][] direction, Interval interval) {
        return derivative(
                t -> {
                    double[][] moved = new double[at.length][];
                    for (int input = 0; input < at.length; input++) {
                        moved[input] = at[input].clone();
                        for (int i = 0; i < moved[input].length; i++) {
                            moved[input][i] += t * direction[input][i];
                        }
                    }
                    return f.apply(moved);
                },
                0,
                interval,
                1.0 / 16);
    }

    private Estimate derivative(Path path, double x, Interval interval, double step) {
        double below = Math.max(x - step, (x + interval.lower()) / 2);
        double above = Math.min(x + step, (x + interval.upper()) / 2);
        double[] atBelow = path.at(below);
        double[] atAbove = path.at(above);
        boolean[] counts = changes(atBelow, atAbove);
        double here = leastMagnitude;
        double around = BESIDE_UNDERFLOW;
        double hidden = 0;
        for (int j = 0; j < base.length; j++) {
            double term = term(base[j], j);
            if (counts[j]) {
                here += term;
                around += Math.max(term, Math.max(term(atBelow[j], j), term(atAbove[j], j)));
            } else {
                hidden += Math.ulp(term) / (above - below);
            }
        }
        Estimate estimate = derivative(path, counts, 2 * here, x, interval);
        if (estimate.kind() == Kind.INCONCLUSIVE && here < around) {
            estimate = derivative(path, counts, 2 * around, x, interval);
        }
        return new Estimate(
                estimate.kind(),
                estimate.value(),
                estimate.error() + hidden,
                estimate.leftSlope(),
                estimate.rightSlope());
    }

    private double term(double output, int j) {
        return Double.isFinite(output) ? Math.abs(weights[j] * output) : 0;
    }

    private Estimate derivative(Path path, boolean[] counts, double offset, double x, Interval interval) {
        if (isSingle) {
            double reach = Arrays.stream(at)
                    .flatMapToDouble(Arrays::stream)
                    .map(Math::abs)
                    .max()
                    .orElse(0);
            return SingleSlope.of(t -> sum(path.at(t), counts), x, interval, offset, reach);
        }
        return NumericalDerivative.of(t -> offset + sum(path.at(t), counts), x, interval.lower(), interval.upper());
    }

    /** The outputs that change, or all of them if none does, because then rounding hides the slope. */
    private boolean[] changes(double[] below, double[] above) {
        boolean[] changes = new boolean[base.length];
        boolean any = false;
        for (int j = 0; j < base.length; j++) {
            changes[j] = weights[j] != 0 && !(below[j] == base[j] && above[j] == base[j]);
            any |= changes[j];
        }
        if (!any) {
            Arrays.fill(changes, true);
        }
        return changes;
    }

    /** f along a line. */
    @FunctionalInterface
    private interface Path {
        double[] at(double t);
    }

    private double sum(double[] values, boolean[] counts) {
        double sum = 0;
        for (int j = 0; j < values.length; j++) {
            sum += counts[j] ? weights[j] * values[j] : 0;
        }
        return sum;
    }
}
