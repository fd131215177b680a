package dev.gradus.nn;

import dev.gradus.kernel.math.Axes;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Normalizations: x is shifted to mean 0 and scaled to variance 1 over some of its axes, then multiplied by a learned gain
 * and shifted by a learned amount. They differ in the axes:
 *
 * <ul>
 *   <li>{@link #layerNorm layer}: the features of each example (Ba, Kiros and Hinton, "Layer normalization", 2016);
 *   <li>{@link #rmsNorm RMS}: the same without the shift to mean 0 (Zhang and Sennrich, "Root mean square layer
 *       normalization", NeurIPS 2019);
 *   <li>{@link #batchNorm batch}: each channel over examples and positions (Ioffe and Szegedy, "Batch normalization", ICML
 *       2015);
 *   <li>{@link #groupNorm group}: groups of channels over positions, for each example (Wu and He, "Group normalization",
 *       ECCV 2018); with one channel per group it is instance normalization.
 * </ul>
 *
 * <p>ε is added to the variance, which is the mean of the squared deviations, so that equal numbers give 0 instead of 0 / 0.
 * PyTorch's functions of these names compute the same.
 */
public final class Norms {
    private Norms() {}

    /**
     * {@code (x − mean) / √(variance + ε)} over these axes.
     *
     * @param epsilon ε, positive
     * @param axes negative ones count from the end
     * @throws ShapeException if x has no such axis, or no elements along them
     * @throws IllegalArgumentException if ε is not positive
     */
    public static Node standardize(Node x, double epsilon, int... axes) {
        checkEpsilon("standardize", epsilon);
        Node centered = x.subtract(x.mean(axes).keepDims());
        return centered.divide(deviation(centered.square().mean(axes).keepDims(), epsilon));
    }

    private static Node deviation(Node variance, double epsilon) {
        return variance.add(epsilon).sqrt();
    }

    /**
     * Standardizes x over its last axes, multiplies by the gain, and adds the shift.
     *
     * @param gain of the shape of these last axes
     * @param shift of the same shape
     * @param epsilon ε, positive; PyTorch's is 10⁻⁵
     * @throws ShapeException if gain and shift do not have the shape of x's last axes, or there are no elements along them
     * @throws IllegalArgumentException if ε is not positive
     */
    public static Node layerNorm(Node x, Node gain, Node shift, double epsilon) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(gain, "gain");
        Objects.requireNonNull(shift, "shift");
        int[] axes = lastAxes("layerNorm", x, gain);
        checkShift("layerNorm", gain, shift);
        return standardize(x, epsilon, axes).multiply(gain).add(shift);
    }

    /**
     * Divides x by √(mean of x² + ε) over its last axes, and multiplies by the gain.
     *
     * @param gain of the shape of these last axes
     * @param epsilon ε, positive
     * @throws ShapeException if the gain does not have the shape of x's last axes, or there are no elements along them
     * @throws IllegalArgumentException if ε is not positive
     */
    public static Node rmsNorm(Node x, Node gain, double epsilon) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(gain, "gain");
        int[] axes = lastAxes("rmsNorm", x, gain);
        checkEpsilon("rmsNorm", epsilon);
        return x.divide(deviation(x.square().mean(axes).keepDims(), epsilon)).multiply(gain);
    }

    /**
     * Standardizes x of shape (n_batch, n_channels, …) over all channels of a group and all positions, multiplies by each
     * channel's gain, and adds its shift.
     *
     * @param groups the number of groups, a divisor of n_channels; adjacent channels form a group
     * @param gain of shape (n_channels)
     * @param shift of shape (n_channels)
     * @param epsilon ε, positive; PyTorch's is 10⁻⁵
     * @throws ShapeException if n_channels is not divisible by the number of groups, gain or shift do not match, or there
     *     are no positions
     * @throws IllegalArgumentException if ε is not positive
     */
    public static Node groupNorm(Node x, int groups, Node gain, Node shift, double epsilon) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(gain, "gain");
        Objects.requireNonNull(shift, "shift");
        int channels = channels("groupNorm", x, gain);
        checkShift("groupNorm", gain, shift);
        if (groups < 1 || channels % groups != 0) {
            throw new ShapeException("groupNorm: the " + channels + " channels of " + x.describe() + " cannot be"
                    + " divided into " + groups + " groups of equal size");
        }
        int[] sizes = x.shape().sizes();
        int members = channels / groups * Axes.elements(sizes, 2, sizes.length);
        Node grouped = x.reshape(sizes[0], groups, members);
        return affine(standardize(grouped, epsilon, 2).reshape(x.shape()), gain, shift);
    }

    /**
     * Standardizes each channel of each example of x (n_batch, n_channels, …) over its positions, multiplies by the
     * channel's gain, and adds its shift (Ulyanov, Vedaldi and Lempitsky, "Instance normalization", 2016).
     *
     * @param gain of shape (n_channels)
     * @param shift of shape (n_channels)
     * @param epsilon ε, positive; PyTorch's is 10⁻⁵
     * @throws ShapeException if gain or shift do not match, or there are no positions
     * @throws IllegalArgumentException if ε is not positive
     */
    public static Node instanceNorm(Node x, Node gain, Node shift, double epsilon) {
        Objects.requireNonNull(shift, "shift");
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(gain, "gain");
        return groupNorm(x, channels("instanceNorm", x, gain), gain, shift, epsilon);
    }

    /**
     * Standardizes each channel of x (n_batch, n_channels, …) over examples and positions, multiplies by the channel's gain,
     * and adds its shift, for training. {@link BatchNorm} keeps the statistics for predictions.
     *
     * @param gain of shape (n_channels)
     * @param shift of shape (n_channels)
     * @param epsilon ε, positive; PyTorch's is 10⁻⁵
     * @throws ShapeException if gain or shift do not match, or there are no elements
     * @throws IllegalArgumentException if ε is not positive
     */
    public static Node batchNorm(Node x, Node gain, Node shift, double epsilon) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(gain, "gain");
        Objects.requireNonNull(shift, "shift");
        channels("batchNorm", x, gain);
        checkShift("batchNorm", gain, shift);
        return affine(standardize(x, epsilon, allButChannels(x)), gain, shift);
    }

    /**
     * Normalizes by given means and variances of each channel instead of the batch's own, for predictions.
     *
     * @param mean of shape (n_channels)
     * @param variance of shape (n_channels)
     * @param gain of shape (n_channels)
     * @param shift of shape (n_channels)
     * @param epsilon ε, positive
     * @throws ShapeException if one of them does not match
     * @throws IllegalArgumentException if ε is not positive
     */
    public static Node batchNorm(Node x, Node mean, Node variance, Node gain, Node shift, double epsilon) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(mean, "mean");
        Objects.requireNonNull(variance, "variance");
        Objects.requireNonNull(gain, "gain");
        Objects.requireNonNull(shift, "shift");
        channels("batchNorm", x, gain);
        checkShift("batchNorm", gain, shift);
        channels("batchNorm", x, mean);
        channels("batchNorm", x, variance);
        checkEpsilon("batchNorm", epsilon);
        Node centered = x.subtract(ofChannels(x, mean));
        return affine(centered.divide(ofChannels(x, deviation(variance, epsilon))), gain, shift);
    }

    static int[] allButChannels(Node x) {
        return IntStream.range(0, x.shape().rank()).filter(axis -> axis != 1).toArray();
    }

    private static Node affine(Node x, Node gain, Node shift) {
        return x.multiply(ofChannels(x, gain)).add(ofChannels(x, shift));
    }

    /** Reshapes a value for each channel so that it broadcasts along axis 1. */
    private static Node ofChannels(Node x, Node values) {
        int[] sizes = new int[x.shape().rank() - 1];
        Arrays.fill(sizes, 1);
        sizes[0] = values.shape().size(0);
        return sizes.length == 1 ? values : values.reshape(sizes);
    }

    static int channels(String norm, Node x, Node ofChannels) {
        Objects.requireNonNull(x, "x");
        if (x.shape().rank() < 2) {
            throw new ShapeException(norm + ": " + x.describe() + " must have the shape (n_batch, n_channels, …)");
        }
        int channels = x.shape().size(1);
        if (!ofChannels.shape().equals(Shape.of(channels))) {
            throw new ShapeException(norm + ": " + ofChannels.describe() + " must have the shape (" + channels
                    + "), one number for each channel of " + x.describe());
        }
        return channels;
    }

    private static int[] lastAxes(String norm, Node x, Node gain) {
        int rank = x.shape().rank();
        int count = gain.shape().rank();
        int[] sizes = x.shape().sizes();
        if (count == 0
                || count > rank
                || !Arrays.equals(gain.shape().sizes(), Arrays.copyOfRange(sizes, rank - count, rank))) {
            throw new ShapeException(norm + ": the gain " + gain.describe()
                    + " must have the shape of the last axes of " + x.describe());
        }
        return IntStream.range(rank - count, rank).toArray();
    }

    private static void checkShift(String norm, Node gain, Node shift) {
        if (!shift.shape().equals(gain.shape())) {
            throw new ShapeException(
                    norm + ": the shift " + shift.describe() + " must have the shape of the gain " + gain.describe());
        }
    }

    private static void checkEpsilon(String norm, double epsilon) {
        if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(norm + ": epsilon must be positive and finite, not " + epsilon);
        }
    }

    /**
     * Local response normalization (Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep convolutional
     * neural networks", NeurIPS 2012): divides x by (k + α ∗ mean)^β, where the mean is that of x² over adjacent channels.
     * Channels beyond the first and the last count as zeros.
     *
     * @param x of shape (n_batch, n_channels, …)
     * @param channels the number of channels in each mean
     * @throws ShapeException if x has no axis for channels
     * @throws IllegalArgumentException if the number of channels is less than 1
     */
    public static Node localResponseNorm(Node x, int channels, double alpha, double beta, double k) {
        if (x.shape().rank() < 2) {
            throw new ShapeException(
                    "localResponseNorm: " + x.describe() + " must have the shape (n_batch, n_channels, …)");
        }
        if (channels < 1) {
            throw new IllegalArgumentException(
                    "localResponseNorm: the number of channels must be at least 1, but is " + channels);
        }
        Node squares = x.square().pad(1, channels / 2, (channels - 1) / 2);
        Node means = Moves.unfold(squares, 1, channels, 1, 1).mean(2);
        return x.divide(means.multiply(alpha).add(k).pow(beta));
    }
}
