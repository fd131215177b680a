package dev.gradus.run;

import dev.gradus.kernel.Kernels;
import dev.gradus.node.Node;

/** A run's forward and backward passes, and whether the present values and gradients may be read. */
abstract class RunPasses extends ThreadCheck {
    /** Stands for what ended a call if the JVM could not even record that. */
    private static final Throwable UNKNOWN = new Error("an error", null, false, false) {
        private static final long serialVersionUID = 1L;
    };

    static final int INCOMPLETE = 1;

    private static final int NOTHING = 0;
    private static final int FORWARD = 2;
    private static final int BACKWARD = 3;

    final Objective objective;
    final Feeds feeds;
    final Parameters parameters;
    final Plan plan;

    /** The last pass whose numbers are complete. */
    int progress = NOTHING;

    private Call endedCall = Call.FORWARD;
    private Throwable endedBy = UNKNOWN;
    private long fedAtForward;
    private long versionAtForward;
    private long versionOfGradients;
    private long backwardPasses;

    /** The last backward pass whose gradients updated a parameter. */
    private long lastSpent;

    RunPasses(Objective objective, Feeds feeds, Parameters parameters, Plan plan) {
        this.objective = objective;
        this.feeds = feeds;
        this.parameters = parameters;
        this.plan = plan;
    }

    final double goForward() {
        try {
            forgetWhatEnded();
            feeds.check();
            fedAtForward = feeds.version();
            versionAtForward = parameters.version();
            plan.forward();
            double value = plan.objective();
            progress = FORWARD;
            return value;
        } catch (Throwable failure) {
            progress = INCOMPLETE; // not in a method, which could not be called at the end of the stack
            isEnded(Call.FORWARD, failure);
            throw failure;
        }
    }

    final void goBack() {
        try {
            // A second pass would find the same numbers, but not the values that the first one wrote over.
            if (progress != BACKWARD) {
                plan.backward();
            }
            versionOfGradients = versionAtForward;
            backwardPasses++;
            progress = BACKWARD;
        } catch (Throwable failure) {
            progress = INCOMPLETE;
            isEnded(Call.BACKWARD, failure);
            throw failure;
        }
    }

    final void checkCanGoBack() {
        if (progress < FORWARD) {
            objective.orThrow();
            throw progress == INCOMPLETE
                    ? incomplete("call forward() before backward()")
                    : new IllegalStateException("backward() goes back through a forward pass; call forward() first");
        }
        if (fedAtForward != feeds.version()) {
            throw new IllegalStateException(
                    "An input was fed since the forward pass; call forward() before backward()");
        }
        if (versionAtForward != parameters.version()) {
            throw new IllegalStateException(
                    "The parameters changed since the forward pass; call forward() before backward()");
        }
        plan.checkCanGoBack();
    }

    /** Records what ended a call and left numbers incomplete. */
    final void isEnded(Call call, Throwable by) {
        endedCall = call;
        endedBy = by;
    }

    private void forgetWhatEnded() {
        if (endedBy != UNKNOWN) {
            endedBy = UNKNOWN;
        }
    }

    private IllegalStateException incomplete(String remedy) {
        return new IllegalStateException(
                endedCall + " was ended by " + endedBy + ", so the run's numbers are incomplete; " + remedy, endedBy);
    }

    /** The number of backward passes so far. It tells a reader of gradients whether they are new. */
    public final long backwardPasses() {
        return backwardPasses;
    }

    final Kernels kernels() {
        return plan.kernels();
    }

    /** Whether the gradients belong to the present parameters. This run's own updates do not outdate them. */
    final boolean hasGradientsOfNow() {
        return progress == BACKWARD && versionOfGradients == parameters.version();
    }

    /** Whether, in addition, no parameter has been updated with them yet. */
    final boolean hasUnspentGradientsOfNow() {
        return hasGradientsOfNow() && lastSpent != backwardPasses;
    }

    final void updated() {
        parameters.changed();
        versionOfGradients = parameters.version();
        lastSpent = backwardPasses;
    }

    final double[] valueArray(Node node) {
        double[] value = plan.value(node);
        feeds.checkHasValue(node);
        if (progress < FORWARD && !node.inputs().isEmpty()) {
            throw progress == INCOMPLETE
                    ? incomplete("call forward() again before the value of " + node.describe() + " is read")
                    : new IllegalStateException(node.describe() + " has no value yet; call forward() first");
        }
        return value;
    }

    final double[] gradientArray(Node node) {
        double[] gradient = plan.gradient(node);
        if (progress != BACKWARD) {
            throw progress == INCOMPLETE
                    ? incomplete("call forward() and then backward() for the gradient of " + node.expression())
                    : new IllegalStateException("There is no gradient for " + node.expression()
                            + " since the last forward pass; call forward() and then backward()");
        }
        return gradient;
    }
}
