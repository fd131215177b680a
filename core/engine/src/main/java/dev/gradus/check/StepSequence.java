package dev.gradus.check;

import dev.gradus.check.Richardson.Limit;
import dev.gradus.kernel.math.Elementary;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** A function's values at x ± h for ever smaller steps h, on both sides or on one, and the slopes that they give. */
final class StepSequence {
    /** Irrational: with 2 the rounding errors of adjacent slopes would often be the same. */
    private static final double RATIO = Math.sqrt(5);

    /** A first look takes the second to the fifth step: the first is too coarse for few steps to settle. */
    private static final int FIRST_LOOK = 1;

    private static final int FIRST_LOOK_END = 5;

    /** Enough where slopes settle as far as rounding lets them: down to the first step / 280. */
    private static final int QUICK = 8;

    /** Enough for a function without a kink, jump or pole nearby: down to the first step / 7,000. */
    private static final int SHORT = 12;

    /** Down to the first step / 50 million; rounding drowns the slopes of still smaller ones. */
    private static final int LONG = 23;

    /** With fewer steps the result is inconclusive. */
    private static final int FEWEST = 5;

    /** The finest steps, which tell whether the slopes have settled. */
    private static final int FINEST = 3;

    /** A step is at least this multiple of the distance between x and the next double. */
    private static final double RESOLUTION = 1024;

    /** Slopes have settled when they move by less than this part of themselves, */
    private static final double SETTLED = 1e-10;

    /** or by no more than this multiple of the values' rounding explains. */
    private static final double SETTLED_ROUNDINGS = 16;

    /** A smaller change of the function's value, as a part of it, may be rounding. */
    private static final double JUMP = 1e-6;

    /** The slopes on both sides meet when no more than this part of an ordinary slope is between them. */
    private static final double MEETING = 1e-10;

    /** A slope of steps that are not the finest counts if it is known to this part of itself. */
    private static final double KNOWN = 0.1;

    private static final int ELIMINATIONS = 3;

    /** 1 / (w − 1), with the ratio w of h, h³ and h⁵ from one step to the next. */
    private static final double[] SHARES = {
        1 / (RATIO - 1), 1 / (RATIO * RATIO * RATIO - 1), 1 / (RATIO * RATIO * RATIO * RATIO * RATIO - 1)
    };

    private static final double EPSILON = 0x1p-52;

    private static final Limit NONE = new Limit(Double.NaN, Double.POSITIVE_INFINITY);

    private final DoubleUnaryOperator f;
    private final double x;
    private final double fx;
    private final double firstStep;
    private final Side side;
    private final double leastNoise;

    private static final double[] SHRUNK = shrunk();

    private final double[] left = new double[LONG];
    private final double[] right = new double[LONG];
    private final double[] fLeft = new double[LONG];
    private final double[] fRight = new double[LONG];
    private int size;
    private double foundNoise;
    private boolean confirmed;
    private boolean settled;
    private Richardson tableau = new Richardson(1, new double[0], new double[0]);
    private Limit slope = NONE;
    private Limit leftSlope = NONE;
    private Limit rightSlope = NONE;

    enum Side {
        LEFT,
        RIGHT,
        BOTH
    }

    /**
     * @param noise the least rounding error of f's values
     * @param claim what the slope is expected to be; a first look by few steps may confirm it
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

    /** Whether f changes, over the steps taken, by more than may be rounding. */
    private boolean changes() {
        double most = 0;
        for (int row = 0; row < size; row++) {
            most = Math.max(most, Math.max(Math.abs(fLeft[row] - fx), Math.abs(fRight[row] - fx)));
        }
        return most > JUMP * magnitude();
    }

    /**
     * Rounding within f may make steps of a slope, and be larger than that of f's values. Then the finest slopes agree on
     * 0, between two such steps, and coarser ones on another slope. Nothing tells which one is meant.
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
        return claim.isConfirmedBy(slope) && meet(size - 1);
    }

    /** The first step, after others were taken. */
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
            left[size] = x - below;
            right[size] = above - x;
            fLeft[size] = valueBelow;
            fRight[size] = valueAbove;
            size++;
        }
    }

    /** Whether too few steps could be taken, because they were too small or f was infinite or NaN there. */
    boolean isTooShort() {
        return size < FEWEST;
    }

    /** Whether the first slopes came to the claimed one; nothing else was looked at then. */
    boolean isConfirmed() {
        return confirmed;
    }

    /** Whether slopes settled without the smallest steps; otherwise perhaps only their noise did. */
    boolean hasSettled() {
        return settled;
    }

    /** The slope by both sides, or by the one there is. */
    Limit slope() {
        return slope;
    }

    /** The slope on the left alone. */
    Limit leftSlope() {
        return leftSlope;
    }

    /** The slope on the right alone. */
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

    /** The steeper side: at a minimum the slope across is 0, though f on either side still feels how x ± h rounds. */
    private double steepness(int row) {
        double onLeft = left[row] > 0 ? Math.abs(fx - fLeft[row]) / left[row] : 0;
        double onRight = right[row] > 0 ? Math.abs(fRight[row] - fx) / right[row] : 0;
        return Math.max(onLeft, onRight);
    }

    /** The error of f's values if each is rounded once, or its argument is. */
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

    /** Whether the slopes move by no more than rounding explains, or than this part of themselves. */
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
     * The noise of f's values where slopes do not settle: three times the median of their moves, which ignores the few
     * rows that reach over a kink.
     */
    private double noiseOfRestlessSlopes() {
        double[] unrests = unrests(Math.min(3 * FINEST, size - 2));
        return 3 * unrests[unrests.length / 2];
    }

    /** For each of these finest steps the noise of f's values that would explain how much the slope moves; sorted. */
    private double[] unrests(int finest) {
        double[] unrests = new double[finest];
        for (int i = 0; i < finest; i++) {
            unrests[i] = tableau.unrest(size - finest + i) * step(size - finest + i);
        }
        Arrays.sort(unrests);
        return unrests;
    }

    /**
     * Whether the slopes on both sides differ by about this distance over the finest step too, apart from how they still
     * converge from step to step.
     */
    boolean keepApart(double distance) {
        double last = apart(size - 1);
        double approach = Math.abs(apart(size - 2) - last);
        return Math.abs(last - distance) <= Math.abs(distance) / 2 + 2 * approach;
    }

    /**
     * Whether the slopes on both sides are the same at h = 0, seen without extrapolating each by itself: how far they are
     * apart is a series in h, h³ and h⁵ for a smooth function, so three eliminations leave nothing.
     */
    private boolean sidesMeet() {
        return size > ELIMINATIONS + 1 && meet(size - 1) && meet(size - 2);
    }

    /** Whether they are, as far as steps down to this one tell. */
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

    /** Whether f comes no nearer to f(x), on at least one side, over the finest steps. */
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

    /** The largest value, or the magnitude of the numbers behind values with this noise. */
    double magnitude() {
        double largest = Math.max(Math.abs(fx), leastNoise / EPSILON);
        for (int row = 0; row < size; row++) {
            largest = Math.max(largest, Math.max(Math.abs(fLeft[row]), Math.abs(fRight[row])));
        }
        return largest;
    }
}
