package dev.gradus.train;

import dev.gradus.kernel.math.Elementary;

final class Schedules {
    static final Schedule CONSTANT = step -> 1;

    private Schedules() {}

    static void checkSteps(String schedule, long steps) {
        if (steps <= 0) {
            throw new IllegalArgumentException(
                    "Schedule." + schedule + ": the number of steps must be positive, not " + steps);
        }
    }

    static void checkGamma(String schedule, double gamma) {
        if (!(gamma > 0 && gamma <= 1)) {
            throw new IllegalArgumentException(
                    "Schedule." + schedule + ": γ must be greater than 0 and at most 1, not " + gamma);
        }
    }

    /**
     * Computes (1 + cos(π s)) / 2 for s from 0 to 1, as a square of a cosine or sine of at most π/4. Larger arguments need a
     * reduction, which allocates on some JVMs.
     */
    static double halfWave(double s) {
        double root = s < 0.5 ? Elementary.cos(Math.PI * s / 2) : Elementary.sin(Math.PI * (1 - s) / 2);
        return root * root;
    }

    /** Returns the factor at a step, checked because a schedule may be user code. */
    static double checkedFactor(Schedule schedule, long step) {
        double factor = schedule.factor(step);
        if (!(factor >= 0) || Double.isInfinite(factor)) {
            throw new IllegalStateException(
                    "Schedule: the factor must be finite and not negative, but at step " + step + " it is " + factor);
        }
        return factor;
    }
}
