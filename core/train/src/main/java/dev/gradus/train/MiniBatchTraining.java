package dev.gradus.train;

import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.Map;

/** Makes one step per mini-batch. */
record MiniBatchTraining(BatchRuns runs, Iterable<Batch> batches) implements EpochTraining, Resumable {
    @Override
    public Means train(Optimizer optimizer) {
        WeightedMeans means = new WeightedMeans();
        for (Batch batch : batches) {
            Run run = runs.feed(batch);
            double loss = run.forward();
            run.backward();
            means.add(loss, runs.metrics(batch.size(), run), batch.size());
            optimizer.step(run);
        }
        return means.get("Trainer: there are no batches to train on");
    }

    @Override
    public Map<String, Tensor> state() {
        return batches instanceof Resumable resumable ? resumable.state() : Map.of();
    }

    @Override
    public void restore(Map<String, Tensor> state) {
        if (batches instanceof Resumable resumable) {
            resumable.restore(state);
        }
    }
}
