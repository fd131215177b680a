package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private final ClassificationModel model = new ClassificationModel();
    private final BatchRuns runs = BatchRuns.of(this::predicting);
    private final Tensor x = ClassificationModel.features(40), y = ClassificationModel.targets(x);

    private BatchGraph predicting(int size) {
        Input features = Input.of("x", size, 2), targets = Input.of("y", size, 1);
        Node yHat = features.matMul(model.W).add(model.b).sigmoid();
        return BatchGraph.of(new MseLoss(yHat, targets), features, targets)
                .withMetric("accuracy", Metrics.accuracy(yHat, targets))
                .predicting(yHat);
    }

    /**
     * An area under a curve is not a mean over batches: it has the bits of all predictions at once, however they are
     * divided.
     */
    @Property(tries = 60)
    void metricsOfAllPredictionsDoNotDependOnTheBatches(@ForAll @IntRange(min = 1, max = 45) int size) {
        Means means = Evaluation.of(runs, Batches.of(size, x, y))
                .withMetric("AUC", Metrics::areaUnderRoc)
                .withMetric("R²", Metrics::rSquared)
                .withMetric(
                        "F1",
                        (yHat, targets) ->
                                ConfusionMatrix.ofProbabilities(yHat, targets).f1(1))
                .get();
        Tensor yHat = Predictor.of(runs).predict(Batch.of(x));
        assertThat(means.metric("AUC")).isEqualTo(Metrics.areaUnderRoc(yHat, y));
        assertThat(means.metric("R²")).isEqualTo(Metrics.rSquared(yHat, y));
        assertThat(means.metric("F1"))
                .isEqualTo(ConfusionMatrix.ofProbabilities(yHat, y).f1(1));
        assertThat(means.metrics().keySet()).containsExactly("accuracy", "AUC", "R²", "F1");
        Means batchwise = runs.means(Batches.of(size, x, y));
        assertThat(means.loss()).isEqualTo(batchwise.loss());
        assertThat(means.metrics().get("accuracy"))
                .isEqualTo(batchwise.metrics().get("accuracy"));
    }

    @Test
    void theTrainerTakesItAfterEachEpoch() {
        Evaluation evaluation = Evaluation.of(runs, Batches.of(16, x, y)).withMetric("AUC", Metrics::areaUnderRoc);
        List<Epoch> history = Trainer.of(runs, Batches.of(8, x, y), Adam.of(0.05))
                .withValidation(evaluation)
                .train(3);
        assertThat(history.get(2).validation()).isEqualTo(Optional.of(evaluation.get()));
        assertThat(history.get(0).validationLoss()).isNotEqualTo(history.get(2).validationLoss());
        assertThat(history.get(2).numbers().keySet())
                .containsExactly("loss", "accuracy", "validation loss", "validation accuracy", "validation AUC");
    }

    @Test
    void aPredictionOfWhatTheLossDoesNotNeedIsNotTrainedWith() {
        BatchGraph graph = model.graph(3);
        Node logits = graph.inputs().get(0).matMul(model.W);
        BatchGraph predicting = graph.predicting(logits.softmax(1));
        assertThat(predicting.graph()).isSameAs(graph.graph());
        assertThat(predicting.served().inputs()).containsExactly(graph.inputs().get(0));
        assertThat(predicting.evaluated().graph().outputs()).hasSize(2);
    }

    @Test
    void noBackwardPassIsPlanned() {
        Run run = BatchRuns.of(this::predicting).evaluating().feed(Batch.of(x, y));
        run.forward();
        assertThatThrownBy(run::backward)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The run was built with forwardOnly(), so it has no backward pass");
    }

    @Test
    void wrongUseIsRefused() {
        Batches batches = Batches.of(8, x, y);
        assertThatThrownBy(() ->
                        Evaluation.of(BatchRuns.of(model::graph), batches).withMetric("AUC", Metrics::areaUnderRoc))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Evaluation: the model has no prediction; add .predicting(ŷ) to its BatchGraph");
        assertThatThrownBy(() -> Evaluation.of(runs, batches).withMetric("accuracy", Metrics::areaUnderRoc))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Evaluation: there is already a metric 'accuracy'");
        assertThatThrownBy(() -> Evaluation.of(runs, batches).get().metric("AUC"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Means: there is no metric 'AUC' of one element; there are [accuracy]");
        assertThatThrownBy(() -> Evaluation.of(runs, List.of()).get())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Evaluation: there are no examples");
        BatchRuns ofLoss = BatchRuns.of(n -> {
            BatchGraph graph = model.graph(n);
            return graph.predicting(graph.graph().outputs().get(0));
        });
        assertThatThrownBy(() -> Evaluation.of(ofLoss, batches).withMetric("AUC", Metrics::areaUnderRoc))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "Evaluation: exactly one input, the targets, must not be needed by the prediction, but of ");
        assertThatThrownBy(() -> model.graph(3).predicting(Input.of("stranger", 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stranger");
    }
}
