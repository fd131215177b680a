package dev.gradus.train.fit;

import java.util.function.ToDoubleFunction;

/**
 * Searches along a direction d for a step t that satisfies the strong Wolfe conditions
 *
 * <pre>
 * f(t) ≤ f(0) + c₁ t f′(0)      |f′(t)| ≤ c₂ |f′(0)|,   c₁ = 10⁻⁴, c₂ = 0.9
 * </pre>
 *
 * <p>(Nocedal, Wright, Numerical Optimization, algorithms 3.5 and 3.6). It first extends the step until an interval brackets
 * such a t, then shrinks the interval, both by minimizing cubics. The safeguards are those of PyTorch's LBFGS.
 */
public final class LineSearch {
    private static final double ARMIJO = 1e-4;
    private static final double CURVATURE = 0.9;
    private static final int MOST = 25;

    private final ToDoubleFunction<Point> evaluate;
    private final Point start;
    private final double longest;
    private double limit = Double.POSITIVE_INFINITY;

    /** A step length with f, f′ and the gradient there. */
    public static final class Point {
        /** The step length. */
        public final double t;

        /** The gradient there. */
        public final double[] gradient;

        /** The value there. */
        public double f;

        /** The derivative f′ there. */
        public double slope;

        /** Creates a point whose value and slope are still 0. */
        public Point(double t, double[] gradient) {
            this.t = t;
            this.gradient = gradient;
        }
    }

    /**
     * @param evaluate sets the gradient and slope of a point and returns f
     * @param longest the largest |dᵢ|
     */
    public LineSearch(Point start, double longest, ToDoubleFunction<Point> evaluate) {
        this.start = start;
        this.longest = longest;
        this.evaluate = evaluate;
    }

    /** Limits the step. A step of this length need not satisfy the second condition. */
    public LineSearch upTo(double most) {
        limit = most;
        return this;
    }

    private Point at(double t) {
        Point point = new Point(t, new double[start.gradient.length]);
        point.f = evaluate.applyAsDouble(point);
        if (!Double.isFinite(point.f) || !Double.isFinite(point.slope)) {
            point.f = Double.POSITIVE_INFINITY; // too far
            point.slope = Double.POSITIVE_INFINITY;
        }
        return point;
    }

    private boolean isTooHigh(Point point) {
        return point.f > start.f + ARMIJO * point.t * start.slope;
    }

    private boolean isFlat(Point point) {
        return Math.abs(point.slope) <= -CURVATURE * start.slope;
    }

    /**
     * Returns a point that satisfies the conditions, or otherwise the lowest one found.
     *
     * @param tolerance the smallest change of an element of x that counts
     */
    public Point find(double firstStep, double tolerance) {
        Point before = start, point = at(firstStep);
        for (int i = 0; i < MOST; i++) {
            if (isTooHigh(point) || i > 1 && point.f >= before.f) {
                return zoom(before, point, i, tolerance);
            }
            if (isFlat(point)) {
                return point;
            }
            if (point.slope >= 0) {
                return zoom(before, point, i, tolerance);
            }
            if (point.t >= limit) {
                return point;
            }
            double least = point.t + 0.01 * (point.t - before.t), most = Math.min(point.t * 10, limit);
            double t = Math.min(minimum(before, point, least, most), limit);
            before = point;
            point = at(t);
        }
        return point.f < start.f ? point : start;
    }

    private Point zoom(Point one, Point other, int iterations, double tolerance) {
        Point low = one.f <= other.f ? one : other, high = low == one ? other : one;
        boolean hasStalled = false;
        for (int i = iterations; i < MOST && Math.abs(high.t - low.t) * longest >= tolerance; i++) {
            double left = Math.min(low.t, high.t), right = Math.max(low.t, high.t);
            double t = minimum(low, high, left, right), margin = 0.1 * (right - left);
            if (Math.min(right - t, t - left) < margin) {
                if (hasStalled || t >= right || t <= left) {
                    t = Math.abs(t - right) < Math.abs(t - left) ? right - margin : left + margin;
                    hasStalled = false;
                } else {
                    hasStalled = true;
                }
            } else {
                hasStalled = false;
            }
            Point point = at(t);
            if (isTooHigh(point) || point.f >= low.f) {
                high = point;
                if (high.f < low.f) {
                    Point lower = high;
                    high = low;
                    low = lower;
                }
            } else {
                if (isFlat(point)) {
                    return point;
                }
                if (point.slope * (high.t - low.t) >= 0) {
                    high = low;
                }
                low = point;
            }
        }
        return low;
    }

    /** Returns the minimizer of the cubic through two points with their slopes, clamped to bounds. */
    private static double minimum(Point a, Point b, double least, double most) {
        Point left = a.t <= b.t ? a : b, right = left == a ? b : a;
        if (Double.isInfinite(left.f) || Double.isInfinite(right.f)) {
            return (least + most) / 2;
        }
        double d1 = left.slope + right.slope - 3 * (left.f - right.f) / (left.t - right.t);
        double largest = Vectors.largest(new double[] {d1, left.slope, right.slope});
        double unit = Math.scalb(1.0, -Math.getExponent(largest)); // so that no square overflows
        double d = d1 * unit, ofLeft = left.slope * unit, ofRight = right.slope * unit;
        double square = d * d - ofLeft * ofRight;
        if (!(square >= 0)) {
            return (least + most) / 2;
        }
        double d2 = Math.sqrt(square);
        double t = right.t - (right.t - left.t) * ((ofRight + d2 - d) / (ofRight - ofLeft + 2 * d2));
        return Double.isNaN(t) ? (least + most) / 2 : Math.min(Math.max(t, least), most);
    }
}
