package dev.gradus.run;

import dev.gradus.kernel.Kernels;
import dev.gradus.node.Parameter;
import java.util.Objects;
import java.util.function.IntConsumer;

/**
 * A parameter as one run trains it: its numbers and their gradient, found once for an optimizer that steps often.
 *
 * <pre>{@code
 * Trainable w = run.trainable(W);
 * w.update((value, gradient) -> value[0] -= 0.1 * gradient[0]);
 * }</pre>
 */
public final class Trainable {
    private final RunPasses run;
    private final Parameter parameter;
    private final Parameters parameters;
    private final double[] value;
    private final double[] gradient;

    private final Kernels.Chunks doPart = (kernels, thread, part) -> doPart(part);
    private IntConsumer sharedWork = part -> {};

    /** The last backward pass applied to this parameter. */
    private long spent;

    /** @param gradient where its gradient is after a backward pass */
    Trainable(RunPasses run, Parameter parameter, double[] gradient) {
        this.run = run;
        this.parameter = parameter;
        this.parameters = run.parameters;
        this.value = parameters.live(parameter);
        this.gradient = gradient;
    }

    /** The parameter. */
    public Parameter parameter() {
        return parameter;
    }

    /**
     * Does {@code count} parts of an optimizer's work on a large parameter, shared by the run's threads. The result must
     * not depend on the order of the parts. Allocates nothing.
     */
    public void share(int count, IntConsumer part) {
        sharedWork = Objects.requireNonNull(part, "part");
        run.kernels().forEach(count, doPart);
    }

    boolean isOf(RunPasses other) {
        return run == other;
    }

    /** Whether optimizers leave the parameter as it is. */
    public boolean isFrozen() {
        return parameters.isAnyFrozen() && parameters.isFrozen(parameter);
    }

    /**
     * Hands a reader the arrays of the live value and gradient, which stay the same for the run's life. It must not
     * change them. Their numbers belong to the present step only where {@link #check} does not throw.
     */
    public void read(UpdateRule reader) {
        reader.apply(value, gradient);
    }

    /**
     * Throws what {@link #update} would throw before it calls the rule: for optimizers that change all of several
     * parameters or none.
     *
     * @throws IllegalStateException if there was no backward pass since the last forward pass, if the parameter was updated
     *     with its gradient already, or if parameters changed since by anything but this run's updates
     */
    public void check() {
        if (!run.hasGradientsOfNow() || spent == run.backwardPasses()) {
            throw refusal();
        }
    }

    private IllegalStateException refusal() {
        run.gradientArray(parameter); // throws if there is none
        return new IllegalStateException(
                spent == run.backwardPasses()
                        ? parameter.describe()
                                + " was updated with this gradient already; call forward() and backward() before the"
                                + " next step"
                        : "The parameters changed since the backward pass, so the gradient for " + parameter.describe()
                                + " belongs to other numbers; call forward() and backward() again");
    }

    /**
     * Changes the parameter's numbers in place, as {@link Run#update} does.
     *
     * @throws IllegalStateException see {@link #check}
     */
    public void update(UpdateRule rule) {
        Objects.requireNonNull(rule, "rule");
        ThreadCheck.Calls mine = run.begin(Call.UPDATE);
        boolean isBegun = false;
        try {
            check();
            isBegun = true;
            spend();
            rule.apply(value, gradient);
            spend();
        } catch (Throwable failure) {
            if (isBegun) {
                run.progress = RunPasses.INCOMPLETE;
                run.isEnded(Call.UPDATE, failure);
            }
            throw failure;
        } finally {
            mine.underWay >>>= Call.BITS;
        }
    }

    /**
     * Called before the rule, as it may change the parameter in part, and after it, as it may use this run and others.
     */
    private void spend() {
        spent = run.backwardPasses();
        run.updated();
    }

    private void doPart(int part) {
        sharedWork.accept(part);
    }

    private static void checkAll(Trainable[] all) {
        if (!all[0].run.hasUnspentGradientsOfNow()) {
            for (Trainable each : all) {
                if (!each.isFrozen()) {
                    each.check();
                }
            }
        }
    }

    /**
     * Changes several parameters of one run in place, as {@link #update} changes one. The rule must leave frozen ones as
     * they are.
     *
     * @param prepare is called before anything is changed, and changes no parameter: if it throws, all is as it was
     * @param rule changes the parameters, and uses no run meanwhile
     * @throws IllegalStateException see {@link #check}; then neither was called
     */
    public static void updateAll(Trainable[] all, Runnable prepare, Runnable rule) {
        Objects.requireNonNull(prepare, "prepare");
        Objects.requireNonNull(rule, "rule");
        RunPasses run = all[0].run;
        ThreadCheck.Calls mine = run.begin(Call.STEP);
        boolean isBegun = false;
        try {
            checkAll(all);
            prepare.run();
            isBegun = true;
            for (Trainable each : all) {
                if (!each.isFrozen()) {
                    each.spent = run.backwardPasses();
                }
            }
            run.updated();
            rule.run();
        } catch (Throwable failure) {
            if (isBegun) {
                run.progress = RunPasses.INCOMPLETE;
                run.isEnded(Call.STEP, failure);
            }
            throw failure;
        } finally {
            mine.underWay >>>= Call.BITS;
        }
    }

    /** Whether all values are so small that code is written for the run once it has run often. */
    public boolean isOfFewNumbers() {
        return run.plan.isOfFewNumbers();
    }
}
