package dev.gradus.run;

import dev.gradus.kernel.Kernels;
import dev.gradus.node.Node;

/** The state of a run's numbers: how far they are, what ended a call, and to which numbers the gradients belong. */
abstract class RunProgress extends ThreadCheck {
    /** What ended a call if the JVM had no means left to say so. */
    private static final Throwable UNKNOWN = new Error("an error", null, false, false) {
        private static final long serialVersionUID = 1L;
    };

    final Parameters parameters;
    final Plan plan;

    static final int NOTHING = 0;
    static final int INCOMPLETE = 1;
    static final int FORWARD = 2;
    static final int BACKWARD = 3;

    /** How far the present numbers are. */
    int progress = NOTHING;

    private Call endedCall = Call.FORWARD;
    private Throwable endedBy = UNKNOWN;
    private long versionOfGradients;
    private long backwardPasses;

    /** The last backward pass applied to a parameter. */
    private long lastSpent;

    RunProgress(Parameters parameters, Plan plan) {
        this.parameters = parameters;
        this.plan = plan;
    }

    /** Records what ended a call and left numbers incomplete. */
    final void isEnded(Call call, Throwable by) {
        endedCall = call;
        endedBy = by;
    }

    final void forgetWhatEnded() {
        if (endedBy != UNKNOWN) {
            endedBy = UNKNOWN;
        }
    }

    final IllegalStateException incomplete(String remedy) {
        return new IllegalStateException(
                endedCall + " was ended by " + endedBy + ", so the run's numbers are incomplete; " + remedy, endedBy);
    }

    /** Records the gradients of parameters of this version. */
    final void wentBack(long version) {
        versionOfGradients = version;
        backwardPasses++;
    }

    /** How many backward passes this run has made, so that a reader of gradients knows whether they are new. */
    public final long backwardPasses() {
        return backwardPasses;
    }

    final Kernels kernels() {
        return plan.kernels();
    }

    /** Whether the gradients belong to the present numbers, this run's own updates aside. */
    final boolean hasGradientsOfNow() {
        return progress == BACKWARD && versionOfGradients == parameters.version();
    }

    /** Whether, in addition, no parameter was updated with them yet. */
    final boolean hasUnspentGradientsOfNow() {
        return hasGradientsOfNow() && lastSpent != backwardPasses;
    }

    final void updated() {
        parameters.changed();
        versionOfGradients = parameters.version();
        lastSpent = backwardPasses;
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
