package dev.gradus.check;

import dev.gradus.check.Richardson.Limit;
import dev.gradus.kernel.math.Elementary;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** The values of a function at x ± h for ever smaller steps h, on both sides or on one, and the resulting slopes. */
final class StepSequence {
    /** Irrational: with 2, the rounding errors of adjacent slopes would often be equal. */
    private static final double RATIO = Math.sqrt(5);

    /** A first look uses the second to the fifth step, because the first is too coarse for few steps to settle. */
    private static final int FIRST_LOOK = 1;

    private static final int FIRST_LOOK_END = 5;

    /** Enough where slopes settle as far as rounding permits: down to the first step / 280. */
    private static final int QUICK = 8;

    /** Enough for a function without a kink, jump or pole nearby: down to the first step / 7,000. */
    private static final int SHORT = 12;

    /** Down to the first step / 50 million. Rounding dominates the slopes of smaller steps. */
    private static final int LONG = 23;

    /** With fewer steps, the result is inconclusive. */
    private static final int FEWEST = 5;

    /** The number of finest steps, which show whether the slopes have settled. */
    private static final int FINEST = 3;

    /** A step is at least this multiple of the distance between x and the next double. */
    private static final double RESOLUTION = 1024;

    /** Slopes have settled if they change by less than this fraction of themselves, */
    private static final double SETTLED = 1e-10;

    /** or by at most this multiple of what the rounding of the values explains. */
    private static final double SETTLED_ROUNDINGS = 16;

    /** A smaller relative change of the function's value may be rounding. */
    private static final double JUMP = 1e-6;

    /** The slopes on both sides meet if they differ by at most this fraction of an ordinary slope. */
    private static final double MEETING = 1e-10;

    /** A slope of steps other than the finest counts if its relative error is at most this. */
    private static final double KNOWN = 0.1;

    private static final int ELIMINATIONS = 3;

    /** 1 / (w − 1), where w is the ratio of h, h³ and h⁵ between successive steps. */
    private static final double[] SHARES = {
        1 / (RATIO - 1), 1 / (RATIO * RATIO * RATIO - 1), 1 / (RATIO * RATIO * RATIO * RATIO * RATIO - 1)
    };

    private static final double EPSILON = 0x1p-52;

    private static final Limit NONE = new Limit(Double.NaN, Double.POSITIVE_INFINITY);

    private static final Richardson EMPTY = new Richardson(1, new double[0], new double[0]);

    private final DoubleUnaryOperator f;
    private final double x;
    private final double fx;
    private final double firstStep;
    private final Side side;
    private final double leastNoise;

    private static final double[] SHRUNK = shrunk();

    private double[] left = new double[QUICK];
    private double[] right = new double[QUICK];
    private double[] fLeft = new double[QUICK];
    private double[] fRight = new double[QUICK];
    private int size;
    private double foundNoise;
    private boolean confirmed;
    private boolean settled;
    private Richardson tableau = EMPTY;
    private Limit slope = NONE;
    private Limit leftSlope = NONE;
    private Limit rightSlope = NONE;

    enum Side {
        LEFT,
        RIGHT,
        BOTH
    }

    /**
     * @param noise the minimum rounding error of f's values
     * @param claim the expected slope, which a first look at few steps may confirm
     */
    StepSequence(DoubleUnaryOperator f, double x, double fx, double firstStep, Side side, double noise, Claim claim) {
        this.f = f;
        this.x = x;
        this.fx = fx;
        this.firstStep = firstStep;
        this.side = side;
        this.leastNoise = noise;
        if (side == Side.BOTH && claim.isMade()) {
            confirmed = confirms(claim);
            if (confirmed) {
                return;
            }
            addCoarsest();
            climb(FIRST_LOOK_END, QUICK);
        } else {
            climb(0, QUICK);
        }
        settled = isEnough(0);
        if (!settled) {
            climb(QUICK, SHORT);
            settled = isEnough(SETTLED);
        }
        if (!settled) {
            Limit coarse = limitOfRestlessSlopes();
            boolean small = !changes();
            climb(SHORT, LONG);
            if (!isTooShort()) {
                foundNoise = noiseOfRestlessSlopes();
                extrapolate();
                if (small) {
                    doubt(coarse);
                }
            }
        }
    }

    private Limit limitOfRestlessSlopes() {
        if (isTooShort()) {
            return NONE;
        }
        foundNoise = noiseOfRestlessSlopes();
        return tableau.limit(noiseOfSlopes(1));
    }

    private boolean changes() {
        double most = 0;
        for (int row = 0; row < size; row++) {
            most = Math.max(most, Math.max(Math.abs(fLeft[row] - fx), Math.abs(fRight[row] - fx)));
        }
        return most > JUMP * magnitude();
    }

