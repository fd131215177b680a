package dev.gradus.examples;

import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Batch;
import dev.gradus.train.BatchGraph;
import dev.gradus.train.BatchRuns;
import dev.gradus.train.Epoch;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Predictor;
import dev.gradus.train.Trainer;
import java.util.List;
import java.util.function.Consumer;

/** The lesson's network: one fully connected layer with a sigmoid, trained on its squared error by gradient descent. */
final class OneLayerClassifier {
    private final Parameter W;
    private final Parameter b;
    private final Parameters parameters;

    /** A network of n_in inputs and n_out outputs that starts from W (n_in, n_out) and b (1, n_out). */
    OneLayerClassifier(Tensor initialW, Tensor initialB) {
        W = Parameter.of("W", initialW.named("n_in", "n_out"));
        b = Parameter.of("b", initialB.named("", "n_out"));
        parameters = Parameters.of(List.of(W, b));
    }

    private BatchGraph model(int n) {
        Input x = Input.of("x", Shape.of(n, W.shape().size(0)).named("n_batch", "n_in"));
        Input y = Input.of("y", Shape.of(n, W.shape().size(1)).named("n_batch", "n_out"));
        Node z = x.matMul(W).add(b).named("z"); // eq 2
        Node yHat = z.sigmoid().named("ŷ"); // eq 3
        Node J = new MseLoss(yHat, y).named("J"); // eq 4
        return BatchGraph.of(J, x, y).predicting(yHat);
    }

    /** Trains on all examples at once and returns the loss of every epoch, taken before the epoch's update. */
    double[] train(Tensor xTrain, Tensor yTrain, Settings settings, Consumer<Epoch> listener) {
        Run run = BatchRuns.of(this::model, parameters).feed(Batch.of(xTrain, yTrain));
        return Losses.of(Trainer.of(run, GradientDescent.of(settings.learningRate()))
                .withListener(listener)
                .train(settings.epochs()));
    }

    /** A run at the initial weights and biases, whatever their present values. */
    Run untrained(Tensor xTrain, Tensor yTrain) {
        return BatchRuns.of(this::model, Parameters.of(List.of(W, b))).feed(Batch.of(xTrain, yTrain));
    }

    /** The outputs ŷ for inputs of shape (n, n_in), with any number of rows. */
    Tensor predict(Tensor inputs) {
        return Predictor.of(this::model, parameters).predict(Batch.of(inputs));
    }

    /** The current weights. */
    Tensor weights() {
        return parameters.get(W);
    }

    /** The current biases. */
    Tensor biases() {
        return parameters.get(b);
    }
}
