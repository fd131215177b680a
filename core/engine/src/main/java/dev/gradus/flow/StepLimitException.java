package dev.gradus.flow;

/** Thrown if the condition of a {@link While} is still true after the maximum number of steps. */
public final class StepLimitException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    StepLimitException(Loop loop) {
        super("While: the condition of " + loop.describe() + " is still true after " + loop.steps()
                + (loop.steps() == 1 ? " step" : " steps") + "; allow more steps with most(n), or check that they can"
                + " make it false: a tolerance below the rounding errors is never reached");
    }
}