    /**
     * Rounding within f may produce a staircase of steps larger than the rounding of f's values. The finest slopes then
     * agree on 0, between two stairs, and coarser ones on another slope. It is impossible to tell which one is meant.
     */
    private void doubt(Limit coarse) {
        if (coarse.error() <= KNOWN * Math.abs(coarse.value())) {
            slope = widened(slope, coarse);
            leftSlope = widened(leftSlope, coarse);
            rightSlope = widened(rightSlope, coarse);
        }
    }

    private static Limit widened(Limit fine, Limit coarse) {
        return new Limit(fine.value(), Math.max(fine.error(), Math.abs(fine.value() - coarse.value())));
    }

    private boolean confirms(Claim claim) {
        climb(FIRST_LOOK, FIRST_LOOK_END);
        if (size < FIRST_LOOK_END - FIRST_LOOK) {
            return false;
        }
        slope = tableau.limit(noiseOfSlopes(1));
        return claim.isConfirmedBy(slope.value(), slope.error()) && meet(size - 1);
    }

    private void addCoarsest() {
        int before = size;
        add(firstStep);
        if (size > before) {
            for (double[] rows : new double[][] {left, right, fLeft, fRight}) {
                double last = rows[before];
                System.arraycopy(rows, 0, rows, 1, before);
                rows[0] = last;
            }
        }
    }

    private boolean isEnough(double part) {
        if (isTooShort() || !isSettled(part)) {
            return false;
        }
        foundNoise = unrests(FINEST)[FINEST - 1];
        extrapolate();
        return Double.isFinite(slope.error())
                && (side != Side.BOTH || (Double.isFinite(leftSlope.error()) && Double.isFinite(rightSlope.error())));
    }

    private void extrapolate() {
        slope = tableau.limit(noiseOfSlopes(1));
        if (side == Side.BOTH) {
            boolean oneForBoth = sidesMeet();
            leftSlope = oneForBoth ? slope : oneSided(left, fLeft, -1);
            rightSlope = oneForBoth ? slope : oneSided(right, fRight, 1);
        }
    }

    private static double[] shrunk() {
        double[] parts = new double[LONG];
        Arrays.setAll(parts, rung -> Elementary.pow(RATIO, -rung));
        return parts;
    }

    private void climb(int from, int to) {
        for (int rung = from; rung < to; rung++) {
            add(firstStep * SHRUNK[rung]);
        }
        tableau = tableau();
    }

    private void add(double step) {
        double below = side == Side.RIGHT ? x : x - step;
        double above = side == Side.LEFT ? x : x + step;
        if (step < RESOLUTION * Math.ulp(x) || Double.isInfinite(below) || Double.isInfinite(above)) {
            return;
        }
        double valueBelow = side == Side.RIGHT ? fx : f.applyAsDouble(below);
        double valueAbove = side == Side.LEFT ? fx : f.applyAsDouble(above);
        if (Double.isFinite(valueBelow) && Double.isFinite(valueAbove)) {
            if (size == left.length) {
                grow();
            }
            left[size] = x - below;
            right[size] = above - x;
            fLeft[size] = valueBelow;
            fRight[size] = valueAbove;
            size++;
        }
    }

    private void grow() {
        left = Arrays.copyOf(left, LONG);
        right = Arrays.copyOf(right, LONG);
        fLeft = Arrays.copyOf(fLeft, LONG);
        fRight = Arrays.copyOf(fRight, LONG);
    }

    /** Returns whether there are too few steps, because they were too small or f was infinite or NaN. */
    boolean isTooShort() {
        return size < FEWEST;
    }

    /** Returns whether the first slopes confirmed the claim, in which case nothing else was computed. */
    boolean isConfirmed() {
        return confirmed;
    }

    /** Returns whether slopes settled without the smallest steps; otherwise perhaps only their noise did. */
    boolean hasSettled() {
        return settled;
    }

    /** Returns the two-sided slope, or the one-sided one if only one side exists. */
    Limit slope() {
        return slope;
    }

    Limit leftSlope() {
        return leftSlope;
    }

    Limit rightSlope() {
        return rightSlope;
    }

    private Limit oneSided(double[] steps, double[] values, int sign) {
        double[] slopes = new double[size];
        for (int row = 0; row < size; row++) {
            slopes[row] = sign * (values[row] - fx) / steps[row];
        }
        return new Richardson(1, Arrays.copyOf(steps, size), slopes).limit(noiseOfSlopes(2));
    }

    private Richardson tableau() {
        double[] steps = new double[size];
        double[] slopes = new double[size];
        for (int row = 0; row < size; row++) {
            steps[row] = step(row);
            slopes[row] = slope(row);
        }
        return new Richardson(side == Side.BOTH ? 2 : 1, steps, slopes);
    }

