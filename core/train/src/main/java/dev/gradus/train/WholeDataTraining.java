package dev.gradus.train;

import dev.gradus.run.Run;

/** Makes one step on all data, with which the run is fed. */
record WholeDataTraining(Run run) implements EpochTraining {
    @Override
    public Means train(Optimizer optimizer) {
        double loss = run.forward();
        run.backward();
        optimizer.step(run);
        return Means.ofLoss(loss);
    }
}
