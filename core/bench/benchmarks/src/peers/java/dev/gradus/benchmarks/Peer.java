package dev.gradus.benchmarks;

import dev.gradus.tensor.Tensor;

/**
 * A library that computes the works of {@link JavaPeers} in float64, each from the inputs and the initial parameters of
 * Gradus's graph by their names.
 */
interface Peer extends AutoCloseable {
    /** The names that {@link #open} knows, in the order of the table's columns. */
    String[] NAMES = {"DJL", "TensorFlow Java"};

    /** Loads the native library; the number of threads holds for the whole process. */
    static Peer open(String name, int threads) {
        return switch (name) {
            case "DJL" -> new DjlWorks(threads);
            case "TensorFlow Java" -> new TensorFlowWorks(threads);
            default -> throw new IllegalArgumentException(name + " is none of " + String.join(", ", NAMES));
        };
    }

    /** The versions of the library and of its native part. */
    String version();

    /** A step of gradient descent for σ(x W + b) and half the mean squared error. */
    Work oneLayer(Named<Tensor> data, float learningRate);

    /** A step of gradient descent for two layers with ReLU between them and the cross-entropy of the softmax. */
    Work perceptron(Named<Tensor> data, float learningRate);

    /** Value and gradients of Σ σ(a·b + c)·tanh(a). */
    Work longVectors(Named<Tensor> data);

    @Override
    void close();
}