    private double step(int row) {
        return Math.max(left[row], right[row]);
    }

    private double slope(int row) {
        return (fRight[row] - fLeft[row]) / (left[row] + right[row]);
    }

    /**
     * Uses the steeper side: at a minimum the two-sided slope is 0, although f on either side is still affected by the
     * rounding of x ± h.
     */
    private double steepness(int row) {
        double onLeft = left[row] > 0 ? Math.abs(fx - fLeft[row]) / left[row] : 0;
        double onRight = right[row] > 0 ? Math.abs(fRight[row] - fx) / right[row] : 0;
        return Math.max(onLeft, onRight);
    }

    /** Returns the error of f's values if each of them, or its argument, is rounded once. */
    private double rounding(int row) {
        double magnitude = Math.max(Math.abs(fx), Math.max(Math.abs(fLeft[row]), Math.abs(fRight[row])));
        return Math.max(leastNoise, EPSILON * Math.max(magnitude, Math.abs(x) * steepness(row)));
    }

    private double[] noiseOfSlopes(double times) {
        double[] noise = new double[size];
        for (int row = 0; row < size; row++) {
            noise[row] = times * Math.max(foundNoise, rounding(row)) / step(row);
        }
        return noise;
    }

    /** Returns whether the slopes change by no more than rounding explains, or than this fraction of themselves. */
    private boolean isSettled(double part) {
        for (int row = size - FINEST; row < size; row++) {
            double bearable = Math.max(part * Math.abs(slope(row)), SETTLED_ROUNDINGS * rounding(row) / step(row));
            if (!(tableau.unrest(row) <= bearable)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the noise of f's values where slopes do not settle: three times the median of their changes, which ignores the
     * few rows that span a kink.
     */
    private double noiseOfRestlessSlopes() {
        double[] unrests = unrests(Math.min(3 * FINEST, size - 2));
        return 3 * unrests[unrests.length / 2];
    }

    /**
     * Returns, for each of these finest steps, the noise of f's values that would explain the change of the slope, sorted.
     */
    private double[] unrests(int finest) {
        double[] unrests = new double[finest];
        for (int i = 0; i < finest; i++) {
            unrests[i] = tableau.unrest(size - finest + i) * step(size - finest + i);
        }
        Arrays.sort(unrests);
        return unrests;
    }

    /**
     * Returns whether the slopes on both sides also differ by about this distance over the finest step, apart from their
     * remaining convergence.
     */
    boolean keepApart(double distance) {
        double last = apart(size - 1);
        double approach = Math.abs(apart(size - 2) - last);
        return Math.abs(last - distance) <= Math.abs(distance) / 2 + 2 * approach;
    }

    /**
     * Returns whether the slopes on both sides are equal at h = 0, without extrapolating each side separately. For a smooth
     * function, their difference is a series in h, h³ and h⁵, so three eliminations leave nothing.
     */
    private boolean sidesMeet() {
        return size > ELIMINATIONS + 1 && meet(size - 1) && meet(size - 2);
    }

    /** Returns whether they are equal, judged by the steps down to this one. */
    private boolean meet(int last) {
        double least = MEETING * Math.max(Math.abs(slope.value()), magnitude() / Math.max(Math.abs(x), 1));
        return Math.abs(limitApart(last)) <= least;
    }

    private double limitApart(int last) {
        double[] apart = new double[ELIMINATIONS + 1];
        for (int row = 0; row <= ELIMINATIONS; row++) {
            apart[row] = apart(last - ELIMINATIONS + row);
        }
        for (int elimination = 0; elimination < ELIMINATIONS; elimination++) {
            for (int row = 0; row < ELIMINATIONS - elimination; row++) {
                apart[row] = apart[row + 1] + (apart[row + 1] - apart[row]) * SHARES[elimination];
            }
        }
        return apart[0];
    }

    private double apart(int row) {
        return (fRight[row] - fx) / right[row] - (fx - fLeft[row]) / left[row];
    }

    /** Returns whether, on at least one side, f does not approach f(x) over the finest steps. */
    boolean jumps() {
        return jumps(fLeft) || jumps(fRight);
    }

    private boolean jumps(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int row = size - FEWEST; row < size; row++) {
            double change = Math.abs(values[row] - fx);
            least = Math.min(least, change);
            most = Math.max(most, change);
        }
        return least > JUMP * magnitude() && least > most / 2;
    }

    double magnitude() {
        double largest = Math.max(Math.abs(fx), leastNoise / EPSILON);
        for (int row = 0; row < size; row++) {
            largest = Math.max(largest, Math.max(Math.abs(fLeft[row]), Math.abs(fRight[row])));
        }
        return largest;
    }
}
