package dev.gradus.testkit.law;

import dev.gradus.testkit.domain.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The slope of a function on one side of a point over steps of all lengths. The error of its values is measured where they
 * scatter: a function may round more than its value shows, as ln(1 + x²) does near 0, and be constant over short steps.
 */
final class Scales {
    /** From the longest step to one of a few ulps. */
    private static final int MOST = 120;

    private static final double PART = 1.0 / 8, FEW = 8;

    /** The slope at the first of seven points a step apart, exact for polynomials of degree 4, in twelfths. */
    private static final double[] SLOPE = {-25, 48, -36, 16, -3, 0, 0};

    /** The sixth difference, which is 0 for polynomials of degree 5. */
    private static final double[] SIXTH = {1, -6, 15, -20, 15, -6, 1};

    /** The sixth difference of values whose errors are 1, on average. */
    private static final double OF_ERRORS = 30;

    /** The rounding of SLOPE for values whose errors are 1. */
    private static final double ERRORS = 11;

    /** How many lengths of the shortest steps over which values scatter tell how much. */
    private static final int TELLING = 8;

    private static final double SMALL = 0.05, CLEARLY = 4;

    /** The rounding of some thousand terms near 1. */
    private static final double HIDDEN = 0x1p-40;

    /** A side with less room than this part of the other's says nothing. */
    private static final double SIDE = 1.0 / 16;

    private final List<Window> windows = new ArrayList<>();
    private double error;

    /** The slope over one step, and the sixth difference. */
    private record Window(double step, double slope, double sixth) {}

    private Scales(DoubleUnaryOperator f, double x, double longest) {
        for (int halvings = 0; halvings < MOST; halvings++) {
            double step = x + longest * Math.pow(2, -halvings) - x;
            if (Math.abs(step) < FEW * Math.ulp(x)) {
                break;
            }
            double slope = 0;
            double sixth = 0;
            for (int j = 0; j < SIXTH.length; j++) {
                double y = f.applyAsDouble(x + j * step);
                slope += SLOPE[j] * y;
                sixth += SIXTH[j] * y;
                error = Math.max(error, Math.ulp(y));
            }
            windows.add(0, new Window(step, slope / (12 * step), Math.abs(sixth)));
        }
        error = Math.max(
                error,
                windows.stream()
                                .mapToDouble(Window::sixth)
                                .filter(sixth -> sixth > 0)
                                .limit(TELLING)
                                .max()
                                .orElse(0)
                        / OF_ERRORS);
    }

    /** Whether the values of a function within the interval contradict a derivative at x, on both sides of it. */
    static boolean contradict(DoubleUnaryOperator f, double x, Interval interval, double derivative) {
        double most = Math.max(1, Math.abs(x));
        double above = Math.min(interval.upper() - x, most);
        double below = Math.min(x - interval.lower(), most);
        return (above < SIDE * below || new Scales(f, x, PART * above).contradict(derivative))
                && (below < SIDE * above || new Scales(f, x, -PART * below).contradict(derivative));
    }

    /**
     * Whether the values contradict a derivative: over the shortest step whose slope is clear of their error, the slope
     * differs by more than that error and its own change to twice that step explain, and hidden terms do not explain it.
     */
    private boolean contradict(double derivative) {
        for (int i = 0; i + 1 < windows.size(); i++) {
            Window window = windows.get(i);
            double apart = Math.abs(window.slope - derivative);
            double rounding = ERRORS * error / Math.abs(window.step);
            if (rounding <= SMALL * apart) {
                return apart > CLEARLY * (rounding + Math.abs(window.slope - windows.get(i + 1).slope))
                        && !isHidden(derivative, apart, i);
            }
        }
        return false;
    }

    /**
     * Whether the rounding of terms near 1 may hide the derivative over short steps: slopes over longer ones agree with it,
     * or no step changes the value.
     */
    private boolean isHidden(double derivative, double apart, int shortest) {
        for (int i = shortest + 1; i + 1 < windows.size(); i++) {
            if (apart * Math.abs(windows.get(i).step) <= HIDDEN
                    && Math.abs(windows.get(i).slope - derivative) <= apart / CLEARLY
                    && Math.abs(windows.get(i + 1).slope - derivative) <= apart / CLEARLY) {
                return true;
            }
        }
        double longest = Math.abs(windows.get(windows.size() - 1).step);
        return error == Double.MIN_VALUE && Math.abs(derivative) * longest <= HIDDEN;
    }
}
