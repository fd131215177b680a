package dev.gradus.run;

import dev.gradus.kernel.Kernels;
import dev.gradus.node.Node;

/** How far a run's numbers are, what ended a call if something did, and of which numbers its gradients are. */
abstract class RunProgress extends Turns {
    /** What ended a call if the JVM had no means left to say so. */
    private static final Throwable UNKNOWN = new Error("an error", null, false, false) {
        private static final long serialVersionUID = 1L;
    };

    final Parameters parameters;
    final Plan plan;

    private Call endedCall = Call.FORWARD;
    private Throwable endedBy = UNKNOWN;
    private long versionOfGradients;
    private long backwardPasses;

    /** The backward pass by whose gradients parameters were changed last. */
    private long lastSpent;

    RunProgress(Parameters parameters, Plan plan) {
        this.parameters = parameters;
        this.plan = plan;
    }

    /** A call was ended by something, which leaves numbers that are incomplete. */
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

    /** A backward pass has made the gradients of parameters of this version. */
    final void wentBack(long version) {
        versionOfGradients = version;
        backwardPasses++;
    }

    /** How many backward passes this run has made: by this a reader of gradients knows whether they are new. */
    public final long backwardPasses() {
        return backwardPasses;
    }

    final Kernels kernels() {
        return plan.kernels();
    }

    /** Whether the gradients are those of the present numbers, this run's own updates aside. */
    final boolean hasGradientsOfNow() {
        return progress() == BACKWARD && versionOfGradients == parameters.version();
    }

    /** Whether in addition no parameter was changed by them yet. */
    final boolean hasUnspentGradientsOfNow() {
        return hasGradientsOfNow() && lastSpent != backwardPasses;
    }

    /** A parameter was changed by this run's gradient for it. */
    final void updated() {
        parameters.changed();
        versionOfGradients = parameters.version();
        lastSpent = backwardPasses;
    }

    final double[] gradientArray(Node node) {
        double[] gradient = plan.gradient(node);
        if (progress() != BACKWARD) {
            throw progress() == INCOMPLETE
                    ? incomplete("call forward() and then backward() for the gradient of " + node.expression())
                    : new IllegalStateException("There is no gradient for " + node.expression()
                            + " since the last forward pass; call forward() and then backward()");
        }
        return gradient;
    }
}
