package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.Npz;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.file.States;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingStateTest {
    @TempDir
    private Path folder;

    private final ClassificationModel model = new ClassificationModel();
    private final Parameters parameters = Parameters.of(List.of(model.W, model.b));

    @Provide
    Arbitrary<Supplier<FirstOrderOptimizer>> methods() {
        return OptimizerSamples.all();
    }

    /** Simulates a new process, which creates everything again and loads the state. */
    private static final class Process {
        final ClassificationModel model = new ClassificationModel();
        final NumpyRandom random = NumpyRandom.seed(4);
        final BatchRuns runs = BatchRuns.of(model::graph);
        final EarlyStopping stopping = EarlyStopping.of(runs.parameters(), 100);
        final Batches batches = Batches.of(
                        7,
                        ClassificationModel.features(20),
                        ClassificationModel.targets(ClassificationModel.features(20)))
                .shuffled(random);
        final FirstOrderOptimizer optimizer;
        final TrainingState state;

        Process(FirstOrderOptimizer optimizer) {
            this.optimizer = optimizer;
            state = TrainingState.of(runs.parameters())
                    .with("optimizer", optimizer.memory(runs.parameters()))
                    .with("batches", batches)
                    .with("stopping", stopping);
        }

        void train(int epochs) {
            for (int epoch = 0; epoch < epochs; epoch++) {
                for (Batch batch : batches) {
                    Run run = runs.feed(batch);
                    run.forward();
                    run.backward();
                    optimizer.step(run);
                }
                stopping.goesOn(random.standardNormal()); // its second number is kept for the next epoch
            }
        }
    }

    @Property(tries = 60)
    void stoppedAndGoneOnWithIsTheSameBitForBit(
            @ForAll("methods") Supplier<FirstOrderOptimizer> method,
            @ForAll @IntRange(max = 5) int before,
            @ForAll @IntRange(max = 5) int after)
            throws IOException {
        Path directory = Files.createTempDirectory("gradus");
        Path file = directory.resolve("training.npz");
        Process whole = new Process(method.get()),
                first = new Process(method.get()),
                second = new Process(method.get());
        whole.train(before + after);
        first.train(before);
        first.state.save(file);
        second.train(2); // loading replaces everything
        second.state.load(file);
        second.train(after);
        second.state.save(file);
        Path other = directory.resolve("whole.npz");
        whole.state.save(other);
        assertThat(file).hasSameBinaryContentAs(other);
        Files.delete(file);
        Files.delete(other);
        Files.delete(directory);
    }

    @Test
    void aTrainerGoesOnWhereItStopped() {
        Path file = folder.resolve("training.npz");
        List<Epoch> whole = trainer(new ClassificationModel()).train(100);
        List<Epoch> first = trainer(model).savedIn(file).train(60);
        List<Epoch> second = trainer(new ClassificationModel()).savedIn(file).train(100);
        assertThat(first).isEqualTo(whole.subList(0, 60));
        assertThat(second).isEqualTo(whole);
        assertThat(trainer(new ClassificationModel()).savedIn(file).train(100)).isEqualTo(whole);
    }

    /** The file of a training that was saved before files had histories. */
    @Test
    void aFileWithoutAHistoryGoesOn() throws IOException {
        Path file = folder.resolve("training.npz"), old = folder.resolve("old.npz");
        List<Epoch> whole = trainer(new ClassificationModel()).train(12);
        trainer(model).savedIn(file).train(5);
        Map<String, Tensor> arrays = new LinkedHashMap<>(Npz.read(file));
        arrays.keySet().removeIf(name -> name.startsWith("history/"));
        Npz.write(old, arrays);
        assertThat(trainer(new ClassificationModel()).savedIn(old).train(8)).isEqualTo(whole.subList(5, 8));
        assertThat(trainer(new ClassificationModel()).savedIn(old).train(12)).isEqualTo(whole.subList(5, 12));
    }

    private static Trainer trainer(ClassificationModel model) {
        BatchRuns runs = BatchRuns.of(model::graph);
        Tensor x = ClassificationModel.features(30), y = ClassificationModel.targets(x);
        Batches batches = Batches.of(8, x, y);
        return Trainer.of(
                        runs,
                        batches.shuffled(NumpyRandom.seed(1)),
                        Adam.of(0.05).withSchedule(Schedule.cosine(400, 0)))
                .withValidation(Evaluation.of(runs, batches))
                .withEarlyStopping(100);
    }

    @Test
    void anEarlyStopIsRemembered() {
        Path file = folder.resolve("training.npz");
        List<Epoch> history = stopped(model).savedIn(file).train(100);
        assertThat(history).hasSize(4);
        ClassificationModel again = new ClassificationModel();
        assertThat(stopped(again).savedIn(file).train(100)).isEqualTo(history);
    }

    private static Trainer stopped(ClassificationModel model) {
        Tensor x = ClassificationModel.features(30), y = ClassificationModel.targets(x);
        return Trainer.of(BatchRuns.of(model::graph), Batches.of(8, x, y), GradientDescent.of(0.1))
                .withValidation(() -> Means.ofLoss(1))
                .withEarlyStopping(3);
    }

    @Test
    void theFileIsNumPysAndNamesEverything() throws IOException {
        Path file = folder.resolve("training.npz");
        Adam.of(0.1).memory(parameters);
        TrainingState.of(parameters)
                .with("optimizer", Adam.of(0.1).memory(parameters))
                .with("random", NumpyRandom.seed(0))
                .save(file);
        assertThatThrownBy(() -> parameters.load(file))
                .hasMessageContaining("unexpected: optimizer/steps, optimizer/m/W, optimizer/v/W, optimizer/t/W,"
                        + " optimizer/m/b, optimizer/v/b, optimizer/t/b, random/state");
    }

    @Test
    void anotherTrainingsFileIsRefusedAndChangesNothing() throws IOException {
        Path file = folder.resolve("training.npz");
        TrainingState.of(parameters)
                .with("optimizer", Adam.of(0.1).memory(parameters))
                .save(file);
        FirstOrderOptimizer other = RmsProp.of(0.1);
        assertThatThrownBy(() -> TrainingState.of(parameters)
                        .with("optimizer", other.memory(parameters))
                        .load(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("training.npz does not contain these numbers of this training:\n  missing:"
                        + " optimizer/s/W (2, 1), optimizer/s/b (1, 1)\n  unexpected: optimizer/m/W");
    }

    /** If a part rejects its numbers, the parts before it are unchanged. */
    @Test
    void allIsLoadedOrNothing() throws IOException {
        Path file = folder.resolve("training.npz");
        NumpyRandom random = NumpyRandom.seed(3);
        Tensor before = random.state();
        TrainingState.of(parameters)
                .with("random", NumpyRandom.seed(9))
                .with("wrong", new Wrong())
                .save(file);
        assertThatThrownBy(() -> TrainingState.of(parameters)
                        .with("random", random)
                        .with("wrong", new Wrong())
                        .load(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessage("TrainingState: " + file + ": The state's 'count' must be a count, not -1.0");
        assertThat(random.state()).isEqualTo(before);
        assertThatThrownBy(() -> TrainingState.of(parameters)
                        .with("random", random)
                        .with("wrong", new Wrong() {
                            @Override
                            void refuse(Map<String, Tensor> state) {
                                throw new ArrayIndexOutOfBoundsException("of a user's part");
                            }
                        })
                        .load(file))
                .isInstanceOf(ArrayIndexOutOfBoundsException.class);
        assertThat(random.state()).isEqualTo(before);
    }

    /** Rejects what it saved, but not what it had before. */
    private static class Wrong implements Resumable {
        private int asked;

        @Override
        public Map<String, Tensor> state() {
            return Map.of("count", Tensor.scalar(-1));
        }

        @Override
        public void restore(Map<String, Tensor> state) {
            if (asked++ == 0) {
                refuse(state);
            }
        }

        void refuse(Map<String, Tensor> state) {
            States.count(state, "count");
        }
    }

    @Test
    void wrongNamesAreRefused() {
        TrainingState state = TrainingState.of(parameters).with("random", NumpyRandom.seed(1));
        assertThatThrownBy(() -> state.with("random", NumpyRandom.seed(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("TrainingState: there is already a part 'random'");
        assertThatThrownBy(() -> state.with("a/b", NumpyRandom.seed(1)))
                .hasMessage("TrainingState: a part's name must not be empty or contain a slash, but is 'a/b'");
        Parameter twin = Parameter.of("random/state", Tensor.scalar(1));
        assertThatThrownBy(() -> TrainingState.of(Parameters.of(List.of(twin)))
                        .with("random", NumpyRandom.seed(1))
                        .save(folder.resolve("x.npz")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("TrainingState: two tensors are named 'random/state'; rename one of them, because"
                        + " names must be unique in a file");
    }

    @Test
    void anOptimizerWithoutMemoryOfItsOwnSaysSo() {
        Optimizer nothing = run -> {};
        assertThatThrownBy(() -> nothing.memory(parameters))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("override memory(parameters)");
    }

    @Test
    void aFileThatCannotBeWrittenIsReported() {
        Trainer trainer = trainer(model).savedIn(folder.resolve("no/folder/training.npz"));
        assertThatThrownBy(() -> trainer.train(1)).isInstanceOf(UncheckedIOException.class);
    }
}
