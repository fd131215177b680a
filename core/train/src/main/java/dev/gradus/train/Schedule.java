package dev.gradus.train;

import java.util.Objects;

/**
 * How the learning rate changes from step to step: a factor for the rate of the optimizer and of each of its groups.
 * Steps are counted from 0; with mini-batches, an epoch is as many steps as it has batches.
 *
 * <pre>{@code
 * Schedule.linearWarmUp(500).thenFrom(500, Schedule.cosine(9_500, 0.01))
 * }</pre>
 *
 * <p>Your own schedule is a function of the step.
 */
@FunctionalInterface
public interface Schedule {
    /** The factor at a step, finite and not negative. */
    double factor(long step);

    /** The factor 1. */
    static Schedule constant() {
        return step -> 1;
    }

    /**
     * γ<sup>⌊step / every⌋</sup>: multiplied by γ after each {@code every} steps.
     *
     * @throws IllegalArgumentException if {@code every} is not positive or γ not in (0, 1]
     */
    static Schedule stepDecay(long every, double gamma) {
        Schedules.checkSteps("stepDecay", every);
        Schedules.checkGamma("stepDecay", gamma);
        return step -> IntegerPower.of(gamma, Math.floorDiv(step, every));
    }

    /**
     * γ<sup>step</sup>.
     *
     * @throws IllegalArgumentException if γ is not in (0, 1]
     */
    static Schedule exponential(double gamma) {
        Schedules.checkGamma("exponential", gamma);
        return step -> IntegerPower.of(gamma, step);
    }

    /**
     * From 1 along half a wave of the cosine to the floor, f + (1 − f) (1 + cos(π step / steps)) / 2, and then the floor
     * (Loshchilov, Hutter 2017, without restarts).
     *
     * @throws IllegalArgumentException if {@code steps} is not positive or the floor not in [0, 1]
     */
    static Schedule cosine(long steps, double floor) {
        Schedules.checkSteps("cosine", steps);
        if (!(floor >= 0 && floor <= 1)) {
            throw new IllegalArgumentException("Schedule.cosine: the floor must be from 0 to 1, not " + floor);
        }
        return step -> step >= steps ? floor : floor + (1 - floor) * Schedules.halfWave((double) step / steps);
    }

    /**
     * (step + 1) / steps, and 1 from then on: the first step has the factor 1 / steps.
     *
     * @throws IllegalArgumentException if {@code steps} is not positive
     */
    static Schedule linearWarmUp(long steps) {
        Schedules.checkSteps("linearWarmUp", steps);
        return step -> step + 1 >= steps ? 1 : (step + 1.0) / steps;
    }

    /** The product of both factors. */
    default Schedule times(Schedule other) {
        Objects.requireNonNull(other, "other");
        return step -> factor(step) * other.factor(step);
    }

    /**
     * This schedule for the first {@code start} steps, then the next one, which counts its steps from 0.
     *
     * @throws IllegalArgumentException if {@code start} is not positive
     */
    default Schedule thenFrom(long start, Schedule next) {
        Objects.requireNonNull(next, "next");
        Schedules.checkSteps("thenFrom", start);
        return step -> step < start ? factor(step) : next.factor(step - start);
    }
}
