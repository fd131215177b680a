package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private final ClassificationModel model = new ClassificationModel();
    private final BatchRuns runs = BatchRuns.of(model::graph);
    private final Tensor x = ClassificationModel.features(50), y = ClassificationModel.targets(x);

    private Batches batches() {
        return Batches.of(8, x, y).shuffled(NumpyRandom.seed(1));
    }

    @Test
    void isTheLoopThatOneWouldWrite() {
        List<Epoch> history = Trainer.of(runs, batches(), Adam.of(0.1)).train(5);
        BatchRuns byHand = BatchRuns.of(model::graph);
        Optimizer adam = Adam.of(0.1);
        Batches batches = batches();
        for (int epoch = 0; epoch < 5; epoch++) {
            double loss = 0;
            for (Batch batch : batches) {
                Run run = byHand.feed(batch);
                loss += batch.size() * run.forward();
                run.backward();
                adam.step(run);
            }
            assertThat(history.get(epoch).loss()).isEqualTo(loss / 50);
        }
        for (Parameter parameter : List.of(model.W, model.b)) {
            assertThat(runs.parameters().get(parameter))
                    .isEqualTo(byHand.parameters().get(parameter));
        }
    }

    @Test
    void learns() {
        List<Epoch> history = Trainer.of(runs, batches(), Adam.of(0.05)).train(200);
        assertThat(history.get(0).loss()).isGreaterThan(0.1);
        assertThat(history.get(199).loss()).isLessThan(0.02);
    }

    @Test
    void theListenerHearsEveryEpoch() {
        List<Epoch> heard = new ArrayList<>();
        List<Epoch> history = Trainer.of(runs, batches(), GradientDescent.of(1))
                .withListener(heard::add)
                .train(4);
        assertThat(heard).isEqualTo(history).extracting(Epoch::number).containsExactly(1, 2, 3, 4);
        assertThat(heard).allMatch(epoch -> epoch.validationLoss().isEmpty());
    }

    @Test
    void aListenerHearsMultiples() {
        List<Integer> heard = new ArrayList<>();
        Trainer.of(runs, batches(), GradientDescent.of(1))
                .withListener(3, epoch -> heard.add(epoch.number()))
                .withListener(4, epoch -> heard.add(-epoch.number()))
                .train(8);
        assertThat(heard).containsExactly(3, -4, 6, -8);
    }

    @Test
    void oneRunIsAStepForEachEpoch() {
        Batch all = Batch.of(x, y);
        List<Epoch> history = Trainer.of(runs.feed(all), Adam.of(0.1)).train(5);
        Run byHand = BatchRuns.of(model::graph).feed(all);
        Optimizer adam = Adam.of(0.1);
        for (Epoch epoch : history) {
            assertThat(epoch.loss()).isEqualTo(byHand.forward());
            byHand.backward();
            adam.step(byHand);
        }
        assertThat(runs.parameters().get(model.W)).isEqualTo(byHand.parameters().get(model.W));
    }

    /** Watching changes nothing, whether gradients come from runs or from sums over blocks. */
    @Property(tries = 40)
    void whatIsWatchedIsWhatAHandWrittenLoopSees(
            @ForAll boolean ofBlocks, @ForAll @IntRange(min = 1, max = 60) int size) {
        ClassificationModel watchedModel = new ClassificationModel();
        BatchRuns watchedRuns = BatchRuns.of(watchedModel::graph), byHand = BatchRuns.of(watchedModel::graph);
        Batches data = Batches.of(size, x, y);
        BlockGradients gradients = BlockGradients.of(watchedRuns);
        List<Batch> blocks = new ArrayList<>();
        data.forEach(blocks::add);
        Trainer trainer = ofBlocks
                ? Trainer.of(
                        watchedRuns.parameters(),
                        BlockTraining.of(gradients, gradients.source(blocks)).blocksAStep(1),
                        Momentum.of(0.1, 0.9))
                : Trainer.of(watchedRuns, data, Momentum.of(0.1, 0.9));
        List<Epoch> history = trainer.watchingParameters().train(2);
        Optimizer optimizer = Momentum.of(0.1, 0.9);
        for (Epoch epoch : history) {
            double norms = 0;
            double[] gradient = new double[0];
            Tensor before = byHand.parameters().get(watchedModel.W);
            for (Batch batch : data) {
                Run run = byHand.feed(batch);
                run.forward();
                run.backward();
                gradient = run.gradient(watchedModel.W).toArray();
                norms += Math.hypot(gradient[0], gradient[1]);
                optimizer.step(run);
            }
            double[] w = byHand.parameters().get(watchedModel.W).toArray(), was = before.toArray();
            ParameterStatistics seen = epoch.parameters().get(0);
            assertThat(seen.name()).isEqualTo("W");
            assertThat(seen.gradientNorm()).isCloseTo(norms / data.count(), within(1e-12 * norms));
            assertThat(seen.norm()).isCloseTo(Math.hypot(w[0], w[1]), within(1e-12));
            assertThat(seen.change()).isCloseTo(Math.hypot(w[0] - was[0], w[1] - was[1]), within(1e-12));
            assertThat(seen.gradient().low()).isCloseTo(Math.min(gradient[0], gradient[1]), within(1e-12));
            assertThat(seen.values().high()).isCloseTo(Math.max(w[0], w[1]), within(1e-12));
            assertThat(epoch.parameters()).hasSize(2);
        }
    }

    @Test
    void stopsEarlyWithTheBestParameters() {
        Iterator<Double> losses = List.of(5.0, 3.0, 4.0, Double.NaN, 3.0, 1.0).iterator();
        List<Tensor> afterEpoch = new ArrayList<>();
        List<Epoch> history = Trainer.of(runs, batches(), GradientDescent.of(1))
                .withListener(epoch -> afterEpoch.add(runs.parameters().get(model.W)))
                .withValidation(() -> Means.ofLoss(losses.next()))
                .withEarlyStopping(3)
                .train(100);
        assertThat(history)
                .extracting(epoch -> epoch.validationLoss().getAsDouble())
                .containsExactly(5.0, 3.0, 4.0, Double.NaN, 3.0);
        assertThat(runs.parameters().get(model.W)).isEqualTo(afterEpoch.get(1)).isNotEqualTo(afterEpoch.get(4));
    }

    @Test
    void theBestParametersAreRestoredAtTheLastEpochToo() {
        Iterator<Double> losses = List.of(1.0, 2.0).iterator();
        List<Tensor> afterEpoch = new ArrayList<>();
        Trainer.of(runs, batches(), GradientDescent.of(1))
                .withListener(epoch -> afterEpoch.add(runs.parameters().get(model.W)))
                .withValidation(() -> Means.ofLoss(losses.next()))
                .withEarlyStopping(9)
                .train(2);
        assertThat(runs.parameters().get(model.W)).isEqualTo(afterEpoch.get(0));
    }

    @Test
    void noEpochsChangeNothing() {
        assertThat(Trainer.of(runs, batches(), Adam.of(1))
                        .withValidation(() -> Means.ofLoss(0))
                        .withEarlyStopping(1)
                        .train(0))
                .isEmpty();
        assertThat(runs.parameters().get(model.W)).isEqualTo(model.W.initialValue());
    }

    @Test
    void wrongNumbersAreRefused() {
        Trainer trainer = Trainer.of(runs, batches(), Adam.of(1));
        assertThatThrownBy(() -> trainer.train(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Trainer: the number of epochs must not be negative, but is -1");
        assertThatThrownBy(() -> trainer.withEarlyStopping(3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Trainer: early stopping needs a validation loss; first call"
                        + " withValidation(Evaluation.of(runs, batches))");
        assertThatThrownBy(() -> trainer.withListener(0, epoch -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Trainer: every must be at least 1, but is 0");
        assertThatThrownBy(() -> trainer.withEarlyStopping(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("EarlyStopping: the patience must be positive, not 0");
        assertThatThrownBy(() -> Trainer.of(runs, List.of(), Adam.of(1)).train(1))
                .hasMessage("Trainer: there are no batches to train on");
    }

    @Test
    void withoutAnyFiniteLossThereIsNoBest() {
        EarlyStopping stopping = EarlyStopping.of(runs.parameters(), 2);
        assertThat(stopping.goesOn(Double.NaN)).isTrue();
        assertThat(stopping.goesOn(Double.POSITIVE_INFINITY)).isFalse();
        assertThatThrownBy(stopping::restoreBest)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "EarlyStopping: there are no best parameters to restore, because all 2 losses were"
                                + " infinite or NaN; check the data of the loss");
        assertThatThrownBy(EarlyStopping.of(runs.parameters(), 2)::restoreBest)
                .hasMessageContaining("because no loss was recorded");
    }

    @Test
    void aValidationThatIsNeverFiniteEndsTrainingWithAMessage() {
        List<Epoch> epochs = new ArrayList<>();
        List<Tensor> afterEpoch = new ArrayList<>();
        Trainer trainer = Trainer.of(runs, batches(), GradientDescent.of(1))
                .withListener(epochs::add)
                .withListener(epoch -> afterEpoch.add(runs.parameters().get(model.W)))
                .withValidation(() -> Means.ofLoss(Double.NaN))
                .withEarlyStopping(3);
        assertThatThrownBy(() -> trainer.train(100))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("all 3 losses were infinite or NaN");
        assertThat(epochs).hasSize(3);
        assertThat(runs.parameters().get(model.W)).isEqualTo(afterEpoch.get(2)).isNotEqualTo(model.W.initialValue());
        assertThatThrownBy(() -> trainer.train(2)).hasMessageContaining("all 2 losses were infinite or NaN");
    }

    @Test
    void whatIsRestoredIsThatOfTheSmallestLoss() {
        EarlyStopping stopping = EarlyStopping.of(runs.parameters(), 1);
        assertThat(stopping.goesOn(2)).isTrue();
        runs.parameters().set(model.b, Tensor.full(model.b.shape(), 7));
        assertThat(stopping.goesOn(2)).isFalse();
        assertThat(stopping.bestLoss()).isEqualTo(2);
        stopping.restoreBest();
        assertThat(runs.parameters().get(model.b)).isEqualTo(model.b.initialValue());
    }
}
