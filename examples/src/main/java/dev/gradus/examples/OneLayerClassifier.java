package dev.gradus.examples;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Optimizer;
import java.util.List;

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

    /** ŷ for inputs x of shape (n_batch, n_in). */
    private Node forward(Node x) {
        Node z = x.matMul(W).add(b).named("z"); // eq 2
        return z.sigmoid().named("ŷ"); // eq 3
    }

    /**
     * Trains on all examples at once and returns the loss of every epoch, taken before the epoch's update.
     *
     * @param afterEpoch is called after each epoch
     */
    double[] train(Tensor xTrain, Tensor yTrain, int epochs, double learningRate, Runnable afterEpoch) {
        Run run = run(parameters, xTrain, yTrain);
        Optimizer descent = GradientDescent.of(learningRate);

        double[] losses = new double[epochs];
        for (int epoch = 0; epoch < epochs; epoch++) {
            losses[epoch] = run.forward(); // eq 2 to 4
            run.backward(); // eq 5 to 8
            descent.step(run); // W ← W − η ∂J/∂W
            afterEpoch.run();
        }
        return losses;
    }

    /** A run at the initial weights and biases, whatever their present values. */
    Run untrained(Tensor xTrain, Tensor yTrain) {
        return run(Parameters.of(List.of(W, b)), xTrain, yTrain);
    }

    private Run run(Parameters numbers, Tensor xTrain, Tensor yTrain) {
        Input x = Input.of("x", xTrain.shape());
        Input y = Input.of("y", yTrain.shape());
        Node J = new MseLoss(forward(x), y).named("J"); // eq 4
        return Run.of(Graph.of(J), numbers).feed(x, xTrain).feed(y, yTrain);
    }

    /** The outputs ŷ for inputs of shape (n, n_in), with any number of rows. */
    Tensor predict(Tensor inputs) {
        Input x = Input.of("x", Shape.of(inputs.shape().sizes()).named("n_batch", "n_in"));
        Node yHat = forward(x);
        Run run = Run.of(Graph.of(yHat), parameters).feed(x, inputs);
        run.forward();
        return run.value(yHat);
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
