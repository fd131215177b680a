package dev.gradus.train;

import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Tensor;
import java.nio.file.Path;

/** A program that trains, saving its state after each epoch, until it is killed. */
final class TrainsForever {
    private TrainsForever() {}

    static Trainer trainer(Path file) {
        BatchRuns runs = BatchRuns.of(new ClassificationModel()::graph);
        Tensor x = ClassificationModel.features(30), y = ClassificationModel.targets(x);
        Batches batches = Batches.of(8, x, y);
        return Trainer.of(
                        runs,
                        batches.shuffled(NumpyRandom.seed(1)),
                        Adam.of(0.01).withSchedule(Schedule.exponential(0.9999)))
                .withValidation(Evaluation.of(runs, batches))
                .withEarlyStopping(Integer.MAX_VALUE)
                .savedIn(file);
    }

    public static void main(String[] file) {
        trainer(Path.of(file[0]))
                .withListener(epoch -> {
                    System.out.print('.');
                    System.out.flush();
                })
                .train(Integer.MAX_VALUE);
    }
}
