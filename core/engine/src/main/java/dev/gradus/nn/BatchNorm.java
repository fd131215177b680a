package dev.gradus.nn;

import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Objects;

/**
 * Batch normalization with running statistics. Training normalizes each channel by the batch's own mean and variance;
 * predictions use running averages of these over past batches. The averages are parameters, so they are saved and shared
 * like weights, but they have no gradient.
 *
 * <pre>{@code
 * BatchNorm norm = BatchNorm.of("norm", 16);
 * BatchNorm.Batch h = norm.training(conv);                  // h.value() goes on
 * Parameters parameters = Parameters.of(predictions);       // the graph with norm.prediction(conv) has all parameters
 * Run run = Run.builder(Graph.of(J)).parameters(parameters).keep(h.mean(), h.variance()).build();
 * …                                                         // and after each step:
 * parameters.set(norm.mean(), norm.nextMean(parameters.get(norm.mean()), run.value(h.mean())));
 * parameters.set(norm.variance(), norm.nextVariance(parameters.get(norm.variance()), run.value(h.variance()), h.count()));
 * }</pre>
 *
 * @param gain of shape (n_channels)
 * @param shift of shape (n_channels)
 * @param mean the running means, of shape (n_channels)
 * @param variance the running variances, of shape (n_channels)
 * @param momentum the weight of a new batch in the running statistics, from 0 to 1
 * @param epsilon added to variances, positive
 */
public record BatchNorm(
        Parameter gain, Parameter shift, Parameter mean, Parameter variance, double momentum, double epsilon) {
    private static final double MOMENTUM = 0.1;
    private static final double EPSILON = 1e-5;

    /**
     * Checks the parameters.
     *
     * @throws ShapeException if they are not vectors of one size
     * @throws IllegalArgumentException if the momentum is not from 0 to 1
     */
    public BatchNorm {
        for (Parameter other : new Parameter[] {gain, shift, mean, variance}) {
            if (other.shape().rank() != 1 || !other.shape().equals(gain.shape())) {
                throw new ShapeException("BatchNorm: " + other.describe() + " must have the shape (n_channels), like "
                        + gain.describe());
            }
        }
        if (!(momentum >= 0 && momentum <= 1)) {
            throw new IllegalArgumentException("BatchNorm: momentum must be from 0 to 1, not " + momentum);
        }
    }

    /**
     * Creates a layer whose parameters are named {@code name.gain}, {@code name.shift}, {@code name.mean} and {@code
     * name.variance}, with the initial values 1, 0, 0 and 1. The momentum 0.1 and ε = 10⁻⁵ are PyTorch's.
     */
    public static BatchNorm of(String name, int channels) {
        Objects.requireNonNull(name, "name");
        Shape shape = Shape.of(channels);
        return new BatchNorm(
                Parameter.of(name + ".gain", Tensor.ones(shape)),
                Parameter.of(name + ".shift", Tensor.zeros(shape)),
                Parameter.of(name + ".mean", Tensor.zeros(shape)),
                Parameter.of(name + ".variance", Tensor.ones(shape)),
                MOMENTUM,
                EPSILON);
    }

    /**
     * A normalized batch.
     *
     * @param value of x's shape
     * @param mean the batch's means, of shape (n_channels)
     * @param variance the batch's variances, of shape (n_channels)
     * @param count the number of elements in each mean
     */
    public record Batch(Node value, Node mean, Node variance, int count) {}

    /**
     * Normalizes by the batch's own statistics, for training.
     *
     * @throws ShapeException if x is not of shape (n_batch, n_channels, …), or has no elements
     */
    public Batch training(Node x) {
        int channels = Norms.channels("BatchNorm", x, gain);
        int[] axes = Norms.allButChannels(x);
        Node average = x.mean(axes);
        Node spread = x.subtract(x.mean(axes).keepDims()).square().mean(axes);
        int count = x.shape().elements() / channels;
        return new Batch(Norms.batchNorm(x, average, spread, gain, shift, epsilon), average, spread, count);
    }

    /**
     * Normalizes by the running statistics, for predictions.
     *
     * @throws ShapeException if x is not of shape (n_batch, n_channels, …)
     */
    public Node prediction(Node x) {
        return Norms.batchNorm(x, mean.stopGradient(), variance.stopGradient(), gain, shift, epsilon);
    }

    /** Returns the running means after a batch with these means. */
    public Tensor nextMean(Tensor running, Tensor ofBatch) {
        Objects.requireNonNull(running, "running");
        Objects.requireNonNull(ofBatch, "ofBatch");
        return moved(running, ofBatch, 1);
    }

    /**
     * Returns the running variances after a batch with these variances. As in PyTorch, the batch contributes the unbiased
     * estimate, count / (count − 1) times its variance.
     *
     * @param count the number of elements in each variance, at least 2
     * @throws IllegalArgumentException if the count is less than 2
     */
    public Tensor nextVariance(Tensor running, Tensor ofBatch, int count) {
        Objects.requireNonNull(running, "running");
        Objects.requireNonNull(ofBatch, "ofBatch");
        if (count < 2) {
            throw new IllegalArgumentException("BatchNorm: no variance can be estimated from " + count
                    + " element per channel; at least 2 are needed");
        }
        return moved(running, ofBatch, (double) count / (count - 1));
    }

    private Tensor moved(Tensor running, Tensor ofBatch, double factor) {
        if (!ofBatch.shape().equals(running.shape())) {
            throw new ShapeException("BatchNorm: the running statistics " + running.shape() + " and the batch's "
                    + ofBatch.shape() + " must have the same shape");
        }
        return Tensor.generate(
                running.shape(),
                channel -> (1 - momentum) * running.get(channel) + momentum * (factor * ofBatch.get(channel)));
    }
}
