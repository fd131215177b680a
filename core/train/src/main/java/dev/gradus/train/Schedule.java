package dev.gradus.train;

import java.util.Objects;

/**
 * A function of the step that scales the learning rates of an optimizer and its groups. Steps are counted from 0; with
 * mini-batches, each batch is one step.
 *
 * <pre>{@code
 * Schedule.linearWarmUp(500).thenFrom(500, Schedule.cosine(9_500, 0.01))
 * }</pre>
 */
@FunctionalInterface
public interface Schedule {
    /** Returns the factor at a step, finite and not negative. */
    double factor(long step);

    /** Returns the constant schedule 1. */
    static Schedule constant() {
        return Schedules.CONSTANT;
    }

    /**
     * Returns γ<sup>⌊step / every⌋</sup>, which multiplies the rate by γ after every {@code every} steps.
     *
     * @throws IllegalArgumentException if {@code every} is not positive or γ is not in (0, 1]
     */
    static Schedule stepDecay(long every, double gamma) {
        Schedules.checkSteps("stepDecay", every);
        Schedules.checkGamma("stepDecay", gamma);
        return step -> IntegerPower.of(gamma, Math.floorDiv(step, every));
    }

    /**
     * Returns γ<sup>step</sup>.
     *
     * @throws IllegalArgumentException if γ is not in (0, 1]
     */
    static Schedule exponential(double gamma) {
        Schedules.checkGamma("exponential", gamma);
        return step -> IntegerPower.of(gamma, step);
    }

    /**
     * Returns a schedule that decreases from 1 to the floor f along half a cosine wave, f + (1 − f) (1 + cos(π step /
     * steps)) / 2, and then stays there (Loshchilov, Hutter 2017, without restarts).
     *
     * @throws IllegalArgumentException if {@code steps} is not positive or the floor is not in [0, 1]
     */
    static Schedule cosine(long steps, double floor) {
        Schedules.checkSteps("cosine", steps);
        if (!(floor >= 0 && floor <= 1)) {
            throw new IllegalArgumentException("Schedule.cosine: the floor must be from 0 to 1, not " + floor);
        }
        return step -> step >= steps ? floor : floor + (1 - floor) * Schedules.halfWave((double) step / steps);
    }

    /**
     * Returns (step + 1) / steps, limited to 1. The first step has the factor 1 / steps.
     *
     * @throws IllegalArgumentException if {@code steps} is not positive
     */
    static Schedule linearWarmUp(long steps) {
        Schedules.checkSteps("linearWarmUp", steps);
        return step -> step + 1 >= steps ? 1 : (step + 1.0) / steps;
    }

    /** Returns the product of both schedules. */
    default Schedule times(Schedule other) {
        Objects.requireNonNull(other, "other");
        return step -> factor(step) * other.factor(step);
    }

    /**
     * Returns this schedule for the first {@code start} steps, followed by the next one, which counts its steps from 0.
     *
     * @throws IllegalArgumentException if {@code start} is not positive
     */
    default Schedule thenFrom(long start, Schedule next) {
        Objects.requireNonNull(next, "next");
        Schedules.checkSteps("thenFrom", start);
        return step -> step < start ? factor(step) : next.factor(step - start);
    }
}
