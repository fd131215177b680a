package dev.gradus.train;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.UnrolledCode;
import dev.gradus.kernel.host.Host;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.run.Trainable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One step of all parameters of a run, which changes all of them or none. For few numbers, calls would take longer than
 * arithmetic, so after many steps of one run code is generated for the step.
 */
final class Proposals {
    private final Runnable accept = this::acceptAll;
    private Trainable[] trainables = {};
    private Proposal[] all = {};
    private double factor = Double.NaN;

    /** Whether all proposals belong to one run. An error may interrupt {@link #meet}. */
    private boolean isMet;

    /** Whether generated code could make this step: it covers all parameters and uses the run's own gradients. */
    private boolean isPlain;

    private boolean isAccepting;

    private int steps;
    private Optional<BoundOp> workOutCode = Optional.empty();
    private Optional<BoundOp> acceptCode = Optional.empty();

    boolean areOf(Run run) {
        return isMet && run.has(trainables[0]);
    }

    void meet(Run run, Function<Parameter, Proposal> proposal) {
        isMet = false;
        List<Parameter> parameters = run.graph().parameters();
        if (all.length != parameters.size()) {
            trainables = new Trainable[parameters.size()];
            all = new Proposal[parameters.size()];
        }
        for (int i = 0; i < all.length; i++) {
            trainables[i] = run.trainable(parameters.get(i));
            all[i] = proposal.apply(parameters.get(i));
            all[i].meet(trainables[i]);
        }
        factor = Double.NaN;
        steps = 0;
        workOutCode = Optional.empty();
        acceptCode = Optional.empty();
        isMet = true;
    }

    void begin() {
        isPlain = true;
        for (int i = 0; i < all.length; i++) {
            all[i].begin(trainables[i].isFrozen());
            isPlain &= all[i].isActive;
        }
    }

    void clip(double norm) {
        isPlain = false;
        GlobalNorm.clip(all, norm);
    }

    /**
     * Computes the next numbers.
     *
     * @param factor the schedule's factor for this step
     * @throws DivergedException if one is not finite
     */
    void workOut(double factor) {
        if (this.factor != factor) {
            setRates(factor);
        }
        if (isPlain && steps < UnrolledCode.OFTEN && ++steps == UnrolledCode.OFTEN) {
            unroll();
        }
        if (isPlain && workOutCode.isPresent()) {
            workOutCode.get().run();
        } else {
            for (Proposal next : all) {
                if (next.isActive) {
                    next.workOut.run();
                }
            }
        }
        for (Proposal next : all) {
            if (next.isActive) {
                next.checkFinite();
            }
        }
    }

    private void setRates(double factor) {
        this.factor = factor;
        for (Proposal next : all) {
            next.setRate(factor);
        }
    }

    private void unroll() {
        if (trainables[0].isOfFewNumbers()) {
            workOutCode = Host.unrolled(Stream.of(all).map(next -> next.workOut).toArray(BoundOp[]::new));
            acceptCode = Host.unrolled(Stream.of(all).map(next -> next.accept).toArray(BoundOp[]::new));
        }
    }

    boolean areWrittenOut() {
        return workOutCode.isPresent() && acceptCode.isPresent();
    }

    /**
     * Makes a step.
     *
     * @param prepare computes the next numbers, which the parameters then take
     * @throws IllegalStateException if there are no gradients at the current numbers
     */
    void step(Runnable prepare) {
        Trainable.updateAll(trainables, prepare, accept);
    }

    /** Returns whether an error ended a step after only some parameters had taken their next numbers. */
    boolean isTornApart() {
        return isAccepting;
    }

    private void acceptAll() {
        isAccepting = true;
        if (isPlain && acceptCode.isPresent()) {
            acceptCode.get().run();
        } else {
            for (Proposal next : all) {
                if (next.isActive) {
                    next.accept.run();
                }
            }
        }
        isAccepting = false;
    }
}
