package dev.gradus.run;

import dev.gradus.kernel.Kernels;
import dev.gradus.node.Parameter;
import java.util.Objects;
import java.util.function.IntConsumer;

/**
 * A handle of a parameter in one run, with which an optimizer reads and updates it without looking it up at every step.
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

    private final Kernels.Chunks doChunk = (kernels, thread, chunk) -> doChunk(chunk);
    private IntConsumer sharedWork = chunk -> {};

    /** The last backward pass whose gradient updated this parameter. */
    private long spent;

    /** @param gradient the array of its gradient */
    Trainable(RunPasses run, Parameter parameter, double[] gradient) {
        this.run = run;
        this.parameter = parameter;
        this.parameters = run.parameters;
        this.value = parameters.live(parameter);
        this.gradient = gradient;
    }

    /** Returns the parameter. */
    public Parameter parameter() {
        return parameter;
    }

    /**
     * Shares an optimizer's work on a large parameter between the run's threads, without allocating.
     *
     * @param count the number of chunks of work
     * @param chunk does the chunk of a given number, from 0; the result must not depend on the order of the chunks
     */
    public void share(int count, IntConsumer chunk) {
        sharedWork = Objects.requireNonNull(chunk, "chunk");
        run.kernels().forEach(count, doChunk);
    }

    boolean isOf(RunPasses other) {
        return run == other;
    }

    /** Returns whether the parameter is frozen, so that optimizers must not change it. */
    public boolean isFrozen() {
        return parameters.isAnyFrozen() && parameters.isFrozen(parameter);
    }

    /**
     * Calls a reader with the live arrays of the value and the gradient, which are the same for as long as the run
     * exists. The reader must not change them. The numbers belong to the current step only if {@link #check} does not
     * throw.
     */
    public void read(UpdateRule reader) {
        reader.apply(value, gradient);
    }

    /**
     * Throws if {@link #update} would throw before it calls the rule. An optimizer can thus check all parameters before
     * it changes any.
     *
     * @throws IllegalStateException if there was no complete backward pass since the last forward pass, if its gradient
     *     has already updated the parameter, or if parameters were changed since by anything except updates of this run
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
                                + " has already been updated with this gradient; call forward() and backward() before"
                                + " the next step"
                        : "The parameters changed since the backward pass, so the gradient for " + parameter.describe()
                                + " belongs to other numbers; call forward() and backward() again");
    }

    /**
     * Changes the parameter's numbers in place, like {@link Run#update}.
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

    /** Called before the rule, which may throw midway, and after it, because it may use this run and others. */
    private void spend() {
        spent = run.backwardPasses();
        parameter.noteChange();
        run.updated();
    }

    private void doChunk(int chunk) {
        sharedWork.accept(chunk);
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
     * Changes several parameters of one run in place, as {@link #update} changes one.
     *
     * @param prepare computes the changes without changing any parameter; if it throws, nothing has changed
     * @param rule changes the parameters; it must not change frozen ones, and must not use any run
     * @throws IllegalStateException if {@link #check} throws for a parameter that is not frozen; then neither was
     *     called
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
                    each.parameter.noteChange();
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

    /** Returns whether all values of the run are so small that its passes are compiled after they have run often. */
    public boolean isOfFewNumbers() {
        return run.plan.isOfFewNumbers();
    }
}
